// A step of a certification: what it is to show, what was seen, and the verdict. Knows neither SEQR nor orders.
import type { Clock } from '../world.ts';
import type { Exchange } from './recorder.ts';

export type Verdict = 'passed' | 'failed' | 'not tried';

/** Something that was looked at, in one sentence; `holds` is null where nothing was asked of it. */
export interface Seen {
  text: string;
  holds: boolean | null;
}

export interface StepResult {
  id: string;
  /** Of the vendor's procedure, such as "7.2"; null for a flow. */
  section: string | null;
  title: string;
  /** What it is to show. */
  aim: string;
  verdict: Verdict;
  /** Why it did not pass. */
  reason: string | null;
  seen: Seen[];
  startedAt: number;
  tookMs: number;
  /** SEQR's numbers of what it was about. */
  references: string[];
  /** What was said that proves it, wherever else it would belong. */
  proofs: Exchange[];
}

/** What a step notes while it runs. */
export class Findings {
  readonly seen: Seen[] = [];
  readonly references = new Set<string>();
  readonly proofs: Exchange[] = [];

  note(text: string): void {
    this.seen.push({ text, holds: null });
  }

  /** The step fails unless it holds; it goes on all the same. */
  check(holds: boolean, text: string, otherwise: string): void {
    this.seen.push({ text: holds ? text : otherwise, holds });
  }

  /** From now on the step is about these of SEQR's numbers. */
  about(...references: (string | null | undefined)[]): void {
    for (const reference of references) if (reference) this.references.add(reference);
  }
}

export interface Step<Bench> {
  id: string;
  section: string | null;
  title: string;
  aim: string;
  /** The ids of those that must have passed. */
  needs?: readonly string[];
  run: (bench: Bench, findings: Findings) => Promise<void>;
}

/** Thrown by a step that could not be made, which is nobody's fault: nobody scanned, nobody declined. */
export class NotTried extends Error {
  override readonly name = 'NotTried';
}

/** Thrown by a step that makes every other one senseless. */
export class Halt extends Error {
  override readonly name = 'Halt';
}

interface Course {
  clock: Clock;
  /** Why the next step cannot be tried at all; null when it can. */
  whyNot: () => Promise<string | null>;
  onStep: (step: Pick<StepResult, 'id' | 'section' | 'title'>, number: number, all: number) => void;
  onResult: (result: StepResult) => void;
}

/** Runs the steps, one after the other. One that fails does not stop those that do not hang on it.
 *  @returns a result for each, in the same order */
export async function runSteps<Bench>(
  steps: readonly Step<Bench>[],
  bench: Bench,
  { clock, whyNot, onStep, onResult }: Course,
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  let halted: string | null = null;
  for (const step of steps) {
    const { id, section, title, aim, needs = [] } = step;
    const missing = results.find((result) => needs.includes(result.id) && result.verdict !== 'passed');
    const why = halted ?? (missing ? `it hangs on "${missing.title}", which did not pass` : await whyNot());
    const findings = new Findings();
    const startedAt = clock.now();
    let outcome: Outcome = { verdict: 'not tried', reason: why, isHalt: false };
    if (why === null) {
      onStep(step, results.length + 1, steps.length);
      outcome = await verdictOf(step, bench, findings);
      if (outcome.isHalt) halted = 'an earlier step failed in a way that leaves nothing to try';
    }
    const result: StepResult = {
      ...{ id, section, title, aim, startedAt },
      verdict: outcome.verdict,
      reason: outcome.reason,
      seen: findings.seen,
      tookMs: clock.now() - startedAt,
      references: [...findings.references],
      proofs: findings.proofs,
    };
    results.push(result);
    onResult(result);
  }
  return results;
}

interface Outcome extends Pick<StepResult, 'verdict' | 'reason'> {
  isHalt: boolean;
}

async function verdictOf<Bench>(step: Step<Bench>, bench: Bench, findings: Findings): Promise<Outcome> {
  try {
    await step.run(bench, findings);
    const broken = findings.seen.filter(({ holds }) => holds === false).map(({ text }) => text);
    return broken.length === 0
      ? { verdict: 'passed', reason: null, isHalt: false }
      : { verdict: 'failed', reason: broken.join('; '), isHalt: false };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const verdict = error instanceof NotTried ? 'not tried' : 'failed';
    return { verdict, reason, isHalt: error instanceof Halt };
  }
}
