// After the payment: money given back within its limits, and the merchant's own receipt for it.
import type { Answer, Request } from '../../seqr/operations.ts';
import { checkInvoice } from './check-invoice.ts';
import { sendTextMessage } from './invoice-life.ts';
import { findInvoice } from './invoices.ts';
import type { SimulatedService } from '../merchant.ts';
import { accepted, rejected } from '../soap/outcomes.ts';
import type { InvoiceRecord, Payment } from '../memory/records.ts';
import { newErsReference, unused } from './references.ts';
import { saveInvoice } from '../memory/simulated-seqr.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';

type PaidInvoice = InvoiceRecord & { payment: Payment };

/** Gives back what the invoice says, at most what is left of the payment. The answer's ersReference is the refund's
 *  own: seqr-api §4 "Refunds" tells how the sources disagree.
 *  Assumed, not documented: the paid invoice keeps its status and version. */
export function refundPayment(
  seqr: SimulatedSeqr,
  caller: SimulatedService,
  { ersReference: paymentReference, invoice }: Request<'refundPayment'>,
): Answer<'refundPayment'> {
  const paid = findPaid(seqr, caller, paymentReference);
  if (!paid) return rejected('INVALID_ERS_REFERENCE');
  const { payment } = paid;
  if (caller.refunds === 'denied-to-reseller') return rejected('RESELLER_NOT_ALLOWED_TO_DO_REFUND');
  if (caller.refunds === 'denied-to-account') return rejected('RECEIVER_ACCOUNT_DOES_NOT_ALLOW_REFUNDS');
  if (payment.reversedAt !== null) return rejected('PAYMENT_ALREADY_CANCELLED');
  if (/^\s*(-|\+?0*(\.0*)?\s*$)/.test(invoice.totalAmount.value)) return rejected('REJECTED_AMOUNT');
  const checked = checkInvoice(invoice, caller.currency);
  if ('resultCode' in checked) return checked;
  const { amountMinor } = checked;
  const refundedMinor = payment.refundedMinor + amountMinor;
  if (refundedMinor > paid.amountMinor) {
    return rejected('SUM_OF_REFUNDS_CAN_NOT_BE_MORE_THAN_ORIGINAL_TRANSACTION');
  }
  const { books, random, clock } = seqr;
  const ersReference = unused(
    () => newErsReference(random, clock.now()),
    (drawn) => seqr.paidInvoices.has(drawn) || books.get('refund', drawn) !== undefined,
  );
  const { totalAmount, cashierId } = invoice;
  saveInvoice(seqr, { ...paid, payment: { ...payment, refundedMinor } });
  books.put('refund', ersReference, {
    ersReference,
    paymentReference,
    terminalId: caller.terminal.id,
    amountMinor,
    currency: caller.currency,
    cashierId,
    at: clock.now(),
  });
  const text = `${caller.receiverName} has paid ${totalAmount.value} ${totalAmount.currency} back to you.`;
  sendTextMessage(seqr, `refund/${ersReference}`, clock.now(), text);
  return accepted({ ersReference });
}

/** Keeps the merchant's receipt; a payment may have several. */
export function submitPaymentReceipt(
  seqr: SimulatedSeqr,
  caller: SimulatedService,
  { ersReference, receiptDocument }: Request<'submitPaymentReceipt'>,
): Answer<'submitPaymentReceipt'> {
  const paid = findPaid(seqr, caller, ersReference);
  if (!paid) return rejected('INVALID_ERS_REFERENCE');
  const { payment } = paid;
  if (payment.reversedAt !== null) return rejected('PAYMENT_ALREADY_CANCELLED');
  if (!RECEIPT_TYPES.includes(receiptDocument.receiptType)) {
    return rejected('REJECTED_BUSINESS_LOGIC', 'receiptType is none of the four');
  }
  // Certification allows an empty one (seqr-api §7).
  if (!BASE64.test(receiptDocument.receiptData)) {
    return rejected('REJECTED_BUSINESS_LOGIC', 'receiptData is not base64');
  }
  const receiptCount = payment.receiptCount + 1;
  saveInvoice(seqr, { ...paid, payment: { ...payment, receiptCount } });
  seqr.books.put('receipt', `${ersReference}/${receiptCount}`, {
    paymentReference: ersReference,
    ...receiptDocument,
    at: seqr.clock.now(),
  });
  return accepted({});
}

const RECEIPT_TYPES = ['PAYMENT_RECEIPT', 'WARRANTY', 'VOUCHER', 'OTHER'];
const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

function findPaid(seqr: SimulatedSeqr, caller: SimulatedService, ersReference: string): PaidInvoice | null {
  const record = findInvoice(seqr, caller, seqr.paidInvoices.get(ersReference) ?? '');
  return record?.payment ? { ...record, payment: record.payment } : null;
}
