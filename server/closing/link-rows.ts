// Which payment or refund of ours each row of SEQR's report is about. Pure.
import type { ReportRow } from '../seqr/report.ts';
import type { BookedPayment, BookedRefund } from '../store/closing-books.ts';

/** Who of ours a row is about. */
export type Ours =
  { of: 'payment'; payment: BookedPayment } | { of: 'refund'; refund: BookedRefund } | { of: null };

/** Payments and refunds of ours. */
export interface Booked {
  payments: BookedPayment[];
  refunds: BookedRefund[];
}

/** A row, who of ours it is about, and what it is remembered as. */
export interface LinkedRow {
  row: ReportRow;
  ours: Ours;
  name: string;
}

/** Links rows to ours: our refund's number travels as its cashierId, all else goes by the reference. */
export function linkRows(rows: readonly ReportRow[], booked: Booked): LinkedRow[] {
  const find = createFinder(booked);
  return rows.map((row) => {
    const ours = find(row);
    return { row, ours, name: nameOf(row, ours) };
  });
}

function createFinder({ payments, refunds }: Booked): (row: ReportRow) => Ours {
  const byReference = new Map(payments.map((payment) => [payment.ersReference, payment]));
  const byId = new Map(refunds.map((refund) => [refund.id, refund]));
  const refundsByReference = Map.groupBy(byId.values(), ({ ersReference }) => ersReference);
  const taken = new Set<BookedRefund>();

  return (row) => {
    const own = row.cashierId === null ? undefined : byId.get(row.cashierId);
    if (own) return { of: 'refund', refund: own };
    const payment = byReference.get(row.ersReference);
    const refund = payment && row.amountMinor >= 0 ? undefined : refundOf(row);
    if (refund) return { of: 'refund', refund };
    return payment ? { of: 'payment', payment } : { of: null };
  };

  /** Several refunds of one payment may bear its reference, all of them. */
  function refundOf({ ersReference, amountMinor }: ReportRow): BookedRefund | undefined {
    const candidates = refundsByReference.get(ersReference) ?? [];
    const free = candidates.filter((refund) => !taken.has(refund));
    const equal = free.find((refund) => refund.amountMinor === -amountMinor);
    const refund = equal ?? free[0] ?? candidates[0];
    if (refund) taken.add(refund);
    return refund;
  }
}

/** What a row is remembered as. A refund by our own number: SEQR's sources disagree on whose reference its row bears
 *  (seqr-api §4 "Refunds"), and it may be the payment's. */
function nameOf({ amountMinor, ersReference }: ReportRow, ours: Ours): string {
  if (ours.of === 'refund') return ours.refund.id;
  return amountMinor < 0 ? `-${ersReference}` : ersReference;
}
