// Who asks at the desk: the cookie's session, the token against forged requests, and the role that an act needs.
import { createMiddleware } from 'hono/factory';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Context } from 'hono';
import type { Role } from '../../../shared/desk/operators.ts';
import { findSignedIn } from '../../desk/sign-in.ts';
import type { Shop } from '../../orders/shop.ts';
import type { Env } from '../env.ts';
import { problem } from '../problem.ts';
import type { DeskSettings } from './desk.ts';

const COOKIE = 'desk';

/** Only the desk's own pages send it, scripts cannot read it, and it ends with the browser. */
export function keepSession(c: Context<Env>, { isSecure }: DeskSettings, key: string): void {
  setCookie(c, COOKIE, key, {
    path: '/desk',
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure,
  });
}

export function forgetSession(c: Context<Env>): void {
  deleteCookie(c, COOKIE, { path: '/desk' });
}

/** Lets in who is signed in. What is no GET must carry what only the signed-in page knows: a form of another site, which
 *  the browser would send with the cookie, cannot. */
export function requireOperator(shop: Shop) {
  return createMiddleware<Env>(async (c, next) => {
    const signedIn = await findSignedIn(shop, getCookie(c, COOKIE) ?? '');
    if (!signedIn) return problem(c, 'signed-out');
    const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!isReading && c.req.header('x-csrf-token') !== shop.secrets.csrfToken(signedIn.key)) {
      return problem(c, 'cross-origin', { detail: 'X-CSRF-Token is missing or not this session’s' });
    }
    c.set('signedIn', signedIn);
    c.set('operator', signedIn.operator.name);
    return next();
  });
}

/** Lets on who has the role. */
export function requireRole(role: Role) {
  return createMiddleware<Env>(async (c, next) =>
    c.var.signedIn.operator.roles.includes(role)
      ? next()
      : problem(c, 'role-missing', { detail: `it needs the role "${role}"` }),
  );
}
