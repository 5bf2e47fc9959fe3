// The one settling: asks SEQR, applies its word, and asks again with the new version, which is the acknowledgement.
import { SeqrError } from '../seqr/errors.ts';
import { observationFromError, observationFromSeqr } from '../seqr/mapping.ts';
import type { Observation } from '../seqr/mapping.ts';
import type { Order } from '../store/records.ts';
import { tellAlarm } from './alarm.ts';
import { answerCards } from './answer-cards.ts';
import { applyObservation, isSettled } from './order.ts';
import type { Asked } from './order.ts';
import type { Shop } from './shop.ts';
import { takeAtOnce } from './take-reserved.ts';
import { watchNamed } from './watch-named.ts';

/** Status, acknowledgement, and twice the same once more if the status changes in between, by what we do or by itself. */
const MAX_ROUNDS = 4;

/** Pages share one question a second for an invoice (design, decision 5). */
const PAGE_QUESTION_MS = 1_000;

export interface Settled {
  order: Order;
  /** True when SEQR has just said in so many words how things stand, or when there is nothing to ask. */
  isClear: boolean;
  /** The call that failed, when that is why it is not clear. */
  failure: SeqrError | null;
}

/** Brings the order up to SEQR's word. May be called at any time, by anybody, as often as one likes.
 *  @returns null for an unknown order
 *  @see seqr-api §4 getPaymentStatus: asking is also the acknowledgement (unasked for 20 s = reversed) */
export async function settleOrder(shop: Shop, orderId: string): Promise<Settled | null> {
  let order = await shop.store.findOrder(orderId);
  if (!order) return null;
  let hasActed = false;
  for (let round = 0; round < MAX_ROUNDS && order.invoiceReference !== null; round += 1) {
    const before: Order = order;
    const asked: Asked = { version: before.invoiceVersion, status: before.status };
    const { observation, failure } = await ask(shop, order.invoiceReference, asked.version);
    const after = await shop.store.changeOrder(orderId, (current) =>
      applyObservation(current, observation, asked, shop.clock.now(), shop.definition.reservation?.timeoutS),
    );
    order = after ?? before;
    report(shop, before, order, failure);
    await watchNamed(shop, order);
    // Once only: if it fails, SEQR is asked what came of it, and the next settling tries again.
    const acted: Order | null = hasActed ? null : await act(shop, order, observation);
    if (acted) {
      order = acted;
      hasActed = true;
      continue;
    }
    if (isSettled(order, observation, asked))
      return { order, isClear: observation.kind !== 'unclear', failure };
  }
  return { order, isClear: true, failure: null };
}

/** Does what SEQR's word asks for beyond being written down, which it is by now. @returns null when that is nothing */
async function act(shop: Shop, order: Order, observation: Observation): Promise<Order | null> {
  return (await answerCards(shop, order, observation)) ?? (await takeAtOnce(shop, order, observation));
}

/** The same on behalf of a page: however many pages wait, they ask SEQR once a second. Who comes too early waits
 *  for the next turn, since the last answer may be older than what the customer has just done. */
export async function settleForPage(shop: Shop, order: Order): Promise<Order> {
  const isWorthAsking = order.invoiceReference !== null && order.verifiedAt === null;
  if (isWorthAsking && (await hasTurn(shop, order)))
    return (await settleOrder(shop, order.id))?.order ?? order;
  return (await shop.store.findOrder(order.id)) ?? order;
}

/** @returns false when another page has the turn: what it learns reaches this page as an event */
async function hasTurn({ store, clock }: Shop, { id, status }: Order): Promise<boolean> {
  if (await store.claims.takeQuestion(id, clock.now(), PAGE_QUESTION_MS)) return true;
  // That it is paid is known: nothing that the customer has just done could change it.
  if (status === 'paid') return false;
  await clock.sleep(PAGE_QUESTION_MS);
  return store.claims.takeQuestion(id, clock.now(), PAGE_QUESTION_MS);
}

/** One getPaymentStatus; whatever goes wrong is *unclear*, never an end. */
export async function ask(
  { seqr }: Shop,
  invoiceReference: string,
  invoiceVersion: number,
): Promise<{ observation: Observation; failure: SeqrError | null }> {
  try {
    const answer = await seqr.call('getPaymentStatus', { invoiceReference, invoiceVersion });
    return { observation: observationFromSeqr(answer, invoiceVersion), failure: null };
  } catch (error) {
    if (!(error instanceof SeqrError)) throw error;
    return { observation: observationFromError(error), failure: error };
  }
}

function report(shop: Shop, before: Order, after: Order, failure: SeqrError | null): void {
  const { log } = shop;
  const { id: orderId, status } = after;
  if (failure) log.warn({ orderId, failure: failure.message }, 'the payment status is not known now');
  if (status !== before.status) log.info({ orderId, from: before.status, to: status }, 'order moved');
  if (after.confirmedAt !== null && before.confirmedAt === null)
    log.info({ orderId }, 'payment confirmed to SEQR');
  tellAlarm(shop, before, after);
}
