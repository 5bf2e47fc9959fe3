// The customer has shown a loyalty card, and the app is blocked until we have answered: with the discounted bill, or with
// the word that the card is none of ours.
import type { Card, JudgedCard } from '../seqr/cards.ts';
import type { Observation } from '../seqr/mapping.ts';
import type { Basket, Order } from '../store/records.ts';
import { raiseAlarm } from './alarm.ts';
import { basketWithCards, cardsOf, judgeCards, sealCards } from './cards.ts';
import { CALL_LIFE_MS } from './order.ts';
import type { Shop } from './shop.ts';
import { isPending, PAYING, unanswered, updateInvoice } from './update-invoice.ts';

interface Answer {
  cards: JudgedCard[];
  basket: Basket;
}

/** Answers the cards of this observation; or, when an answer was lost and SEQR asks no more, sends it once more: until
 *  SEQR has taken one, nobody knows what the bill says. The basket and our word on the cards are stored first, so that
 *  whoever comes after a crash sends the same.
 *  @returns null when there is nothing to answer, or when another update is under way
 *  @see seqr-api §4 "Loyalty" */
export async function answerCards(shop: Shop, order: Order, observation: Observation): Promise<Order | null> {
  const now = shop.clock.now();
  const isAsking = observation.kind === 'asking';
  if (!isAsking && !(observation.kind === 'waiting' && isOverdue(order, now))) return null;
  const shown = isAsking ? observation.cards : [];
  const stored = await shop.store.changeOrder(order.id, (current) => {
    const answer = answerTo(shop, current, shown, now);
    if (!answer) return null;
    const { basket, cards } = answer;
    return {
      pending: { basket, sentAt: now, maybe: unanswered(current) },
      cardsSealed: sealCards(shop, cards),
    };
  });
  const answer = stored && answerTo(shop, stored, shown, now);
  const invoiceReference = stored?.invoiceReference ?? null;
  if (!answer || invoiceReference === null) return null;

  const { order: after, failure } = await updateInvoice(
    shop,
    { ...stored, invoiceReference },
    answer.basket,
    observation.version,
  );
  if (failure === null) {
    shop.log.info({ orderId: order.id }, 'the customer’s cards were answered');
    return after;
  }
  const isRefused = failure.kind === 'rejected' && !failure.isBusy && !PAYING.has(failure.resultCode);
  // Else it is a matter of time. A person must know when the app stays blocked.
  return isRefused
    ? raiseAlarm(shop, after, `SEQR does not take the answer to a customer's card (${failure.message})`)
    : after;
}

/** True when a basket of somebody who has shown a card is without SEQR's word for longer than a call lives: its customer
 *  is in the app, and nobody on the page would send it again. */
function isOverdue({ pending, cardsSealed }: Order, now: number): boolean {
  return pending !== null && cardsSealed !== null && now >= pending.sentAt + CALL_LIFE_MS;
}

/** Our word on the cards, and what the bill is to hold by it; null while that must wait, or does not matter any more. */
function answerTo(shop: Shop, order: Order, shown: Card[], now: number): Answer | null {
  const { status, reservation, pending } = order;
  if (status !== 'payable' || reservation !== null) return null;
  const cards = judgeCards(shop.definition.loyalty, cardsOf(shop, order), shown);
  const basket = basketWithCards(shop, order, cards, pending?.basket ?? order.basket);
  // Two updates at once could reach SEQR in the other order; the same one may.
  const isOtherUnderWay =
    pending !== null && !isPending(order, basket) && now < pending.sentAt + CALL_LIFE_MS;
  return isOtherUnderWay ? null : { cards, basket };
}
