// Cancelling: SEQR is asked first, then told; an order ends only when its invoice is proven dead.
import { isLive } from '../../shared/order-status.ts';
import { SeqrError } from '../seqr/errors.ts';
import { RESULT_CODES } from '../seqr/result-codes.ts';
import type { Order } from '../store/records.ts';
import { endOrder } from './order.ts';
import { Refusal, refusalFromSeqr } from './refusal.ts';
import { settleOrder } from './settle-order.ts';
import type { Shop } from './shop.ts';

const ALREADY_DEAD: ReadonlySet<number | null> = new Set([
  RESULT_CODES.INVOICE_ALREADY_CANCELED,
  RESULT_CODES.PAYMENT_ALREADY_CANCELLED,
]);
const PAYING: ReadonlySet<number | null> = new Set([
  RESULT_CODES.PAYMENT_IN_PROGRESS,
  RESULT_CODES.CANNOT_CANCEL_INVOICE_IN_PROGRESS,
]);

/** Ends a live order, for the customer or because its time is over.
 *  @returns the order as it is then (paid, if it was paid meanwhile), or why it could not be ended now
 *  @see seqr-api §4 "Cancel" */
export async function cancelOrder(
  shop: Shop,
  id: string,
  as: 'canceled' | 'expired',
): Promise<Order | Refusal> {
  const settled = await settleOrder(shop, id);
  if (!settled) return new Refusal('order-unknown');
  const { order, isClear, failure } = settled;
  if (!isLive(order.status)) return order;
  if (failure) return refusalFromSeqr(failure, order);
  if (!isClear) return new Refusal('seqr-unclear', { order });
  return order.invoiceReference === null
    ? endUnsent(shop, order, as)
    : endSent(shop, order, order.invoiceReference, as);
}

/** No invoice was disclosed: nobody can pay. One that is answered later finds the order ended and is taken back. */
async function endUnsent(shop: Shop, order: Order, as: 'canceled' | 'expired'): Promise<Order | Refusal> {
  const after = await shop.store.changeOrder(order.id, (current) =>
    current.invoiceReference === null ? endOrder(current, as, shop.clock.now()) : null,
  );
  if (!after) return new Refusal('order-unknown');
  return isLive(after.status) ? new Refusal('payment-in-progress', { order: after }) : after;
}

async function endSent(
  shop: Shop,
  order: Order,
  invoiceReference: string,
  as: 'canceled' | 'expired',
): Promise<Order | Refusal> {
  try {
    await shop.seqr.call('cancelInvoice', { invoiceReference });
    return await end(shop, order, as);
  } catch (error) {
    if (!(error instanceof SeqrError)) throw error;
    if (ALREADY_DEAD.has(error.resultCode)) return end(shop, order, as);
    if (PAYING.has(error.resultCode)) return new Refusal('payment-in-progress', { order });
    // Paid meanwhile (50), or the answer is lost: SEQR's status tells.
    const settled = await settleOrder(shop, order.id);
    return settled && !isLive(settled.order.status) ? settled.order : refusalFromSeqr(error, order);
  }
}

async function end(shop: Shop, order: Order, as: 'canceled' | 'expired'): Promise<Order> {
  const after = await shop.store.changeOrder(order.id, (current) => endOrder(current, as, shop.clock.now()));
  shop.log.info({ orderId: order.id, as }, 'order ended');
  return after ?? order;
}
