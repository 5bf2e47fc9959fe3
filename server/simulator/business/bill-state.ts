// What can be done about a bill as it stands, by the customer and by the merchant. Facts alone: changes nothing.
import type { InvoiceRecord } from '../memory/records.ts';

/** Why a bill can not be acted on in the app, now or ever again. */
export type BillRefusal = 'being-paid' | 'blocked' | 'no-cards' | 'already-paid' | 'over';

/** Why nothing can be done about a bill; null for an open one. */
export function refusalOf(record: InvoiceRecord): BillRefusal | null {
  if (isBeingPaid(record)) return 'being-paid';
  if (record.status === 'PAID' || record.status === 'RESERVED') return 'already-paid';
  return isUnpaid(record) ? null : 'over';
}

/** True while the customer's money is on its way. */
export function isBeingPaid({ payingUntil }: InvoiceRecord): boolean {
  return payingUntil !== null;
}

/** True while the bill can be paid, or waits for the merchant's word on a card before it can. */
export function isUnpaid({ status }: InvoiceRecord): boolean {
  return status === 'ISSUED' || status === 'PENDING_ISSUER_ACKNOWLEDGE';
}

/** True while the app may not pay: the merchant has yet to answer. Assumed, not documented: with
 *  OPTIONAL_ACKNOWLEDGMENT the customer need not wait for it. */
export function isBlocked({ status, invoice }: InvoiceRecord): boolean {
  return status === 'PENDING_ISSUER_ACKNOWLEDGE' && invoice.acknowledgmentMode === 'REQUIRE_ACKNOWLEDGMENT';
}
