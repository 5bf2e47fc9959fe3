// closings: the days' closes, their papers, and what people do about those that the machine leaves alone.
import { writeFile } from 'node:fs/promises';
import { Option } from 'commander';
import type { Command } from 'commander';
import { isRefusal } from '../closing/close-period.ts';
import { closingCsv } from '../closing/closing-csv.ts';
import { closingPdf } from '../closing/closing-pdf.ts';
import { fetchAgain, resolveClosing } from '../closing/resolve-closing.ts';
import { closingRow } from '../routes/desk/closings.ts';
import type { ClosingRecord } from '../store/closing-rows.ts';
import { digits, limit, reason } from './arguments.ts';
import { awaitReport } from './await-report.ts';
import { closingOutcome, closingRefused } from './close.ts';
import { closingDocument } from './closing-document.ts';
import { closingLines, scopeText } from './closing-text.ts';
import { addCommand } from './command.ts';
import type { CommonOptions, Office, Perform } from './command.ts';
import { EXIT, Failure, wrongUsage } from './failure.ts';
import { list, time } from './output.ts';
import type { Outcome } from './output.ts';
import { actingAs, addActing } from './who-acts.ts';
import type { ActingOptions } from './who-acts.ts';

type ListOptions = CommonOptions & { limit: number };
type PaperOptions = CommonOptions & { output?: string };
type FetchOptions = CommonOptions & ActingOptions;
type ResolveOptions = FetchOptions & { period?: string; abandon?: true; reason: string };

export function closingCommands(program: Command, perform: Perform): void {
  const closings = program
    .command('closings')
    .description('the closes of the days: list, show, papers, lost ones');

  addCommand(closings, 'list', 'the newest')
    .option('--limit <number>', 'how many at most', limit, 20)
    .action((options: ListOptions) => perform(options, (office) => listClosings(office, options)));

  addCommand(closings, 'show <id>', 'both sums, and where the books do not agree').action(
    (id: string, options: CommonOptions) => perform(options, (office) => show(office, id)),
  );

  addActing(addCommand(closings, 'fetch <id>', 'ask SEQR for the report again, and compare it')).action(
    (id: string, options: FetchOptions) => perform(options, (office) => fetchReport(office, id, options)),
  );

  addActing(addCommand(closings, 'resolve <id>', 'end one of which nobody knows whether it was made'))
    .addOption(
      new Option('--period <number>', 'it was made: the number that SEQR’s support has told')
        .argParser(digits)
        .conflicts('abandon'),
    )
    .option('--abandon', 'it was not made, or nobody can tell')
    .requiredOption('--reason <text>', 'what was found, for the log', reason)
    .action((id: string, options: ResolveOptions) =>
      perform(options, (office) => resolve(office, id, options)),
    );

  addCommand(closings, 'csv <id>', 'for a spreadsheet, on stdout or into a file')
    .option('-o, --output <file>', 'write it there')
    .action((id: string, options: PaperOptions) => perform(options, (office) => csv(office, id, options)));

  addCommand(closings, 'pdf <id>', 'on paper')
    .requiredOption('-o, --output <file>', 'write it there')
    .action((id: string, options: PaperOptions) => perform(options, (office) => pdf(office, id, options)));
}

async function listClosings({ shop, settings }: Office, { limit: most }: ListOptions): Promise<Outcome> {
  const closings = await shop.store.closings.list(most);
  const rows = closings.map((closing) => [
    closing.id,
    scopeText(closing.terminalId),
    closing.state,
    closing.transactionPeriodId ?? '-',
    time(closing.requestedAt, settings.timeZone),
    closing.requestedBy,
    String(closing.breakCount ?? '-'),
    closing.explanation ?? '',
  ]);
  const head = ['CLOSING', 'OF', 'STATE', 'PERIOD', 'ASKED FOR', 'BY', 'BREAKS', 'REMARK'];
  return {
    document: { closings: closings.map(closingRow) },
    lines: list(head, rows, 'No day was closed yet.', [6]),
  };
}

async function show(office: Office, id: string): Promise<Outcome> {
  const document = closingDocument(await named(office, id));
  return { document, lines: closingLines(document, office.settings.timeZone) };
}

async function fetchReport(office: Office, id: string, options: FetchOptions): Promise<Outcome> {
  const { id: known } = await named(office, id);
  await office.requireSeqr();
  const operator = await actingAs(office, options, 'close');
  const closing = await fetchAgain(office.shop, known, { operator });
  if (isRefusal(closing)) throw closingRefused(closing);
  return closingOutcome(await awaitReport(office, closing));
}

async function resolve(office: Office, id: string, options: ResolveOptions): Promise<Outcome> {
  if (options.period === undefined && !options.abandon)
    throw wrongUsage('say what was found: --period or --abandon');
  const { id: known } = await named(office, id);
  const operator = await actingAs(office, options, 'close');
  const closing = await resolveClosing(office.shop, known, {
    transactionPeriodId: options.period ?? null,
    operator,
    reason: options.reason,
  });
  if (isRefusal(closing)) throw closingRefused(closing);
  return closingOutcome(closing);
}

async function csv(office: Office, id: string, { output }: PaperOptions): Promise<Outcome> {
  const closing = await compared(office, id);
  const text = closingCsv(closingDocument(closing));
  if (output !== undefined) return written(closing, output, text);
  return { document: { id: closing.id, csv: text }, lines: [], raw: text };
}

async function pdf(office: Office, id: string, { output = '' }: PaperOptions): Promise<Outcome> {
  const closing = await compared(office, id);
  return written(closing, output, await closingPdf(closingDocument(closing), office.settings.timeZone));
}

async function written({ id }: ClosingRecord, file: string, content: string | Buffer): Promise<Outcome> {
  try {
    await writeFile(file, content);
  } catch (error) {
    const { code = 'an unknown reason' } = error as NodeJS.ErrnoException;
    throw new Failure(
      EXIT.failed,
      'not-written',
      `${file} cannot be written (${code}); name another one with -o`,
    );
  }
  return { document: { id, file, bytes: Buffer.byteLength(content) }, lines: [`${file} was written.`] };
}

async function compared(office: Office, id: string): Promise<ClosingRecord> {
  const closing = await named(office, id);
  if (closing.result !== null) return closing;
  const message = `${closing.id}: its report is not compared yet, so there is no paper of it; see "closings show"`;
  throw new Failure(EXIT.failed, 'not-compared', message);
}

async function named({ shop }: Office, id: string): Promise<ClosingRecord> {
  const closing = await shop.store.closings.find(id.trim().toLowerCase());
  if (closing) return closing;
  throw new Failure(EXIT.failed, 'closing-unknown', `${id}: there is no such closing; see "closings list"`);
}
