// log: what operators did, and whether it still says so as it was written.
import type { Command } from 'commander';
import { verifyActs } from '../desk/act-log.ts';
import { actHash, limit } from './arguments.ts';
import { addCommand } from './command.ts';
import type { CommonOptions, Office, Perform } from './command.ts';
import { EXIT } from './failure.ts';
import { namedOrder } from './named-order.ts';
import { list, time } from './output.ts';
import type { Outcome } from './output.ts';
import { showProgress } from './progress.ts';

interface ShowOptions extends CommonOptions {
  about?: string;
  limit: number;
}
interface VerifyOptions extends CommonOptions {
  head?: string;
}

export function logCommands(program: Command, perform: Perform): void {
  const log = program.command('log').description('what operators did, and whether the log was touched');

  addCommand(log, 'show', 'the last acts, the newest at the end')
    .option('--about <booking>', 'only those on this order')
    .option('--limit <number>', 'how many at most', limit, 50)
    .action((options: ShowOptions) => perform(options, (office) => show(office, options)));

  addCommand(log, 'verify', 'read all of it, and tell the first row that is not as it was written')
    .option('--head <hash>', 'what an earlier run has printed: it must still be in the log', actHash)
    .addHelpText(
      'after',
      '\nKeep the head that it prints somewhere else: only with --head it shows that rows were cut off at the end.',
    )
    .action((options: VerifyOptions) => perform(options, (office) => verify(office, options)));
}

async function show({ shop, settings }: Office, { about, limit: most }: ShowOptions): Promise<Outcome> {
  const { acts } = shop.store;
  const logged =
    about === undefined
      ? (await acts.readBefore(Number.MAX_SAFE_INTEGER, most)).toReversed()
      : (await acts.about((await namedOrder(shop, about)).id)).slice(-most);
  const rows = logged.map(({ number, at, operator, act, subject, reason }) => [
    String(number),
    time(at, settings.timeZone, 'second'),
    operator,
    act,
    subject ?? '',
    reason ?? '',
  ]);
  return {
    document: { acts: logged },
    lines: list(['NO', 'AT', 'BY', 'ACT', 'ON', 'REASON'], rows, 'Nothing was done yet.', [0]),
  };
}

async function verify(office: Office, { head }: VerifyOptions): Promise<Outcome> {
  const { acts } = office.shop.store;
  const [last] = await acts.readBefore(Number.MAX_SAFE_INTEGER, 1);
  const progress = showProgress(office, 'Reading the log', last?.number ?? 0);
  const verified = await verifyActs(acts, office.shop.secrets.sealAct, {
    onProgress: progress.to,
    ...(head === undefined ? null : { head }),
  }).finally(progress.stop);
  const { count, head: newest, fault, holdsHead } = verified;
  const isWhole = fault === null && (head === undefined || holdsHead);
  const document = { isWhole, count, head: newest, fault, holdsHead: head === undefined ? null : holdsHead };
  if (isWhole)
    return {
      document,
      lines: [`All ${count} rows are as they were written. The head is ${newest || 'none yet'}`],
    };
  const what = fault
    ? `Row ${fault.number} ${fault.why}: it, and what follows, proves nothing.`
    : `The head ${head ?? ''} is not in the log any more: rows were cut off, or all of it was made anew.`;
  return {
    document,
    lines: [what, `The ${count} rows before are as they were written. Compare with a backup.`],
    exitCode: EXIT.failed,
  };
}
