// qr sheet: codes on A4 pages.
import { createWriteStream } from 'node:fs';
import { inLanguage } from '../../shared/service.ts';
import type { SheetForm } from '../../shared/desk/codes.ts';
import { makeCode } from '../codes/code.ts';
import { SheetError, sheetCheck, writeSheet } from '../codes/sheet.ts';
import type { CaptionedCode, SheetOptions } from '../codes/sheet.ts';
import type { CommonOptions, Counter } from './command.ts';
import { EXIT, Failure } from './failure.ts';
import { writeNewFile } from './new-files.ts';
import type { Outcome } from './output.ts';
import { showProgress } from './progress.ts';
import { openBatch, openCodeOffice } from './qr-batch.ts';
import type { Batch, BatchOptions, CodeOffice } from './qr-batch.ts';

export interface SheetCommandOptions extends CommonOptions, BatchOptions {
  output: string;
  font?: string;
  quietZone: number;
  replace?: true;
}

export async function makeSheet(
  counter: Counter,
  form: SheetForm,
  options: SheetCommandOptions,
): Promise<Outcome> {
  const office = await openCodeOffice(counter);
  const print = printOptions(office, options);
  const batch = await openBatch(office, options, checkOf(form, print));
  const progress = showProgress(counter, `Printing ${batch.count} codes`, batch.count);
  await writeNewFile(options.output, options.replace ?? false, (path) =>
    writeSheet(form, made(batch, progress.to), print, createWriteStream(path)),
  ).finally(progress.stop);
  return {
    document: { file: options.output, form, codes: batch.count },
    lines: [
      `${options.output} has ${batch.count} codes. Print it at 100 %, and scan one before you print them all.`,
    ],
  };
}

function printOptions({ definition }: CodeOffice, options: SheetCommandOptions): SheetOptions {
  const { service, theme } = definition;
  const { language = service.languages[0] ?? 'en', quietZone: quietModules, font } = options;
  return {
    serviceName: inLanguage(service.name, language, service),
    languages: [language, ...service.languages],
    accent: theme.accent,
    quietModules,
    font,
  };
}

function checkOf(form: SheetForm, print: SheetOptions): (caption: string) => string | null {
  try {
    return sheetCheck(form, print);
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    throw new Failure(EXIT.failed, 'sheet-impossible', `${error.message}\nNothing was written.`);
  }
}

async function* made(batch: Batch, onProgress: (done: number) => void): AsyncGenerator<CaptionedCode> {
  let done = 0;
  for await (const { caption, url } of batch.codes()) {
    yield { caption, code: makeCode(url) };
    done += 1;
    onProgress(done);
  }
}
