// Numbers that SEQR gives out: long strings of digits, never numbers. Those that open something are unguessable.
import type { Random } from '../../world.ts';

/** A TOKEN as they have been seen: ten digits, a dash, eight digits (seqr-api §1). */
export function newToken(random: Random): string {
  return `${digits(random, 10)}-${digits(random, 8)}`;
}

/** An invoice reference: 18 digits, in every tenth of them with zeros in front, which count (seqr-api §2). */
export function newInvoiceReference(random: Random): string {
  return digits(random, 18);
}

/** An ersReference: the second in UTC and eleven digits more; its 25 digits do not fit into any number. */
export function newErsReference(random: Random, now: number): string {
  const second = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);
  return second + digits(random, 11);
}

/** A customer's one-time key in the session's answer. */
export function newAuthKey(random: Random): string {
  return Buffer.from(random(16)).toString('hex');
}

/** Draws until the reference is one that was never given out. */
export function unused(draw: () => string, isUsed: (reference: string) => boolean): string {
  for (let attempt = 0; attempt < 100; attempt++) {
    const reference = draw();
    if (!isUsed(reference)) return reference;
  }
  throw new Error('the random source gives no new references');
}

/** Eight random bytes for at most 18 digits: the bias of the remainder is far below what a guesser could use. */
function digits(random: Random, count: number): string {
  const number = Buffer.from(random(8)).readBigUInt64BE();
  return (number % 10n ** BigInt(count)).toString().padStart(count, '0');
}
