// certify: the vendor's certification procedure and the flows of a visit, run by this service itself, with a report.
import { join } from 'node:path';
import type { Command } from 'commander';
import { LIVE_STATUSES } from '../../shared/order-status.ts';
import { choosePlace } from '../certify/place.ts';
import type { Place } from '../certify/place.ts';
import { NotStarted, runCertification } from '../certify/run.ts';
import { dropFiles, prepareFiles, saveReport } from '../certify/save-report.ts';
import { stepName, summaryOf } from '../certify/report-words.ts';
import type { Report } from '../certify/report.ts';
import { ConfigError, readConfig } from '../config.ts';
import { openStore } from '../store/open.ts';
import { systemClock } from '../world.ts';
import { addYes, confirmed, requireConfirmable } from './ask.ts';
import type { YesOption } from './ask.ts';
import { addCommand } from './command.ts';
import type { CommonOptions, Counter, PerformAlone } from './command.ts';
import { asFailure, EXIT, Failure, wrongUsage } from './failure.ts';
import type { Outcome } from './output.ts';
import { table } from './output.ts';
import { undisturbed } from './signals.ts';
import { showSteps } from './steps.ts';

interface CertifyOptions extends CommonOptions, YesOption {
  live?: true;
  output?: string;
}

/** More of them are only counted. */
const MOST_NAMED = 10;

export function certifyCommand(program: Command, performAlone: PerformAlone): void {
  addYes(addCommand(program, 'certify', 'run SEQR’s certification procedure, and write a report of it'))
    .option('--live', 'against a real SEQR: with a person and a phone, and real payments that are given back')
    .option('--output <folder>', 'where the report goes; else certification/ and the time')
    .addHelpText(
      'after',
      `
Where nothing is configured, the simulated SEQR is asked and a simulated phone pays: nobody is needed, and nothing of yours
is touched. Beside a simulator of its own (npm run simulator) the configured store has the orders. Exit code 1 also when a
step was not tried.`,
    )
    .action((options: CertifyOptions) => performAlone(options, (counter) => certifyHere(counter, options)));
}

async function certifyHere(counter: Counter, options: CertifyOptions): Promise<Outcome> {
  const { world } = counter;
  const place = await choosePlace(configOf(world.env), { fetch });
  if (place.kind === 'own' && options.live)
    throw wrongUsage(
      '--live is meant for a real SEQR, and none is configured: set SEQR_MODE to demo or production, with the SEQR_… that go with it; nothing was done',
    );
  if (place.kind === 'live') requireLive(counter, options, place);
  if (place.kind !== 'own') await requireQuiet(place);
  if (place.kind === 'live') {
    await confirmed(world, options, QUESTION);
    // Whoever was asked has taken their time, and customers go on.
    await requireQuiet(place);
  }
  const folder =
    options.output ?? join('certification', new Date().toISOString().slice(0, 19).replaceAll(':', ''));
  const files = await prepareFiles(folder).catch((error: unknown) => {
    throw wrongUsage(`--output: nothing can be written there (${(error as Error).message})`);
  });

  const steps = showSteps(counter);
  const interruption = new AbortController();
  const interrupt = () => {
    if (interruption.signal.aborted) return steps.tell('Already stopping: what is open is being taken back.');
    steps.tell('Interrupted: taking back what is open, then writing the report.');
    interruption.abort();
  };
  try {
    return await undisturbed(interrupt, async () => {
      const report = await runCertification(place, { ...steps, signal: interruption.signal }).catch(
        async (error: unknown) => {
          await dropFiles(folder, files);
          if (error instanceof NotStarted)
            throw new Failure(EXIT.failed, 'not-started', wordsOf(error.cause, place));
          throw new Failure(EXIT.unknown, 'outcome-unknown', brokenOff(error));
        },
      );
      await saveReport(report, files).catch((error: unknown) => {
        throw unsaved(report, error);
      });
      return outcome(report, files);
    });
  } finally {
    steps.stop();
  }
}

