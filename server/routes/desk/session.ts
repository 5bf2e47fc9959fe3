// /desk/api/session: signing in and out.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { SignInSchema } from '../../../shared/desk/operators.ts';
import type { DeskSession } from '../../../shared/desk/operators.ts';
import { inLanguage } from '../../../shared/service.ts';
import { signIn, signOut } from '../../desk/sign-in.ts';
import type { SignedIn } from '../../desk/sign-in.ts';
import { Refusal } from '../../orders/refusal.ts';
import type { Env } from '../env.ts';
import { json, problem, requireJson } from '../problem.ts';
import type { DeskParts } from './desk.ts';
import { forgetSession, keepSession } from './operator.ts';

/** For whoever is not signed in yet. */
export function signInRoutes(parts: DeskParts) {
  return new Hono<Env>().post('/session', requireJson, json(SignInSchema), async (c) => {
    const { name, password } = c.req.valid('json');
    const signedIn = await signIn(parts.shop, name, password);
    if (signedIn instanceof Refusal) return problem(c, signedIn.code, { detail: signedIn.detail });
    keepSession(c, parts.settings, signedIn.key);
    return c.json(sessionDto(parts, signedIn));
  });
}

/** For who is. */
export function sessionRoutes(parts: DeskParts) {
  const end = (which: 'this' | 'all') => async (c: Context<Env>) => {
    await signOut(parts.shop, c.var.signedIn, which);
    forgetSession(c);
    return c.body(null, 204);
  };
  return new Hono<Env>()
    .get('/session', (c) => c.json(sessionDto(parts, c.var.signedIn)))
    .delete('/session', end('this'))
    .delete('/sessions', end('all'));
}

function sessionDto({ shop, settings }: DeskParts, { operator, key }: SignedIn): DeskSession {
  const { service, bookingNumber, refunds } = shop.definition;
  return {
    operator: { name: operator.name, roles: operator.roles },
    csrfToken: shop.secrets.csrfToken(key),
    service: {
      name: inLanguage(service.name, 'en', service),
      currency: service.currency,
      approvalAboveMinor: refunds.approvalAboveMinor,
      terminalIds: settings.terminalIds,
      bookingPrefix: bookingNumber.prefix,
      closesAt: settings.closesAt,
      timeZone: settings.timeZone,
    },
  };
}
