// Codes on paper: a document of A4 pages in one of the forms, written page by page. Knows no file and no service.
import { PassThrough } from 'node:stream';
import type { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import type { SheetForm } from '../../shared/desk/codes.ts';
import type { Paper } from '../paper.ts';
import { inkOf } from './measures.ts';
import { poster } from './poster.ts';
import { quietZone } from './quiet-zone.ts';
import type { CaptionedCode, Form, Press } from './sheet-form.ts';
import { CARE, wordsIn } from './sheet-words.ts';
import { stickers } from './stickers.ts';
import { tent } from './tent.ts';
import { SheetError, Typeface } from './typeface.ts';

export type { CaptionedCode } from './sheet-form.ts';
export { SheetError } from './typeface.ts';

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

const FORMS: Record<SheetForm, Form> = { stickers, tent, poster };
/** What may wait for a slow disk. */
const MOST_WAITING_BYTES = 100_000;

/** Writes the sheet into a stream and ends it; page by page, so that the number of codes has no limit.
 *  @throws {QuietZoneError | SheetError} SheetError also for a caption that cannot be printed: see {@link sheetCheck} */
export async function writeSheet(
  form: SheetForm,
  codes: Iterable<CaptionedCode> | AsyncIterable<CaptionedCode>,
  options: SheetOptions,
  output: Writable,
): Promise<void> {
  const press = openPress(options);
  const { paper } = press;
  const written = finished(paper.pipe(output));
  // Looked at below; until then it may not break in as a rejection that nobody waits for.
  written.catch(() => undefined);
  const { draw, perPage } = FORMS[form];
  let page = 0;
  const print = async (some: CaptionedCode[]) => {
    page += 1;
    paper.addPage();
    draw(press, some, page);
    // Between pages others have their turn: the disk, the progress bar, Ctrl-C.
    do await setImmediate();
    while (paper.readableLength > MOST_WAITING_BYTES && !output.destroyed);
  };
  try {
    let some: CaptionedCode[] = [];
    for await (const code of codes) {
      some.push(code);
      if (some.length < perPage) continue;
      await print(some);
      some = [];
      if (output.destroyed) break;
    }
    if (some.length > 0) await print(some);
  } catch (error) {
    output.destroy();
    throw error;
  }
  paper.end();
  await written;
}

/** The same in memory: for a few codes. */
export async function sheetPdf(
  form: SheetForm,
  codes: Iterable<CaptionedCode> | AsyncIterable<CaptionedCode>,
  options: SheetOptions,
): Promise<Buffer> {
  const stream = new PassThrough();
  const [pdf] = await Promise.all([buffer(stream), writeSheet(form, codes, options, stream)]);
  return pdf;
}

/** Looks at captions before anything is printed.
 *  @returns tells of a caption why it cannot be printed, null when it can
 *  @throws {QuietZoneError | SheetError} when nothing can be, whatever the captions */
export function sheetCheck(form: SheetForm, options: SheetOptions): (caption: string) => string | null {
  const { typeface, serviceName } = openPress(options);
  const { caption, serviceName: box } = FORMS[form];
  const fault = typeface.faultOf(serviceName, box);
  if (fault !== null) throw new SheetError(`the service's name ${fault}`);
  return (text) => typeface.faultOf(text, caption);
}

function openPress({ serviceName, languages, accent, quietModules, font }: SheetOptions): Press {
  const paper: Paper = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    info: { Title: serviceName, Subject: `SEQR codes. ${CARE} Print at 100 %.` },
  });
  const [first, ...others] = [...new Set(languages.map(wordsIn))];
  return {
    paper,
    typeface: new Typeface(paper, font),
    serviceName,
    words: [first ?? wordsIn('en'), ...others.slice(0, 1)],
    accent: inkOf(accent),
    quietModules: quietZone(quietModules),
  };
}
