// The comparison of two books, to the öre: SEQR's rows of a period against our payments and refunds. Pure; knows no
// store, no clock and no XML.
import type { Break, ClosingResult } from '../../shared/desk/closings.ts';
import type { ReportRow } from '../seqr/report.ts';
import type { BookedRefund } from '../store/closing-books.ts';
import type { Booked, LinkedRow, Ours } from './link-rows.ts';

/** Both sides of one period. */
export interface Books {
  currency: string;
  rows: LinkedRow[];
  /** Ours that SEQR's report must list: committed well before the mark, and not listed so far. */
  due: Booked;
  /** The names of what earlier reports of the same scope have listed. */
  listedBefore: ReadonlySet<string>;
  /** The terminals that this service sells through. A row without one is taken for theirs. */
  ownTerminals: readonly string[];
}

export interface Matching {
  result: Omit<ClosingResult, 'statedMinor'>;
  /** What the report lists that none before it has: to be remembered. */
  listed: string[];
  /** Refunds whose outcome was open, and SEQR's reference of each. */
  resolved: { refund: BookedRefund; ersReference: string }[];
  /** Sales of terminals that this service does not sell through: told, not compared. */
  elsewhere: { count: number; totalMinor: number };
}

export function match(books: Books): Matching {
  const isCompared = ({ row, ours }: LinkedRow) =>
    ours.of !== null || row.terminalId === null || books.ownTerminals.includes(row.terminalId);
  const [compared, elsewhere] = [books.rows.filter(isCompared), books.rows.filter((row) => !isCompared(row))];
  const seen = new Set<string>();
  const breaks: Break[] = [];
  const resolved: Matching['resolved'] = [];
  const ours = { count: 0, totalMinor: 0 };
  let matchedCount = 0;

  for (const { row, ours: found, name } of compared) {
    const isTwice = seen.has(name) || books.listedBefore.has(name);
    seen.add(name);
    const oursMinor = expectedOf(found, books.currency);
    const kind = isTwice ? 'twice' : kindOf(found, oursMinor, row);
    if (kind === null || kind === 'amount-differs') add(ours, oursMinor ?? 0);
    if (kind !== null) breaks.push(breakOf(kind, row, found, oursMinor));
    else matchedCount += 1;
    if (kind === null && found.of === 'refund' && found.refund.state !== 'done')
      resolved.push({ refund: found.refund, ersReference: row.ersReference });
  }
  for (const missing of missingThere(books, seen)) {
    add(ours, missing.oursMinor ?? 0);
    breaks.push(missing);
  }
  const theirs = sumOf(compared);
  return {
    result: {
      currency: books.currency,
      ours,
      theirs,
      matchedCount,
      breaks,
      resolvedRefundIds: resolved.map(({ refund }) => refund.id),
    },
    listed: [...seen].filter((name) => !books.listedBefore.has(name)),
    resolved,
    elsewhere: sumOf(elsewhere),
  };
}

/** What SEQR should have booked for it: null for nothing. A payment that was taken back, and a refund that was never
 *  made, are no money of ours: a row of one is one that is missing here, and names the order. A refund under way or
 *  unknown counts by its row. */
function expectedOf(ours: Ours, currency: string): number | null {
  if (ours.of === 'payment') {
    const { isReversed, amountMinor, currency: paidIn } = ours.payment;
    return isReversed || paidIn !== currency ? null : amountMinor;
  }
  if (ours.of === null || ours.refund.currency !== currency) return null;
  return ['done', 'sent', 'unknown'].includes(ours.refund.state) ? -ours.refund.amountMinor : null;
}

function kindOf(ours: Ours, oursMinor: number | null, row: ReportRow): Break['kind'] | null {
  // Money that went the other way than a payment does is none that we know of.
  const isOtherWay = ours.of === 'payment' && row.amountMinor < 0;
  if (oursMinor === null || isOtherWay) return 'missing-here';
  return oursMinor === row.amountMinor ? null : 'amount-differs';
}

function breakOf(kind: Break['kind'], row: ReportRow, ours: Ours, oursMinor: number | null): Break {
  return {
    kind,
    of: ours.of === 'refund' || row.amountMinor < 0 ? 'refund' : 'payment',
    ersReference: row.ersReference,
    ...orderOf(ours),
    oursMinor: kind === 'missing-here' ? null : oursMinor,
    theirsMinor: row.amountMinor,
    cashierId: row.cashierId,
    terminalId: row.terminalId,
  };
}

function orderOf(ours: Ours): Pick<Break, 'orderId' | 'bookingNumber' | 'refundId'> {
  if (ours.of === null) return { orderId: null, bookingNumber: null, refundId: null };
  const { orderId, bookingNumber } = ours.of === 'refund' ? ours.refund : ours.payment;
  return { orderId, bookingNumber, refundId: ours.of === 'refund' ? ours.refund.id : null };
}

function missingThere({ due }: Books, seen: ReadonlySet<string>): Break[] {
  const payments = due.payments.map((payment): [Ours, string | null, number] => [
    { of: 'payment', payment },
    payment.ersReference,
    payment.amountMinor,
  ]);
  const refunds = due.refunds.map((refund): [Ours, string | null, number] => [
    { of: 'refund', refund },
    refund.ersReference,
    -refund.amountMinor,
  ]);
  const isThere = ([ours, reference]: [Ours, string | null, number]) =>
    seen.has(ours.of === 'refund' ? ours.refund.id : (reference ?? ''));
  return [...payments, ...refunds]
    .filter((entry) => !isThere(entry))
    .map(([ours, ersReference, oursMinor]) => ({
      kind: 'missing-there',
      of: ours.of ?? 'payment',
      ersReference: ersReference ?? '',
      ...orderOf(ours),
      oursMinor,
      theirsMinor: null,
      cashierId: null,
      terminalId: null,
    }));
}

function sumOf(rows: LinkedRow[]): { count: number; totalMinor: number } {
  return { count: rows.length, totalMinor: rows.reduce((sum, { row }) => sum + row.amountMinor, 0) };
}

function add(sum: { count: number; totalMinor: number }, amountMinor: number): void {
  sum.count += 1;
  sum.totalMinor += amountMinor;
}
