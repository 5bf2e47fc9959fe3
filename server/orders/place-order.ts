// Placing: an order is stored before its invoice is sent, and sent once however often it is asked for.
import type { PutOrder } from '../../shared/api.ts';
import { forVisitor } from '../service/definition.ts';
import { SeqrError } from '../seqr/errors.ts';
import type { Attempt, Basket, Order } from '../store/records.ts';
import { changeBasket } from './change-basket.ts';
import { invoiceFor } from './invoice.ts';
import { bookingNumber, newAttempt } from './numbers.ts';
import { openSession } from './open-session.ts';
import { CALL_LIFE_MS, endOrder, isVisible, newOrder } from './order.ts';
import { asksFor, isSameBasket, priceBasket } from './pricing.ts';
import { Refusal, refusalFromSeqr } from './refusal.ts';
import type { Shop } from './shop.ts';
import { takeBack } from './take-back.ts';

export interface Placement {
  id: string;
  token: string;
  tokenHash: string;
  /** One of the service's. */
  language: string;
  put: PutOrder;
}

/** So many booking numbers taken in a row mean that the service has run out of them. */
const MAX_NUMBERS = 20;

/** Creates the order, or brings the one of that id to what is asked for.
 *  The caller sees to it that one process does this for one id at a time; the store sees to it over all of them.
 *  @see design, decisions 2, 4 and 6 */
export async function placeOrder(shop: Shop, placement: Placement): Promise<Order | Refusal> {
  const existing = await shop.store.findOrder(placement.id);
  return existing ? continueOrder(shop, existing, placement) : createOrder(shop, placement);
}

async function createOrder(shop: Shop, placement: Placement): Promise<Order | Refusal> {
  const { store, clock, definition } = shop;
  const { id, token, tokenHash, language, put } = placement;
  const session = await openSession(shop, token, tokenHash);
  if (session instanceof Refusal) return session;
  const service = forVisitor(definition, session.parameters);
  const basket = priceBasket(service, put, put.revision ?? 1, language);
  if (basket instanceof Refusal) return basket;

  for (let tries = 0; tries < MAX_NUMBERS; tries += 1) {
    const now = clock.now();
    const number = bookingNumber(definition.bookingNumber, shop.random);
    const expiresAt = now + shop.invoiceTimeoutMs;
    const order = newOrder({
      id,
      tokenHash,
      language,
      basket,
      bookingNumber: number,
      createdAt: now,
      expiresAt,
    });
    const attempt = newAttempt(order, 1, shop);
    if (await store.createOrder(order, attempt)) return sendInvoice(shop, order, attempt);

    const twin = await store.findOrder(id);
    if (twin) return continueOrder(shop, twin, placement);
    const live = await store.findLiveOrder(tokenHash);
    if (live) return new Refusal('order-live', { order: live });
  }
  throw new Error('no free booking number was found: the service definition should make them longer');
}

async function continueOrder(shop: Shop, order: Order, placement: Placement): Promise<Order | Refusal> {
  const { tokenHash, put } = placement;
  if (!isVisible(order, tokenHash, shop.clock.now())) return new Refusal('order-unknown');
  const newest = order.pending?.basket ?? order.basket;
  const revision = put.revision ?? newest.revision;
  // What was asked for before stays as it was priced then, whatever the service definition says by now.
  if (revision === newest.revision && asksFor(put, newest)) {
    if (order.status === 'placing') return sendAgain(shop, order, newest);
    return order.pending === null ? order : changeBasket(shop, order, newest);
  }
  const session = await shop.store.findSession(tokenHash);
  const service = forVisitor(shop.definition, session?.parameters ?? {});
  // A basket that still waits for SEQR's word is not held: whether it ever will be is not known.
  const basket = priceBasket(service, put, revision, order.language, order.basket.lines);
  if (basket instanceof Refusal) return basket;
  if (revision <= newest.revision) return new Refusal('revision-conflict', { order });
  if (order.status === 'placing') return sendAgain(shop, order, basket);
  return order.status === 'payable'
    ? changeBasket(shop, order, basket)
    : new Refusal('order-ended', { order });
}

