// A changed basket becomes updateInvoice on the same invoice; until SEQR has confirmed it there is no wallet link.
import type { Basket, Order } from '../store/records.ts';
import { basketWithCards, cardsOf } from './cards.ts';
import { CALL_LIFE_MS } from './order.ts';
import { Refusal, refusalFromSeqr } from './refusal.ts';
import { settleOrder } from './settle-order.ts';
import type { Shop } from './shop.ts';
import { isPending, PAYING, unanswered, updateInvoice } from './update-invoice.ts';

/** Puts the basket on the order's invoice, with the discount that the customer's cards bring. All baskets that the bill
 *  at SEQR may hold are stored until SEQR's answer is in: whichever of them is then paid, the receipt tells.
 *  @see design, decision 6 */
export async function changeBasket(shop: Shop, order: Order, asked: Basket): Promise<Order | Refusal> {
  const now = shop.clock.now();
  // By the order as it is then: a card may be shown meanwhile.
  const pricedFor = (current: Order) => basketWithCards(shop, current, cardsOf(shop, current), asked);
  const stored = await shop.store.changeOrder(order.id, (current) => {
    const basket = pricedFor(current);
    return whyNot(current, basket, now)
      ? null
      : { pending: { basket, sentAt: now, maybe: unanswered(current) } };
  });
  if (!stored) return new Refusal('order-unknown');
  const basket = pricedFor(stored);
  const refusal = whyNot(stored, basket, now);
  if (refusal) return refusal;
  const { invoiceReference } = stored;
  if (invoiceReference === null) return new Refusal('order-unknown');

  const { order: after, failure } = await updateInvoice(shop, { ...stored, invoiceReference }, basket);
  if (failure === null) return after;
  if (!PAYING.has(failure.resultCode)) return refusalFromSeqr(failure, after);
  const settled = await settleOrder(shop, order.id);
  if (settled && settled.order.status !== 'payable') return settled.order;
  return new Refusal('payment-in-progress', { order: settled?.order ?? after });
}

/** Why the basket may not be put on the invoice now; null when it may, or already waits there. */
function whyNot(order: Order, basket: Basket, now: number): Refusal | null {
  const { status, pending, reservation } = order;
  if (reservation !== null) return new Refusal('payment-in-progress', { order });
  const newest = pending?.basket ?? order.basket;
  const isRepeated = isPending(order, basket);
  if (status !== 'payable' || !(isRepeated || basket.revision > newest.revision)) {
    return new Refusal('revision-conflict', { order });
  }
  // Two updates at once could reach SEQR in the other order.
  const isOtherUnderWay = pending !== null && !isRepeated && now < pending.sentAt + CALL_LIFE_MS;
  return isOtherUnderWay ? new Refusal('seqr-unclear', { order }) : null;
}
