// Who asks: the token from the Authorization header, and the orders that are its own.
import { createMiddleware } from 'hono/factory';
import type { Order } from '../store/records.ts';
import type { Shop } from '../orders/shop.ts';
import { problem } from './problem.ts';
import type { Env } from './env.ts';

/** SEQR's tokens have about 20 characters; a header of ours never carries more than this. */
const TOKEN = /^[\x21-\x7e]{1,256}$/;

/** An ended order stays visible to its token for a day (design, decision 7). */
const AFTERLIFE_MS = 24 * 60 * 60 * 1000;

/** Reads the token; whoever has none is nobody. */
export function requireToken({ secrets }: Shop) {
  return createMiddleware<Env>(async (c, next) => {
    const header = c.req.header('authorization');
    if (!header?.startsWith('Bearer ')) return problem(c, 'token-missing');
    const token = header.slice('Bearer '.length);
    if (!TOKEN.test(token)) return problem(c, 'token-malformed');
    c.set('token', token);
    c.set('tokenHash', secrets.hashToken(token));
    return next();
  });
}

/** True when the order may be shown to the token's bearer. */
export function isVisible({ clock }: Shop, order: Order, tokenHash: string): boolean {
  const isOver = order.endedAt !== null && clock.now() > order.endedAt + AFTERLIFE_MS;
  return order.tokenHash === tokenHash && !isOver;
}
