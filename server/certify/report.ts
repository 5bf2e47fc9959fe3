// The report's content: what was certified, by whom, and each step with the words that travelled for it, as they may be
// shown. Pure; knows no page and no paper.
import type { Certified } from './certify.ts';
import { referencesOf, textOf } from './heard.ts';
import type { LeftOver } from './own.ts';
import type { Exchange } from './recorder.ts';
import type { Redactor } from './redact.ts';
import type { StepResult, Verdict } from './step.ts';

/** Who was certified, and where. */
export interface Subject {
  service: string;
  clientId: string;
  software: string;
  /** The host only. */
  seqr: string;
  /** Whether a person paid, or a simulation. */
  how: string;
  timeZone: string;
}

export interface ReportedExchange {
  name: string;
  kind: Exchange['kind'];
  at: number;
  tookMs: number | null;
  request: string;
  answer: string | null;
  /** "0", "50"; null where SEQR says none. */
  resultCode: string | null;
  failure: string | null;
  /** How many more were said alike, and when the last of them. */
  alike: { count: number; until: number } | null;
}

export interface ReportedStep extends Omit<StepResult, 'references' | 'proofs'> {
  exchanges: ReportedExchange[];
}

export interface Report extends Subject {
  verdict: 'passed' | 'failed';
  startedAt: number;
  endedAt: number;
  isInterrupted: boolean;
  counts: Record<Verdict, number>;
  steps: ReportedStep[];
  leftOver: LeftOver[];
}

export function makeReport(
  { steps, leftOver, ...rest }: Certified,
  exchanges: readonly Exchange[],
  subject: Subject,
  redactor: Redactor,
): Report {
  const owners = new Map(exchanges.map((exchange) => [exchange, ownerOf(exchange, steps)]));
  const reported = steps.map((step): ReportedStep => {
    const own = exchanges.filter((exchange) => owners.get(exchange) === step);
    const { id, section, title, aim, verdict, reason, seen, startedAt, tookMs } = step;
    return {
      ...{ id, section, title, aim, verdict, reason, seen, startedAt, tookMs },
      exchanges: own.reduce<ReportedExchange[]>((shown, exchange) => add(shown, exchange, redactor), []),
    };
  });
  const counts = { passed: 0, failed: 0, 'not tried': 0 };
  for (const { verdict } of steps) counts[verdict] += 1;
  const isPassed = counts.passed === steps.length && leftOver.length === 0;
  // Only now every secret of the run is known.
  return redactor.all({
    ...subject,
    ...rest,
    verdict: isPassed ? 'passed' : 'failed',
    counts,
    steps: reported,
    leftOver,
  });
}

/** Whose proof it is; else the last step that was about the same by then; else the one that was running. */
function ownerOf(exchange: Exchange, steps: readonly StepResult[]): StepResult | undefined {
  const proven = steps.find(({ proofs }) => proofs.includes(exchange));
  if (proven) return proven;
  const begun = steps
    .filter(({ startedAt }) => startedAt <= exchange.at)
    .sort((a, b) => a.startedAt - b.startedAt);
  const numbers = referencesOf(exchange);
  const about = ({ references }: StepResult) => references.some((reference) => numbers.includes(reference));
  return (
    begun.findLast(about) ?? begun.findLast(({ verdict, seen }) => verdict !== 'not tried' || seen.length > 0)
  );
}

function add(shown: ReportedExchange[], exchange: Exchange, redactor: Redactor): ReportedExchange[] {
  const next = reported(exchange, redactor);
  const last = shown.findLast(({ name }) => name === next.name);
  if (last && last === shown.at(-1) && isAlike(last, next)) {
    last.alike = { count: (last.alike?.count ?? 0) + 1, until: next.at };
    return shown;
  }
  return [...shown, next];
}

/** But for the reference, which is new in every call. */
function isAlike(a: ReportedExchange, b: ReportedExchange): boolean {
  const without = (text: string) => text.replace(/<clientReference>.*<\/clientReference>/, '');
  return without(a.request) === without(b.request) && a.answer === b.answer && a.failure === b.failure;
}

function reported(exchange: Exchange, redactor: Redactor): ReportedExchange {
  const { kind, name, at, tookMs, request, answer, failure } = exchange;
  const isCall = kind === 'call';
  return {
    ...{ kind, at, tookMs, failure },
    name: isCall ? name : `POST ${redactor.path(name)}`,
    request: isCall ? redactor.xml(request) : redactor.form(request),
    answer: answer === null || !isCall ? answer : redactor.xml(answer),
    resultCode: isCall ? textOf(answer, 'resultCode') : null,
    alike: null,
  };
}
