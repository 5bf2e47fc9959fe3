// Codes on paper: a document of A4 pages in one of the forms, written page by page. Knows no file and no service.
import { PassThrough } from 'node:stream';
import type { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import type { SheetForm } from '../../shared/desk/codes.ts';
import type { Code } from './code.ts';
import { drawCode } from './code-pdf.ts';
import { mm } from './measures.ts';
import { quietZone } from './quiet-zone.ts';

/** A code with what stands below it. */
export interface CaptionedCode {
  caption: string;
  code: Code;
}

export interface SheetOptions {
  /** The service's name in the printed language. */
  serviceName: string;
  /** The service's languages, the printed one first. */
  languages: string[];
  /** The service's accent colour, `#0b5d86`. */
  accent: string;
  /** By default the standard's 4. */
  quietModules?: number | undefined;
  /** A file with a typeface (TTF, OTF) that has letters the built-in one has not. */
  font?: string | undefined;
}

/** Writes the sheet into a stream and ends it; one code after the other, so that their number has no limit.
 *  @throws {QuietZoneError} before anything is written */
export async function writeSheet(
  form: SheetForm,
  codes: Iterable<CaptionedCode> | AsyncIterable<CaptionedCode>,
  options: SheetOptions,
  output: Writable,
): Promise<void> {
  const quietModules = quietZone(options.quietModules);
  const paper = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false });
  const written = finished(paper.pipe(output));
  for await (const { caption, code } of codes) {
    paper.addPage();
    drawCode(paper, code, { xMm: 45, yMm: 60, edgeMm: 120, quietModules });
    paper.fontSize(24).text(`${form}: ${caption}`, mm(20), mm(200), { width: mm(170), align: 'center' });
  }
  paper.end();
  await written;
}

/** The same in memory: for a few codes. */
export async function sheetPdf(
  form: SheetForm,
  codes: Iterable<CaptionedCode>,
  options: SheetOptions,
): Promise<Buffer> {
  const stream = new PassThrough();
  const [pdf] = await Promise.all([buffer(stream), writeSheet(form, codes, options, stream)]);
  return pdf;
}
