// A certification from end to end: the vendor's procedure and the flows of a visit, made by a service that runs, and
// everything taken back afterwards, whatever happened in between.
import type { Bench } from './bench.ts';
import { flows } from './flows.ts';
import { procedure } from './procedure.ts';
import type { Made } from './procedure.ts';
import type { LeftOver } from './own.ts';
import { runSteps } from './step.ts';
import type { StepResult } from './step.ts';

export interface Certified {
  startedAt: number;
  endedAt: number;
  isInterrupted: boolean;
  /** The vendor's steps by their sections, then the flows. */
  steps: StepResult[];
  leftOver: LeftOver[];
}

export interface Watching {
  /** True when SEQR answers anything. */
  reachSeqr: () => Promise<boolean>;
  onStep: (step: Pick<StepResult, 'section' | 'title'>, number: number, all: number) => void;
  onResult: (result: StepResult) => void;
}

/** Never throws for what SEQR or the service do: that stands in the steps.
 *  @see seqr-api §7 */
export async function certify(bench: Bench, { reachSeqr, ...watching }: Watching): Promise<Certified> {
  const { shop, signal, own, tell } = bench;
  const startedAt = shop.clock.now();
  const made: Made = {};
  const part = procedure(made);
  const flow = flows(made);
  const steps = [
    // Without a phone first: wrong credentials show before anybody has to scan.
    ...[part.cancel, part.invoice, part.status],
    ...[flow.paid, part.receipt, flow.refunded, flow.declined, flow.canceled, part.refund, flow.lost],
    part.close,
  ];
  const whyNot = async () => {
    if (signal.aborted) return 'it was interrupted';
    return (await reachSeqr()) ? null : 'SEQR does not answer';
  };
  const results = await runSteps(steps, bench, { clock: shop.clock, whyNot, ...watching });
  tell('taking back what is open');
  const leftOver = await own.takeAllBack();
  return {
    ...{ startedAt, endedAt: shop.clock.now(), isInterrupted: signal.aborted, leftOver },
    // Flows keep the order in which they were made, behind the sections.
    steps: [...sections(results), ...results.filter(({ section }) => section === null)],
  };
}

const sections = (results: StepResult[]): StepResult[] =>
  results
    .filter(({ section }) => section !== null)
    .sort((a, b) => (a.section ?? '').localeCompare(b.section ?? ''));
