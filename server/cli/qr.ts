// qr: the service's codes for print. Works where neither store nor service is.
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { CODE_FILE_KINDS, SHEET_FORMS } from '../../shared/desk/codes.ts';
import type { CodeFileKind, SheetForm } from '../../shared/desk/codes.ts';
import { QuietZoneError, quietZone, QUIET } from '../codes/quiet-zone.ts';
import { addCommand } from './command.ts';
import type { PerformAlone } from './command.ts';
import { listCodes } from './qr-list.ts';
import type { ListOptions } from './qr-list.ts';
import { makeFiles } from './qr-make.ts';
import type { MakeOptions } from './qr-make.ts';
import { makeSheet } from './qr-sheet.ts';
import type { SheetCommandOptions } from './qr-sheet.ts';

const LIST_OF_CODES = `
A list of codes (--csv) has a first line with the names of its columns: QR parameters of the service, and if you like
"caption" (what is printed below the code) and "key" (its file's name). Commas, semicolons and tabs will do, as your
spreadsheet writes them:

  jetty;caption
  7;Vaxholm, north pier
  3;Fjäderholmarna

Every line is checked before anything is written.`;

export function qrCommands(program: Command, perform: PerformAlone): void {
  const qr = program
    .command('qr')
    .description(
      "the service's QR codes for print, by SEQR's rules; needs SERVICE_FILE and SEQR_SERVICE_ID only",
    );

  addCommand(qr, 'list', 'every code of the service, and what is wrong with it')
    .option('--language <tag>', "of the captions; by default the service's first")
    .action((options: ListOptions) => perform(options, (counter) => listCodes(counter, options)));

  addBatch(addCommand(qr, 'make', 'a file for each code'))
    .requiredOption('-o, --output <folder>', 'where to; it is made if need be', place)
    .option(
      '-f, --format <kinds...>',
      `${CODE_FILE_KINDS.join(', ')}; all of them by default; pdf is in SEQR's ink, for printers`,
      kinds,
    )
    .addHelpText('after', LIST_OF_CODES)
    .action((options: MakeOptions) => perform(options, (counter) => makeFiles(counter, options)));

  addBatch(
    addCommand(qr, 'sheet', 'a PDF of A4 pages with the codes on it').argument(
      '<form>',
      SHEET_FORMS.join(', '),
      form,
    ),
  )
    .requiredOption('-o, --output <file>', 'where to', place)
    .option(
      '--font <file>',
      'a typeface (TTF, OTF) instead of Helvetica, which is not embedded and has western letters only',
    )
    .addHelpText(
      'after',
      `
stickers  nine on a page, 58 × 85 mm, 3 mm of bleed, cut marks; the code reads from half a metre
tent      for a table, one on a page: fold at the marks, glue the flap; upright on both sides
poster    for a wall or a door, one on a page; the code reads from a metre

Print at 100 %, never "fit to page". Each sheet has a line of 50 mm to measure.
${LIST_OF_CODES}`,
    )
    .action((which: SheetForm, options: SheetCommandOptions) =>
      perform(options, (counter) => makeSheet(counter, which, options)),
    );
}

function addBatch(command: Command): Command {
  return command
    .option('--only <keys...>', 'these codes only, by the keys of "qr list"')
    .option('--csv <file>', 'the codes of this list instead')
    .option(
      '--also <parameters...>',
      'columns of the list to be printed though the service does not know them',
    )
    .option('--language <tag>', "of captions and words; by default the service's first")
    .option('--quiet-zone <modules>', 'the light margin around a code', quietModules, QUIET.standard)
    .option('--replace', 'write over files that exist');
}

/** A shell's variable that is not set would be the folder where one stands. */
function place(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

function quietModules(text: string): number {
  try {
    return quietZone(Number(text));
  } catch (error) {
    if (!(error instanceof QuietZoneError)) throw error;
    throw new InvalidArgumentError(error.message);
  }
}

function form(text: string): SheetForm {
  const found = SHEET_FORMS.find((name) => name === text);
  if (found === undefined) throw new InvalidArgumentError(`It must be ${SHEET_FORMS.join(', ')}.`);
  return found;
}

/** Given one by one, or with commas between. */
function kinds(text: string, before: CodeFileKind[] = []): CodeFileKind[] {
  const read = text.split(',').map((word) => {
    const kind = CODE_FILE_KINDS.find((name) => name === word);
    if (kind === undefined) throw new InvalidArgumentError(`It must be ${CODE_FILE_KINDS.join(', ')}.`);
    return kind;
  });
  return [...new Set([...before, ...read])];
}
