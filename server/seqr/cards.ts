// Loyalty cards between our words and SEQR's customer tokens. Ours are called cards: a token here is a visit's.
import type { Answer, CustomerToken } from './operations.ts';

/** A card that the customer has shown; what SEQR does not tell of it is null. */
export interface Card {
  id: string | null;
  value: string | null;
  description: string | null;
}

/** A card with our word on it. */
export interface JudgedCard extends Card {
  verdict: 'used' | 'invalid';
}

/** Source: seqr-api §3 customerToken. SEQR itself says 90 of a card that is blocked: that one is not for us to judge. */
const PENDING = 0;
const STATUS_OF: Record<JudgedCard['verdict'], number> = { used: 1, invalid: 99 };

/** The cards of the answer that wait for our word. */
export function cardsFromSeqr({ customerTokens }: Answer<'getPaymentStatus'>): Card[] {
  return (customerTokens?.token ?? [])
    .filter(({ status }) => status === PENDING)
    .map(({ id = null, value = null, description = null }) => ({ id, value, description }));
}

export function cardsToSeqr(cards: JudgedCard[]): CustomerToken[] {
  return cards.map(({ id, value, description, verdict }) => ({
    description: description ?? undefined,
    id: id ?? undefined,
    status: STATUS_OF[verdict],
    value: value ?? undefined,
  }));
}
