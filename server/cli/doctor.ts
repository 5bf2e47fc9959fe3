// doctor: is everything ready to go live? Works where the service does not: what is broken is what it tells.
import type { Command } from 'commander';
import type { Checkup, Finding } from '../../shared/desk/checkup.ts';
import { examine } from '../doctor/examine.ts';
import { readAsFarAsPossible } from '../doctor/reading.ts';
import { ownAddress } from '../own-address.ts';
import { systemClock as clock, systemRandom as random } from '../world.ts';
import { addYes, confirmed, requireConfirmable } from './ask.ts';
import type { YesOption } from './ask.ts';
import { addCommand } from './command.ts';
import type { CommonOptions, Counter, PerformAlone } from './command.ts';
import { EXIT } from './failure.ts';
import type { Outcome } from './output.ts';
import { undisturbed } from './signals.ts';
import { wrapped } from './wrapped.ts';

interface DoctorOptions extends CommonOptions, YesOption {
  live?: true;
}

export function doctorCommand(program: Command, performAlone: PerformAlone): void {
  addYes(
    addCommand(program, 'doctor', 'look whether everything is ready to go live; 1 when something is not'),
  )
    .option('--live', 'also try what sends SEQR two invoices, which are cancelled at once')
    .action((options: DoctorOptions) => performAlone(options, (counter) => doctor(counter, options)));
}

async function doctor({ world, tell }: Counter, options: DoctorOptions): Promise<Outcome> {
  const reading = readAsFarAsPossible(world.env);
  const { config } = reading;
  const isSimulated = config.mode === 'sandbox' && config.seqr.soapUrl === null;
  if (options.live && !isSimulated) {
    requireConfirmable(world, options);
    await confirmed(
      world,
      options,
      `Send two invoices of the smallest amount to the SEQR of ${config.mode} mode, and cancel them?`,
    );
  }
  if (world.isTty) tell('Looking at everything; this takes up to ten seconds …');
  const mayInvoice = isSimulated || options.live === true;
  const look = () => examine(reading, { clock, random, ownUrl: ownAddress(config), mayInvoice });
  const checkup = mayInvoice
    ? await undisturbed(() => tell('It ends in a moment: what was sent is cancelled first.'), look)
    : await look();
  return {
    document: checkup,
    lines: checkupLines(checkup),
    exitCode: checkup.isReady ? EXIT.done : EXIT.failed,
  };
}

const WORDS = { fault: 'FAULT', warning: 'WARNING', ok: 'ok', 'not-tried': 'not tried' } as const;
/** What must be mended first. */
const ORDER = ['fault', 'warning', 'ok', 'not-tried'] as const;

/** Below each title what was found; below what is not well also why it matters, and how it is mended. */
export function checkupLines({ findings }: Checkup): string[] {
  const shown = together(findings);
  const sorted = ORDER.flatMap((verdict) => shown.filter((finding) => finding.verdict === verdict));
  return [...sorted.flatMap(findingLines), '', ...wrapped(summary(findings), '')];
}

/** What was not tried for one and the same reason is told once. */
function together(findings: readonly Finding[]): Finding[] {
  const isAlike = (a: Finding, b: Finding) =>
    b.verdict === 'not-tried' && a.verdict === b.verdict && a.found === b.found && a.mend === b.mend;
  return findings.flatMap((finding, i) => {
    if (findings.slice(0, i).some((earlier) => isAlike(earlier, finding))) return [];
    const others = findings.slice(i + 1).filter((later) => isAlike(later, finding));
    return [{ ...finding, title: [finding, ...others].map(({ title }) => title).join(', ') }];
  });
}

function findingLines({ title, verdict, found, why, mend }: Finding): string[] {
  const isTrouble = verdict === 'fault' || verdict === 'warning';
  return [
    ...wrapped(title, `${WORDS[verdict].padEnd(9)}  `),
    ...wrapped(found, ' '.repeat(11)),
    ...(isTrouble ? wrapped(why, '     why:  ') : []),
    ...(mend === null ? [] : wrapped(mend, '    mend:  ')),
  ];
}

function summary(findings: readonly Finding[]): string {
  const count = (verdict: Finding['verdict']) => findings.filter((one) => one.verdict === verdict).length;
  const some = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
  const end =
    count('fault') === 0 ? 'Nothing that was looked at stands in the way.' : 'Do not go live with a fault.';
  return `${some(count('fault'), 'fault')}, ${some(count('warning'), 'warning')}, ${count('ok')} ok, ${count('not-tried')} not tried. ${end}`;
}
