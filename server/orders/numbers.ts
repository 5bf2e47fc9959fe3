// Numbers that people read out and numbers that nobody may guess.
import type { Attempt, Order } from '../store/records.ts';
import type { Clock, Random } from '../world.ts';

/** Capital letters and digits without the pairs that are misread or misheard: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
const ALPHABET = 'ACDEFGHJKMNPQRTVWXY34679';

/** A booking number such as FRY-7K3M9Q. Uniqueness is the store's: the caller tries again. */
export function bookingNumber(
  { prefix, length }: { prefix: string; length: number },
  random: Random,
): string {
  const number = letters(length, random);
  return prefix === '' ? number : `${prefix}-${number}`;
}

/** A refund's number in the ledger, such as R-4FJ7QKXW3MDA: 55 bits, so that it never needs a second try. */
export function refundId(random: Random): string {
  return `R-${letters(12, random)}`;
}

function letters(length: number, random: Random): string {
  let text = '';
  while (text.length < length) {
    // A byte beyond the last whole multiple would make the first letters likelier.
    for (const byte of random(length)) {
      if (byte < 256 - (256 % ALPHABET.length)) text += ALPHABET[byte % ALPHABET.length] ?? '';
    }
  }
  return text.slice(0, length);
}

/** One sendInvoice to be: 128 unguessable bits for its notification URL, and a number of its own for SEQR. */
export function newAttempt(
  order: Pick<Order, 'id' | 'bookingNumber'>,
  number: number,
  { clock, random }: { clock: Clock; random: Random },
): Attempt {
  return {
    key: Buffer.from(random(16)).toString('base64url'),
    orderId: order.id,
    clientInvoiceId: `${order.bookingNumber}-${number}`,
    state: 'sending',
    invoiceReference: null,
    startedAt: clock.now(),
  };
}
