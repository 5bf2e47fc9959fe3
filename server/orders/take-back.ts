// Taking an unpaid invoice back at SEQR: for an order that ends, or one that nobody has seen.
import { SeqrError } from '../seqr/errors.ts';
import { RESULT_CODES } from '../seqr/result-codes.ts';
import type { Shop } from './shop.ts';

const ALREADY_DEAD: ReadonlySet<number | null> = new Set([
  RESULT_CODES.INVOICE_ALREADY_CANCELED,
  RESULT_CODES.PAYMENT_ALREADY_CANCELLED,
]);

/** Cancels the invoice.
 *  @returns null when it is dead, now or before; else why nobody knows that it is
 *  @see seqr-api §4 "Cancel" */
export async function takeBack(
  { seqr }: Pick<Shop, 'seqr'>,
  invoiceReference: string,
): Promise<SeqrError | null> {
  try {
    await seqr.call('cancelInvoice', { invoiceReference });
    return null;
  } catch (error) {
    if (!(error instanceof SeqrError)) throw error;
    return ALREADY_DEAD.has(error.resultCode) ? null : error;
  }
}
