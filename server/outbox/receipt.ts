// The merchant's own receipt, kept by SEQR beside the payment: submitPaymentReceipt (seqr-api §4, §7).
import { SeqrError } from '../seqr/errors.ts';
import type { SeqrClient } from '../seqr/client.ts';
import { RESULT_CODES } from '../seqr/result-codes.ts';
import { basketAsTaken } from '../orders/basket-as-taken.ts';
import type { Definition } from '../service/definition.ts';
import type { Channel } from './channel.ts';
import { DeliveryFailure } from './failure.ts';
import { receiptPage } from './receipt-page.ts';

export interface ReceiptSettings {
  /** Usually text/html; certification prefers "Base64" (seqr-api §4, "Receipt documents"). */
  mimeType: string;
}

export function receiptChannel(
  { mimeType }: ReceiptSettings,
  { seqr, definition }: { seqr: SeqrClient; definition: Definition },
): Channel {
  return {
    takes: ({ kind, order }) => kind === 'paid' && order.payment?.ersReference != null,
    async deliver({ order }) {
      const ersReference = order.payment?.ersReference;
      if (!ersReference) throw new DeliveryFailure('the payment has no reference', { isPermanent: true });
      const paid = { ...order, basket: basketAsTaken(order, definition) };
      const receiptData = Buffer.from(receiptPage(paid, definition.service)).toString('base64');
      const receiptDocument = { mimeType, receiptData, receiptType: 'PAYMENT_RECEIPT' };
      try {
        await seqr.call('submitPaymentReceipt', { ersReference, receiptDocument });
      } catch (error) {
        if (!(error instanceof SeqrError)) throw error;
        throw new DeliveryFailure(error.message, { isPermanent: NEVER.has(error.resultCode) });
      }
    },
  };
}

/** SEQR's noes that no waiting mends: to this payment, or to receipts as such. The others speak of us (20 to 37, which a
 *  person mends) or of the moment (48, 90, 93, 94); and a code that no source lists may mean anything. */
const NEVER: ReadonlySet<number | null> = new Set([
  RESULT_CODES.REJECTED_BUSINESS_LOGIC,
  RESULT_CODES.REJECTED_AMOUNT,
  RESULT_CODES.REJECTED_PAYMENT,
  RESULT_CODES.INVALID_ERS_REFERENCE,
  RESULT_CODES.INVALID_INVOICE_DATA,
  RESULT_CODES.INVALID_INVOICE_REFERENCE,
  RESULT_CODES.PAYMENT_ALREADY_CANCELLED,
  RESULT_CODES.UNSUPPORTED_OPERATION,
  RESULT_CODES.LICENSE_REJECTION,
  RESULT_CODES.INVOICE_ALREADY_CANCELED,
]);
