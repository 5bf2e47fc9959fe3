// Passwords as argon2id hashes, in the PHC string form, so that a hash says itself how it was made.
import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from '../world.ts';

const derive = promisify(argon2);

/** OWASP's least for argon2id: 19 MiB, 2 passes, 1 lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** The least that a password must have; longer ones matter more than odd ones. */
export const MIN_PASSWORD_LENGTH = 10;

export async function hashPassword(password: string, random: Random): Promise<string> {
  const nonce = Buffer.from(random(SALT_BYTES));
  const hash = await compute(password, nonce, COST);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(hash)}`;
}

/** @param stored null for a name that is nobody's: it takes as long, so that names cannot be guessed by the clock */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const match = PHC.exec(stored ?? NOBODY);
  if (!match) return false;
  const [, memory, passes, parallelism, nonce = '', hash = ''] = match;
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const computed = await compute(password, Buffer.from(nonce, 'base64'), cost);
  const expected = Buffer.from(hash, 'base64');
  return computed.length === expected.length && timingSafeEqual(computed, expected) && stored !== null;
}

const PHC = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

function compute(password: string, nonce: Buffer, cost: typeof COST): Promise<Buffer> {
  // Composed and decomposed letters look alike and are typed alike.
  const message = password.normalize('NFKC');
  return derive('argon2id', { message, nonce, tagLength: HASH_BYTES, ...cost });
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
