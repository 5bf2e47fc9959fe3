// How an invoice changes by itself: the money arrives, an unconfirmed payment is taken back, a reservation lapses.
// Evaluated by the clock whenever somebody looks, so that it is right after any pause, a restart among them.
import type { InvoiceRecord } from '../memory/records.ts';
import { newErsReference, unused } from './references.ts';
import { nextChangeAt, saveInvoice } from '../memory/simulated-seqr.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';

/** Brings every invoice whose time has come to where it stands now. */
export function lapse(seqr: SimulatedSeqr): void {
  const now = seqr.clock.now();
  for (const [reference, dueAt] of seqr.dueTimes) {
    const record = dueAt <= now ? seqr.books.get('invoice', reference) : undefined;
    if (record) lapseInvoice(seqr, record);
  }
}

/** Brings one invoice to where it stands now, through everything that happened to it meanwhile. */
export function lapseInvoice(seqr: SimulatedSeqr, record: InvoiceRecord): InvoiceRecord {
  const at = nextChangeAt(record);
  if (at === null || at > seqr.clock.now()) return record;
  if (record.payingUntil !== null) return lapseInvoice(seqr, receiveMoney(seqr, record, at));
  if (record.status === 'RESERVED') return saveInvoice(seqr, moved(record, 'CANCELED'));
  return reverse(seqr, record, at);
}

/** The same invoice in another status: that is what raises its version (seqr-api §4 getPaymentStatus). */
export function moved(record: InvoiceRecord, status: InvoiceRecord['status']): InvoiceRecord {
  return { ...record, status, version: record.version + 1 };
}

/** Books a payment: from now on the merchant has 20 seconds to ask for it. */
export function bookPayment(seqr: SimulatedSeqr, record: InvoiceRecord, paidAt: number): InvoiceRecord {
  const { random, paidInvoices } = seqr;
  const ersReference = unused(
    () => newErsReference(random, paidAt),
    (drawn) => paidInvoices.has(drawn),
  );
  seqr.notificationsDue.push(record.invoiceReference);
  return saveInvoice(seqr, {
    ...moved(record, 'PAID'),
    payingUntil: null,
    payment: { ersReference, paidAt, confirmedAt: null, reversedAt: null, refundedMinor: 0, receiptCount: 0 },
  });
}

/** Sends the phone a text message. */
export function sendTextMessage({ books }: SimulatedSeqr, id: string, at: number, text: string): void {
  books.put('message', id, { at, text });
}

// Assumed, not documented: how long a reservation waits when the invoice does not say.
const RESERVATION_MS = 10 * 60_000;

function receiveMoney(seqr: SimulatedSeqr, record: InvoiceRecord, at: number): InvoiceRecord {
  if (record.invoice.paymentMode === 'IMMEDIATE_DEBIT') return bookPayment(seqr, record, at);
  const timeout = record.invoice.commitReservationTimeout;
  const waitsMs = timeout === undefined ? RESERVATION_MS : timeout * 1000;
  return saveInvoice(seqr, { ...moved(record, 'RESERVED'), payingUntil: null, reservedUntil: at + waitsMs });
}

/** Nobody asked in time: the customer gets the money back. Which status then follows is not documented; CANCELED is
 *  what seqr-api §1 assumes. */
function reverse(seqr: SimulatedSeqr, record: InvoiceRecord, at: number): InvoiceRecord {
  const { payment, invoice, invoiceReference } = record;
  const { value, currency } = invoice.totalAmount;
  const text = `Your payment of ${value} ${currency} for "${invoice.title}" was cancelled. The money is back on your account.`;
  sendTextMessage(seqr, `reversal/${invoiceReference}`, at, text);
  return saveInvoice(seqr, {
    ...moved(record, 'CANCELED'),
    payment: payment && { ...payment, reversedAt: at },
  });
}
