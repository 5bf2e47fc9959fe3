// Who asks: the token from the Authorization header.
import { createMiddleware } from 'hono/factory';
import type { Shop } from '../orders/shop.ts';
import { problem } from './problem.ts';
import type { Env } from './env.ts';

/** SEQR's tokens have about 20 characters; a header of ours never carries more than this. */
const TOKEN = /^[\x21-\x7e]{1,256}$/;

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
