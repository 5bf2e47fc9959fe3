// Things that go wrong on demand: which fault strikes next, and which can strike what.
import { NOTIFICATION_FAULTS, REPORT_FAULTS, SOAP_FAULTS } from '../../shared/simulator-app.ts';
import type { Fault } from '../../shared/simulator-app.ts';
import type { SimulatedSeqr } from './memory/simulated-seqr.ts';

/** True when that can happen to that: a notification cannot be half an answer, nor a call an empty one. */
export function isPossible({ on, kind }: Fault): boolean {
  if (isReportFault(kind)) return on === 'executeReport';
  const possible: readonly Fault['kind'][] = on === 'notification' ? NOTIFICATION_FAULTS : SOAP_FAULTS;
  return possible.includes(kind);
}

function isReportFault(kind: Fault['kind']): boolean {
  return (REPORT_FAULTS as readonly Fault['kind'][]).includes(kind);
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

/** The fault that strikes the call or the notification now, if any; it is one time less from then on. */
export function takeFault(seqr: SimulatedSeqr, on: Fault['on']): Fault | null {
  return take(seqr, (fault) => fault.on === on && !isReportFault(fault.kind));
}

/** The fault that strikes the report which is being written. Not the call: the report may not be ready. */
export function takeReportFault(seqr: SimulatedSeqr): Fault['kind'] | null {
  return take(seqr, ({ kind }) => isReportFault(kind))?.kind ?? null;
}

function take(seqr: SimulatedSeqr, strikes: (fault: Fault) => boolean): Fault | null {
  const faults = faultsToCome(seqr);
  const fault = faults.find(strikes);
  if (!fault) return null;
  const rest = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
  replaceFaults(
    seqr,
    faults.flatMap((candidate) => (candidate === fault ? rest : [candidate])),
  );
  return fault;
}
