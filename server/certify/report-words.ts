// The words and figures of a report, the same on the page and on paper.
import { resultName } from '../seqr/result-codes.ts';
import type { Report, ReportedExchange, ReportedStep } from './report.ts';

export const TITLE = 'SEQR certification';

export function stepName({ section, title }: Pick<ReportedStep, 'section' | 'title'>): string {
  return section === null ? `Flow: ${title}` : `${section} ${title}`;
}

/** What stands at the head: a name and a value each. */
export function factsOf(report: Report): [name: string, value: string][] {
  const { timeZone, startedAt, endedAt } = report;
  return [
    ['Company (clientId)', report.clientId],
    ['Software', report.software],
    ['SEQR', report.seqr],
    ['Payments by', report.how],
    ['Begun', `${dateTime(startedAt, timeZone)} (${timeZone})`],
    ['Took', duration(endedAt - startedAt)],
  ];
}

/** "All 11 steps passed." */
export function summaryOf({ counts, steps, isInterrupted, leftOver }: Report): string {
  const cut = isInterrupted ? ' It was interrupted.' : '';
  const left = leftOver.length > 0 ? ' Something is left at SEQR.' : '';
  if (counts.passed === steps.length) return `All ${steps.length} steps passed.${cut}${left}`;
  return `${counts.passed} of ${steps.length} steps passed, ${counts.failed} failed, ${counts['not tried']} not tried.${cut}${left}`;
}

/** "asked 20:04:11.250, took 12 ms, result 0 SUCCESS" */
export function exchangeFacts(
  { kind, at, tookMs, resultCode, alike }: ReportedExchange,
  timeZone: string,
): string {
  const code = resultCode === null ? null : Number(resultCode);
  const facts = [
    `${kind === 'call' ? 'sent' : 'came'} ${clockTime(at, timeZone)}`,
    tookMs === null ? 'not answered' : `took ${tookMs} ms`,
    ...(code === null ? [] : [`result ${code} ${resultName(code) ?? ''}`.trimEnd()]),
    ...(alike === null ? [] : [`and ${alike.count} more alike until ${clockTime(alike.until, timeZone)}`]),
  ];
  return facts.join(', ');
}

export function dateTime(at: number, timeZone: string): string {
  return `${local(at, timeZone).toPlainDate().toString()} ${clockTime(at, timeZone).slice(0, 8)}`;
}

export function clockTime(at: number, timeZone: string): string {
  return local(at, timeZone).toPlainTime().toString({ smallestUnit: 'millisecond' });
}

export function duration(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  const seconds = Math.round(ms / 100) / 10;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

const local = (at: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
