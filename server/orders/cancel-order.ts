// Cancelling: SEQR is asked first, then told; an order ends only when its invoice is proven dead.
import { isLive } from '../../shared/order-status.ts';
import { RESULT_CODES } from '../seqr/result-codes.ts';
import type { Order } from '../store/records.ts';
import { adoptNamed } from './adopt-invoice.ts';
import { endOrder } from './order.ts';
import { Refusal, refusalFromSeqr } from './refusal.ts';
import { settleOrder } from './settle-order.ts';
import type { Shop } from './shop.ts';
import { takeBack } from './take-back.ts';
import { watchNamed } from './watch-named.ts';

const PAYING: ReadonlySet<number | null> = new Set([
  RESULT_CODES.PAYMENT_IN_PROGRESS,
  RESULT_CODES.CANNOT_CANCEL_INVOICE_IN_PROGRESS,
]);

/** Ends a live order, for the customer, for a clerk, or because its time is over. What is reserved is given back, but not
 *  because of our time: it is paid for, and has a time of its own.
 *  @returns the order as it is then (paid, if it was paid meanwhile), or why it could not be ended now
 *  @see seqr-api §4 "Cancel" */
export async function cancelOrder(
  shop: Shop,
  id: string,
  as: 'canceled' | 'expired',
): Promise<Order | Refusal> {
  const before = await shop.store.findOrder(id);
  // A lost invoice that a notification has named may be paid: settling then finds it taken over.
  const isNamedClear = before !== null && (await adoptNamed(shop, before, true));
  const settled = await settleOrder(shop, id);
  if (!settled) return new Refusal('order-unknown');
  const { order, isClear, failure } = settled;
  if (!isLive(order.status)) return order;
  if (failure) return refusalFromSeqr(failure, order);
  if (as === 'expired' && order.reservation !== null) return order;
  if (!isClear || !isNamedClear) return new Refusal('seqr-unclear', { order });
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
  await watchNamed(shop, after);
  return isLive(after.status) ? new Refusal('payment-in-progress', { order: after }) : after;
}

async function endSent(
  shop: Shop,
  order: Order,
  invoiceReference: string,
  as: 'canceled' | 'expired',
): Promise<Order | Refusal> {
  const failure = await takeBack(shop, invoiceReference);
  if (!failure) return end(shop, order, as);
  if (PAYING.has(failure.resultCode)) return new Refusal('payment-in-progress', { order });
  // Paid meanwhile (50), or the answer is lost: SEQR's status tells.
  const settled = await settleOrder(shop, order.id);
  if (settled && !isLive(settled.order.status)) return settled.order;
  return failure.resultCode === RESULT_CODES.CANNOT_CANCEL_PAID_INVOICE
    ? new Refusal('payment-in-progress', { order })
    : refusalFromSeqr(failure, order);
}

async function end(shop: Shop, order: Order, as: 'canceled' | 'expired'): Promise<Order> {
  const after = await shop.store.changeOrder(order.id, (current) => endOrder(current, as, shop.clock.now()));
  shop.log.info({ orderId: order.id, as }, 'order ended');
  await watchNamed(shop, after ?? order);
  return after ?? order;
}
