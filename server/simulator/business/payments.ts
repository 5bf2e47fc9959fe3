// The payment of an invoice: what the customer does in the app, and how the merchant learns of it and confirms it.
import type { Answer, Receipt, Request } from '../../seqr/operations.ts';
import { formatAmount, parseAmount } from '../../../shared/money.ts';
import { isBlocked, refusalOf } from './bill-state.ts';
import type { BillRefusal } from './bill-state.ts';
import { bookPayment, lapseInvoice, moved } from './invoice-life.ts';
import { findInvoice } from './invoices.ts';
import type { SimulatedService } from '../merchant.ts';
import { accepted, rejected } from '../soap/outcomes.ts';
import type { InvoiceRecord } from '../memory/records.ts';
import { saveInvoice } from '../memory/simulated-seqr.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';

/** The customer has typed the PIN: the money is on its way, and arrives at once unless the rules say otherwise. */
export function pay(seqr: SimulatedSeqr, record: InvoiceRecord): InvoiceRecord | BillRefusal {
  const refusal = refusalOf(record) ?? (isBlocked(record) ? 'blocked' : null);
  if (refusal) return refusal;
  const payingUntil = seqr.clock.now() + seqr.rules.paymentTakesMs;
  return lapseInvoice(seqr, saveInvoice(seqr, { ...record, payingUntil }));
}

/** The payment is refused (FAILED), or the customer turns the bill down (CANCELED). */
export function end(
  seqr: SimulatedSeqr,
  record: InvoiceRecord,
  status: 'FAILED' | 'CANCELED',
): InvoiceRecord | BillRefusal {
  return refusalOf(record) ?? saveInvoice(seqr, moved(record, status));
}

/** Tells how the invoice stands. Answering PAID is the commit of the payment (seqr-api §1). */
export function getPaymentStatus(
  seqr: SimulatedSeqr,
  caller: SimulatedService,
  { invoiceReference, invoiceVersion }: Request<'getPaymentStatus'>,
): Answer<'getPaymentStatus'> {
  const record = findInvoice(seqr, caller, invoiceReference);
  if (!record) return rejected('INVALID_INVOICE_REFERENCE');
  if (seqr.rules.strictVersions && !isKnownVersion(record, invoiceVersion)) {
    return rejected('REJECTED_BUSINESS_LOGIC', 'invoiceVersion is not one that the caller may have now');
  }
  const { status, version, tokens, payment } = tell(seqr, record, invoiceVersion);
  const told = { status, version, customerTokens: tokens && { token: tokens } };
  if (status !== 'PAID' || !payment) return accepted(told);
  const receipt = receiptOf(seqr, caller, record);
  return accepted({ ...told, ersReference: payment.ersReference, receipt });
}

/** Once acknowledged, a version is behind the caller; before, its answer may have been lost any number of times. */
function isKnownVersion({ toldVersion, acknowledgedVersion }: InvoiceRecord, version: number): boolean {
  return version >= acknowledgedVersion && version <= toldVersion;
}

/** Notes what the caller has acknowledged and what it is told now. */
function tell(seqr: SimulatedSeqr, record: InvoiceRecord, broughtBack: number): InvoiceRecord {
  const { payment, status, version, toldVersion } = record;
  const acknowledgedVersion = Math.max(record.acknowledgedVersion, Math.min(broughtBack, toldVersion));
  const isCommit = status === 'PAID' && payment?.confirmedAt === null;
  const isNews = isCommit || version !== toldVersion || acknowledgedVersion !== record.acknowledgedVersion;
  if (!isNews) return record;
  return saveInvoice(seqr, {
    ...record,
    toldVersion: version,
    acknowledgedVersion,
    payment: isCommit ? { ...payment, confirmedAt: seqr.clock.now() } : payment,
  });
}

function receiptOf({ customer }: SimulatedSeqr, caller: SimulatedService, record: InvoiceRecord): Receipt {
  const { invoice, invoiceReference, terminalId, payment } = record;
  return {
    terminalId,
    paymentDate: new Date(payment?.paidAt ?? 0).toISOString(),
    clientInvoiceId: invoice.clientInvoiceId,
    invoiceReference,
    paymentReference: payment?.ersReference,
    payerTerminalId: customer.terminalId,
    receiverName: caller.receiverName,
    invoice,
  };
}

/** Debits what was reserved, or less of it. Assumed, not documented: the 20 seconds run from here as well, and the
 *  total of the invoice in the receipt is then what was debited. */
export function commitReservation(
  seqr: SimulatedSeqr,
  caller: SimulatedService,
  { invoiceReference, amount }: Request<'commitReservation'>,
): Answer<'commitReservation'> {
  const record = findInvoice(seqr, caller, invoiceReference);
  if (!record) return rejected('INVALID_INVOICE_REFERENCE');
  if (record.status !== 'RESERVED') return rejected('INVOICE_STATE_NOT_RESERVED');
  const amountMinor = amount ? debited(amount, caller.currency) : record.amountMinor;
  if (amountMinor === null || amountMinor <= 0 || amountMinor > record.amountMinor)
    return rejected('REJECTED_AMOUNT');
  const { currency } = caller;
  const totalAmount = { currency, value: formatAmount(amountMinor, currency) };
  const committed = {
    ...record,
    reservedUntil: null,
    amountMinor,
    invoice: { ...record.invoice, totalAmount },
  };
  bookPayment(seqr, committed, seqr.clock.now());
  return accepted({});
}

function debited(amount: { currency: string; value: string }, currency: string): number | null {
  try {
    return amount.currency === currency ? parseAmount(amount.value, currency) : null;
  } catch {
    return null;
  }
}
