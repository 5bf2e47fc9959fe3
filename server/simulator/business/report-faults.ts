// What can be wrong with a report, on demand: rows that do not agree with the merchant's books, and a text that is
// none, or about something else. Summaries stay right: the sum that SEQR states tells of it.
import type { Fault } from '../../../shared/simulator-app.ts';
import type { SimulatedService } from '../merchant.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';
import { newErsReference } from './references.ts';
import type { Transaction } from './report-xml.ts';

type Kind = Fault['kind'] | null;

/** The rows as the fault has them; it strikes the first one. */
export function spoilRows(
  kind: Kind,
  rows: Transaction[],
  { random, clock }: SimulatedSeqr,
  { terminal }: SimulatedService,
): Transaction[] {
  const [first, ...others] = rows;
  switch (kind) {
    case 'row-extra': {
      const ersReference = newErsReference(random, clock.now());
      const unknown = { terminalId: terminal.id, cashierId: '', amountMinor: 4_200, ersReference, at: 0 };
      return [...rows, unknown];
    }
    case 'row-missing':
      return others;
    case 'row-twice':
      return first ? [first, ...rows] : rows;
    case 'amount-differs':
      return first ? [{ ...first, amountMinor: first.amountMinor + 1 }, ...others] : rows;
    default:
      return rows;
  }
}

/** The number of the period that the report says it is about. */
export function spoilPeriod(kind: Kind, transactionPeriodId: string): string {
  return kind === 'report-other-period' ? `${transactionPeriodId}9` : transactionPeriodId;
}

/** The report's text as the fault leaves it. */
export function spoilText(kind: Kind, text: string): string {
  switch (kind) {
    case 'report-empty':
      return '';
    case 'report-cut':
      return text.slice(0, Math.floor(text.length * 0.6));
    case 'report-malformed':
      return text.replace('</Meta>', '</Mate>');
    default:
      return text;
  }
}