/** A new attempt for an order whose earlier one came to nothing, or to nothing that is known. */
async function sendAgain(shop: Shop, order: Order, basket: Basket): Promise<Order | Refusal> {
  const attempts = await shop.store.attempts.ofOrder(order.id);
  const last = attempts.at(-1);
  const isUnderWay = last?.state === 'sending' && last.startedAt > shop.clock.now() - CALL_LIFE_MS;
  // The one under way carries the old basket: the new one has to wait for what becomes of it.
  if (isUnderWay) return isSameBasket(basket, order.basket) ? order : new Refusal('seqr-unclear', { order });

  const attempt = newAttempt(order, attempts.length + 1, shop);
  const after = await shop.store.changeOrder(order.id, (current) =>
    // Whoever else tries the same sees another row version, and then an attempt that is under way.
    current.rowVersion === order.rowVersion ? { basket, attempt } : null,
  );
  const isOurs = (await shop.store.attempts.find(attempt.key)) !== null;
  return isOurs && after ? sendInvoice(shop, after, attempt) : (after ?? order);
}

async function sendInvoice(shop: Shop, order: Order, attempt: Attempt): Promise<Order | Refusal> {
  try {
    const invoice = invoiceFor(shop, order, order.basket, attempt);
    const { invoiceReference } = await shop.seqr.call('sendInvoice', { invoice, tokens: [] });
    if (!invoiceReference)
      throw new SeqrError({ kind: 'malformed', operation: 'sendInvoice', reason: 'no reference' });
    return await disclose(shop, order, { ...attempt, state: 'answered', invoiceReference });
  } catch (error) {
    if (!(error instanceof SeqrError)) throw error;
    shop.log.warn({ orderId: order.id, failure: error.message }, 'the invoice was not placed');
    return giveUp(shop, order, attempt, error);
  }
}

/** Makes the invoice the order's one disclosed one, unless the order went on without it meanwhile. */
async function disclose(shop: Shop, order: Order, attempt: Attempt): Promise<Order> {
  const { clock, store } = shop;
  const { invoiceReference, clientInvoiceId } = attempt;
  const after = await store.changeOrder(order.id, (current) =>
    current.status === 'placing'
      ? { status: 'payable', invoiceReference, clientInvoiceId, attempt, nextCheckAt: clock.now() }
      : { attempt },
  );
  if (after && after.invoiceReference !== invoiceReference && invoiceReference !== null) {
    // Nobody has seen this invoice: it is taken back at once. If that fails, it lapses at SEQR unseen.
    const failure = await takeBack(shop, invoiceReference);
    if (failure)
      shop.log.warn(
        { orderId: order.id, failure: failure.message },
        'an undisclosed invoice was not cancelled',
      );
  }
  return after ?? order;
}

/** The order stays `placing` and may be sent again, unless SEQR said no in so many words. */
async function giveUp(
  shop: Shop,
  order: Order,
  attempt: Attempt,
  error: SeqrError,
): Promise<Order | Refusal> {
  const isFinal = error.kind === 'rejected' && !error.isBusy;
  const state = error.isOutcomeUnknown ? 'unknown' : 'refused';
  const hasNamed = (await shop.store.attempts.named(order.id)).length > 0;
  const after = await shop.store.changeOrder(order.id, (current) => ({
    ...(isFinal && current.status === 'placing' ? endOrder(current, 'failed', shop.clock.now()) : null),
    // An earlier attempt's invoice may be paid: the watcher goes on asking.
    ...(hasNamed ? { nextCheckAt: current.nextCheckAt } : null),
    attempt: { ...attempt, state },
  }));
  // A notification may have told the reference meanwhile: then the order went on and nothing was lost.
  if (after && after.invoiceReference !== null) return after;
  return refusalFromSeqr(error, after);
}
