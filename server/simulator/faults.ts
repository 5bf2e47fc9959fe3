// Things that go wrong on demand: which fault strikes next, and which can strike what.
import { NOTIFICATION_FAULTS, SOAP_FAULTS } from '../../shared/simulator-app.ts';
import type { Fault } from '../../shared/simulator-app.ts';
import type { SimulatedSeqr } from './memory/simulated-seqr.ts';

/** True when that can happen to that: a notification cannot be half an answer, nor a call an empty one. */
export function isPossible({ on, kind }: Fault): boolean {
  const possible: readonly Fault['kind'][] = on === 'notification' ? NOTIFICATION_FAULTS : SOAP_FAULTS;
  return possible.includes(kind);
}

/** True when the call is not done at all; the other faults only spoil its answer. */
export function isPrevented(fault: Fault | null): boolean {
  return fault !== null && ['reset-before', 'fault', 'html', 'busy'].includes(fault.kind);
}

/** The faults that are still to come, in the order in which they strike. */
export function faultsToCome({ books }: SimulatedSeqr): Fault[] {
  return books.get('faults', 'all') ?? [];
}

export function replaceFaults({ books }: SimulatedSeqr, faults: Fault[]): void {
  books.put('faults', 'all', faults);
}

/** The fault that strikes now, if any; it is one time less from then on. */
export function takeFault(seqr: SimulatedSeqr, on: Fault['on']): Fault | null {
  const faults = faultsToCome(seqr);
  const fault = faults.find((candidate) => candidate.on === on);
  if (!fault) return null;
  const rest = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
  replaceFaults(
    seqr,
    faults.flatMap((candidate) => (candidate === fault ? rest : [candidate])),
  );
  return fault;
}
