// A changed basket becomes updateInvoice on the same invoice; until SEQR has confirmed it there is no wallet link.
import { SeqrError } from '../seqr/errors.ts';
import { RESULT_CODES } from '../seqr/result-codes.ts';
import type { Basket, Order } from '../store/records.ts';
import { invoiceFor } from './invoice.ts';
import { CALL_LIFE_MS } from './order.ts';
import { isSameBasket } from './pricing.ts';
import { Refusal, refusalFromSeqr } from './refusal.ts';
import { settleOrder } from './settle-order.ts';
import type { Shop } from './shop.ts';

/** What updateInvoice answers once the customer is paying or has paid: ask, do not guess (seqr-api §4). */
const PAYING: ReadonlySet<number | null> = new Set([
  RESULT_CODES.PAYMENT_IN_PROGRESS,
  RESULT_CODES.CANNOT_CANCEL_PAID_INVOICE,
  RESULT_CODES.SYSTEM_ERROR,
]);

/** Puts the basket on the order's invoice. All baskets that the bill at SEQR may hold are stored until SEQR's answer is
 *  in: whichever of them is then paid, the receipt tells. Repeating it with the same basket is safe: an update
 *  replaces the whole invoice.
 *  @see design, decision 6 */
export async function changeBasket(shop: Shop, order: Order, basket: Basket): Promise<Order | Refusal> {
  const now = shop.clock.now();
  const stored = await shop.store.changeOrder(order.id, (current) =>
    whyNot(current, basket, now) ? null : { pending: { basket, sentAt: now, maybe: unanswered(current) } },
  );
  const refusal = stored ? whyNot(stored, basket, now) : new Refusal('order-unknown');
  if (refusal || !stored?.invoiceReference) return refusal ?? new Refusal('order-unknown');

  try {
    await shop.seqr.call('updateInvoice', {
      invoiceReference: stored.invoiceReference,
      invoice: invoiceFor(shop, stored, basket, await disclosedAttempt(shop, stored)),
      tokens: [],
    });
    return (await resolve(shop, stored, basket, 'accepted')) ?? stored;
  } catch (error) {
    if (!(error instanceof SeqrError)) throw error;
    shop.log.warn({ orderId: order.id, failure: error.message }, 'the invoice was not updated');
    return afterFailure(shop, stored, basket, error);
  }
}

/** Why the basket may not be put on the invoice now; null when it may, or already waits there. */
function whyNot(order: Order, basket: Basket, now: number): Refusal | null {
  const { status, pending } = order;
  const newest = pending?.basket ?? order.basket;
  const isRepeated = isPending(order, basket);
  if (status !== 'payable' || !(isRepeated || basket.revision > newest.revision)) {
    return new Refusal('revision-conflict', { order });
  }
  // Two updates at once could reach SEQR in the other order.
  const isOtherUnderWay = pending !== null && !isRepeated && now < pending.sentAt + CALL_LIFE_MS;
  return isOtherUnderWay ? new Refusal('seqr-unclear', { order }) : null;
}

/** True when just this basket waits for SEQR's word. */
function isPending({ pending }: Order, basket: Basket): boolean {
  return pending?.basket.revision === basket.revision && isSameBasket(pending.basket, basket);
}

/** What the bill may hold, beside the confirmed basket, when the next update is sent. One revision is one basket. */
function unanswered({ pending }: Order): Basket[] {
  if (!pending) return [];
  const { basket, maybe } = pending;
  return maybe.some(({ revision }) => revision === basket.revision) ? maybe : [...maybe, basket];
}

async function afterFailure(
  shop: Shop,
  order: Order,
  basket: Basket,
  error: SeqrError,
): Promise<Order | Refusal> {
  if (PAYING.has(error.resultCode)) {
    const settled = await settleOrder(shop, order.id);
    if (settled && settled.order.status !== 'payable') return settled.order;
    return new Refusal('payment-in-progress', { order: settled?.order ?? order });
  }
  // Nothing was sent, or SEQR said no: this change was not made. Otherwise nobody knows which basket it holds.
  const after = error.isOutcomeUnknown ? order : await resolve(shop, order, basket, 'refused');
  return refusalFromSeqr(error, after);
}

/** Ends the pending change, unless a newer one has taken its place. A refused one does not end while an earlier update
 *  is without its answer: the bill may hold that one, and only an accepted one would tell. */
async function resolve(
  { store }: Shop,
  { id }: Order,
  basket: Basket,
  as: 'accepted' | 'refused',
): Promise<Order | null> {
  return store.changeOrder(id, (current) => {
    if (!isPending(current, basket)) return null;
    if (as === 'accepted') return { basket, pending: null };
    return current.pending?.maybe.length === 0 ? { pending: null } : null;
  });
}

async function disclosedAttempt({ store }: Shop, { id, invoiceReference }: Order) {
  const attempt = (await store.findAttempts(id)).find(
    (candidate) => candidate.invoiceReference === invoiceReference,
  );
  if (!attempt) throw new Error(`order ${id} has an invoice without an attempt`);
  return attempt;
}