const QUESTION =
  'This places orders at SEQR, asks you to pay some of them by phone, gives the money back, and closes the running transaction period. Begin?';

function configOf(env: Counter['world']['env']) {
  try {
    return readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) throw new Failure(EXIT.failed, 'not-opened', error.message);
    throw error;
  }
}

function requireLive({ world }: Counter, options: CertifyOptions, { config }: Place): void {
  const host = config.seqr.soapUrl === null ? '' : new URL(config.seqr.soapUrl).host;
  if (!options.live) {
    throw wrongUsage(
      `this would certify against ${host}: place orders there, have some of them paid by a person with a phone, give the money back, and close the running transaction period. Give --live if that is meant; nothing was done`,
    );
  }
  if (!world.isTty)
    throw wrongUsage('a person with a phone is needed, and there is no terminal; nothing was done');
  requireConfirmable(world, options);
}

/** What customers have begun must not be touched: on the terminal of a cash register a new invoice ends the last one. And
 *  what is paid must be given back. */
async function requireQuiet({ config }: Place): Promise<void> {
  const store = await openStore(config.databaseUrl, config.mode, systemClock).catch(asFailure('not-opened'));
  try {
    if ((await store.meta.time('refunds_held_since')) !== null)
      throw new Failure(
        EXIT.failed,
        'refunds-held',
        'refunds are held since this store was restored, and what is paid could not be given back: close the day, look at its breaks, then use "refunds allow"; nothing was done',
      );
    const found = await Promise.all(
      LIVE_STATUSES.map((status) => store.search.find({ status }, MOST_NAMED + 1)),
    );
    const open = found.flat().map(({ bookingNumber }) => bookingNumber);
    if (open.length === 0) return;
    const named = open.slice(0, MOST_NAMED).join(', ') + (open.length > MOST_NAMED ? ' and more' : '');
    throw new Failure(
      EXIT.failed,
      'orders-open',
      `there are open orders (${named}): wait until they have ended, or cancel them at the desk; nothing was done`,
    );
  } finally {
    await store.close();
  }
}

function wordsOf(error: unknown, { config }: Place): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== 'EADDRINUSE') return message;
  return `port ${config.port} is taken: stop the service first, certify runs it itself; nothing was done`;
}

const brokenOff = (error: unknown): string =>
  `it broke off (${error instanceof Error ? error.message : String(error)}), and there is no report: see "orders find", "refunds list" and "closings list" for what is left of it`;

/** What is left at SEQR is said all the same. */
function unsaved(report: Report, error: unknown): Failure {
  const reason = `the report could not be written (${error instanceof Error ? error.message : String(error)})`;
  const lines = [`${reason}. ${summaryOf(report)}`, ...leftOverLines(report)];
  return new Failure(isUnknown(report) ? EXIT.unknown : EXIT.failed, 'report-not-written', lines.join('\n'));
}

const isUnknown = ({ leftOver }: Report): boolean => leftOver.some((left) => left.isUnknown);
const leftOverLines = ({ leftOver }: Report): string[] => leftOver.map(({ text }) => `Left at SEQR: ${text}`);

function outcome(report: Report, files: { html: string; pdf: string }): Outcome {
  const { verdict, counts, leftOver, steps, seqr, clientId, software, isInterrupted } = report;
  const rows = steps.map((step) => [step.verdict, stepName(step), step.reason ?? '']);
  return {
    document: {
      ...{ verdict, counts, isInterrupted, seqr, clientId, software, leftOver, files },
      steps: steps.map(({ exchanges, ...step }) => ({ ...step, exchanges: exchanges.length })),
    },
    lines: [
      ...table(rows),
      ...leftOverLines(report),
      `${summaryOf(report)} Asked: ${seqr}.`,
      `The report: ${files.html} and ${files.pdf}`,
    ],
    exitCode: isUnknown(report) ? EXIT.unknown : verdict === 'passed' ? EXIT.done : EXIT.failed,
  };
}
