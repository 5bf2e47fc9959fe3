// What can be wrong with a report, on demand: rows that do not agree with the merchant's books, and a text that is
// none, or about something else. Summaries stay right: the sum that SEQR states tells of it.
import type { Fault } from '../../../shared/simulator-app.ts';
import type { SimulatedService } from '../merchant.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';
import { newErsReference } from './references.ts';
import type { Transaction } from './report-xml.ts';

type Kind = Fault['kind'];

/** The rows as the faults have them; each strikes a row of its own. */
export function spoilRows(
  kinds: Kind[],
  rows: Transaction[],
  { random, clock }: SimulatedSeqr,
  { terminal }: SimulatedService,
): Transaction[] {
  const struck: Transaction[] = [];
  const untouched = [...rows];
  for (const kind of kinds) {
    if (kind === 'row-extra') {
      const ersReference = newErsReference(random, clock.now());
      struck.push({ terminalId: terminal.id, cashierId: '', amountMinor: 4_200, ersReference, at: 0 });
    } else if (ROW_FAULTS.has(kind)) {
      const row = untouched.shift();
      if (row) struck.push(...spoilRow(kind, row));
    }
  }
  return [...struck, ...untouched];
}

const ROW_FAULTS: ReadonlySet<Kind> = new Set<Kind>(['row-missing', 'row-twice', 'amount-differs']);

function spoilRow(kind: Kind, row: Transaction): Transaction[] {
  if (kind === 'row-missing') return [];
  return kind === 'row-twice' ? [row, row] : [{ ...row, amountMinor: row.amountMinor + 1 }];
}

/** The number of the period that the report says it is about. */
export function spoilPeriod(kinds: Kind[], transactionPeriodId: string): string {
  return kinds.includes('report-other-period') ? `${transactionPeriodId}9` : transactionPeriodId;
}

/** The report's text as the faults leave it. */
export function spoilText(kinds: Kind[], text: string): string {
  if (kinds.includes('report-empty')) return '';
  if (kinds.includes('report-cut')) return text.slice(0, Math.floor(text.length * 0.6));
  return kinds.includes('report-malformed') ? text.replace('</Meta>', '</Mate>') : text;
}
