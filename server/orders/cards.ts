// The loyalty cards that were shown for an order: our word on each, and what they make of a basket.
import { inLanguage } from '../../shared/service.ts';
import type { Card, JudgedCard } from '../seqr/cards.ts';
import { isKnownCard } from '../service/loyalty.ts';
import type { Loyalty } from '../service/loyalty.ts';
import type { Basket, Order } from '../store/records.ts';
import { withDiscount } from './discount.ts';
import type { Shop } from './shop.ts';

/** The order's cards with our word on each. */
export function cardsOf({ secrets }: Pick<Shop, 'secrets'>, { cardsSealed }: Order): JudgedCard[] {
  return cardsSealed === null ? [] : (JSON.parse(secrets.open(cardsSealed)) as JudgedCard[]);
}

export function sealCards({ secrets }: Pick<Shop, 'secrets'>, cards: JudgedCard[]): string {
  return secrets.seal(JSON.stringify(cards));
}

/** Judges what is shown beside what was judged before: a card keeps its verdict however often it is shown, and one
 *  discount is all that an order gets, whoever shows how many cards. */
export function judgeCards(loyalty: Loyalty | null, judged: JudgedCard[], shown: Card[]): JudgedCard[] {
  const cards = [...judged];
  for (const card of shown) {
    if (cards.some(({ id, value }) => id === card.id && value === card.value)) continue;
    const isFirst = !cards.some(({ verdict }) => verdict === 'used');
    const isKnown = loyalty !== null && card.value !== null && isKnownCard(loyalty, card.value);
    cards.push({ ...card, verdict: isFirst && isKnown ? 'used' : 'invalid' });
  }
  return cards;
}

/** What the customer pays for this basket, with these cards. */
export function basketWithCards(
  { definition }: Pick<Shop, 'definition'>,
  { language }: Order,
  cards: JudgedCard[],
  basket: Basket,
): Basket {
  const { loyalty, service } = definition;
  if (loyalty === null || !cards.some(({ verdict }) => verdict === 'used')) return basket;
  return withDiscount(basket, loyalty.percent, inLanguage(loyalty.name, language, service));
}
