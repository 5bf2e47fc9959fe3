// One updateInvoice: puts the basket that waits for SEQR's word on the order's invoice, with the cards that were shown.
import { cardsToSeqr } from '../seqr/cards.ts';
import { SeqrError } from '../seqr/errors.ts';
import { RESULT_CODES } from '../seqr/result-codes.ts';
import type { Basket, Order } from '../store/records.ts';
import { cardsOf } from './cards.ts';
import { invoiceFor } from './invoice.ts';
import { isSameBasket } from './pricing.ts';
import type { Shop } from './shop.ts';

/** What updateInvoice answers once the customer is paying or has paid: ask, do not guess (seqr-api §4). */
export const PAYING: ReadonlySet<number | null> = new Set([
  RESULT_CODES.PAYMENT_IN_PROGRESS,
  RESULT_CODES.CANNOT_CANCEL_PAID_INVOICE,
  RESULT_CODES.SYSTEM_ERROR,
]);

export interface Update {
  order: Order;
  /** Why SEQR has not taken it, or why nobody knows; null when it has. */
  failure: SeqrError | null;
}

/** Sends a basket that is stored as pending. Repeating it with the same one is safe: an update replaces the whole
 *  invoice.
 *  @param appliedVersion of the status that this update answers: it is SEQR's when SEQR has taken it */
export async function updateInvoice(
  shop: Shop,
  order: Order & { invoiceReference: string },
  basket: Basket,
  appliedVersion = 0,
): Promise<Update> {
  try {
    await shop.seqr.call('updateInvoice', {
      invoiceReference: order.invoiceReference,
      invoice: invoiceFor(shop, order, basket, await disclosedAttempt(shop, order)),
      tokens: cardsToSeqr(cardsOf(shop, order)),
    });
  } catch (error) {
    if (!(error instanceof SeqrError)) throw error;
    shop.log.warn({ orderId: order.id, failure: error.message }, 'the invoice was not updated');
    // Nothing was sent, or SEQR said no: this change was not made. Otherwise nobody knows which basket it holds, and
    // while the customer pays, the receipt will tell.
    const isUnmade = !error.isOutcomeUnknown && !PAYING.has(error.resultCode);
    return { order: isUnmade ? await withdraw(shop, order, basket) : order, failure: error };
  }
  const after = await shop.store.changeOrder(order.id, (current) =>
    isPending(current, basket)
      ? { basket, pending: null, invoiceVersion: Math.max(current.invoiceVersion, appliedVersion) }
      : null,
  );
  return { order: after ?? order, failure: null };
}

/** True when just this basket waits for SEQR's word. */
export function isPending({ pending }: Order, basket: Basket): boolean {
  return pending?.basket.revision === basket.revision && isSameBasket(pending.basket, basket);
}

/** What the bill may hold, beside the confirmed basket, when the next update is sent. One revision is one basket, and
 *  the same with a discount. */
export function unanswered({ pending }: Order): Basket[] {
  if (!pending) return [];
  const { basket, maybe } = pending;
  const isThere = maybe.some((other) => other.revision === basket.revision && isSameBasket(other, basket));
  return isThere ? maybe : [...maybe, basket];
}

/** Ends the pending change, unless a newer one has taken its place. A refused one does not end while an earlier update
 *  is without its answer: the bill may hold that one, and only an accepted one would tell. */
async function withdraw({ store }: Shop, order: Order, basket: Basket): Promise<Order> {
  const after = await store.changeOrder(order.id, (current) =>
    isPending(current, basket) && current.pending?.maybe.length === 0 ? { pending: null } : null,
  );
  return after ?? order;
}

async function disclosedAttempt({ store }: Shop, { id, invoiceReference }: Order) {
  const attempt = (await store.attempts.ofOrder(id)).find(
    (candidate) => candidate.invoiceReference === invoiceReference,
  );
  if (!attempt) throw new Error(`order ${id} has an invoice without an attempt`);
  return attempt;
}
