// The report as files: written under another name first, so that a report that is there is a whole one.
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from './report.ts';
import { reportHtml } from './report-html.ts';
import { reportPdf } from './report-pdf.ts';

export interface Files {
  html: string;
  pdf: string;
}

/** @returns where they will be
 *  @throws {Error} when nothing can be written there: to be called before anything else is done */
export async function prepareFiles(folder: string): Promise<Files> {
  await mkdir(folder, { recursive: true });
  const files = { html: join(folder, 'certification.html'), pdf: join(folder, 'certification.pdf') };
  await writeFile(`${files.html}.part`, '');
  await writeFile(`${files.pdf}.part`, '');
  return files;
}

export async function saveReport(report: Report, { html, pdf }: Files): Promise<void> {
  await writeFile(`${html}.part`, await reportHtml(report));
  // Whole, and there, even if the paper fails.
  await rename(`${html}.part`, html);
  await writeFile(`${pdf}.part`, await reportPdf(report));
  await rename(`${pdf}.part`, pdf);
}

/** Takes back what was prepared, when nothing comes of it. A folder that holds something else stays. */
export async function dropFiles(folder: string, { html, pdf }: Files): Promise<void> {
  await rm(`${html}.part`, { force: true });
  await rm(`${pdf}.part`, { force: true });
  await rmdir(folder).catch(() => undefined);
}
