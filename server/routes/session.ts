// POST /api/session: what the page needs to begin, or to go on where it was.
import { Hono } from 'hono';
import { SessionRequestSchema, SessionSchema } from '../../shared/api.ts';
import type { SessionDto } from '../../shared/api.ts';
import { isLive } from '../../shared/order-status.ts';
import { isVisible } from '../orders/order.ts';
import { openSession } from '../orders/open-session.ts';
import { Refusal } from '../orders/refusal.ts';
import { settleForPage } from '../orders/settle-order.ts';
import type { Shop } from '../orders/shop.ts';
import { forVisitor } from '../service/definition.ts';
import type { Order, Session } from '../store/records.ts';
import { describe } from './openapi.ts';
import { orderToDto } from './order-dto.ts';
import { json, problem, requireJson } from './problem.ts';
import { requireToken } from './visitor.ts';
import type { Env } from './env.ts';

export function sessionRoutes(shop: Shop, appScheme: string) {
  const toDto = (session: Session, order: Order | null, canOrder: boolean): SessionDto => ({
    service: forVisitor(shop.definition, session.parameters),
    customer: { msisdn: session.msisdnLast4 && `•••${session.msisdnLast4}` },
    parameters: session.parameters,
    order: order && orderToDto(order, appScheme, shop.definition),
    canOrder,
  });

  return new Hono<Env>().post(
    '/',
    describe({
      summary: 'Opens the visit of a token and shows its order',
      answers: {
        200: { description: 'The visit', schema: SessionSchema },
      },
      refuses: [400, 401, 403, 409, 410, 413, 415, 422, 503, 504],
      needsToken: true,
    }),
    requireToken(shop),
    requireJson,
    json(SessionRequestSchema),
    async (c) => {
      const { token, tokenHash } = c.var;
      const { invoiceReference } = c.req.valid('json');
      // SEQR's word on the token and on the payment are independent: the page waits for the slower one only.
      const [opened, order] = await Promise.all([
        openSession(shop, token, tokenHash),
        findOrder(shop, tokenHash, invoiceReference ?? null),
      ]);
      if (order) c.set('orderId', order.id);
      if (!(opened instanceof Refusal)) return c.json(toDto(opened, order, true));

      // Who has paid is never told "expired", and a SEQR that is away hides nothing that we know (decision 7).
      const stored = order && (await shop.store.findSession(tokenHash));
      return stored ? c.json(toDto(stored, order, opened.code.startsWith('seqr-'))) : problem(c, opened.code);
    },
  );
}

/** The order that the hash names, else the token's newest; settled with SEQR first. Where the named one came to nothing
 *  and the newest is paid, that one: a way back must not offer once more what has been paid since. */
async function findOrder(
  shop: Shop,
  tokenHash: string,
  invoiceReference: string | null,
): Promise<Order | null> {
  const { store } = shop;
  const now = shop.clock.now();
  const settled = async (order: Order | null) =>
    order && isVisible(order, tokenHash, now) ? settleForPage(shop, order) : null;
  const named = invoiceReference && (await settled(await store.findOrderByReference(invoiceReference)));
  if (named && mayStillMatter(named)) return named;
  const newest = await store.findNewestOrder(tokenHash);
  return named && newest?.status !== 'paid' ? named : settled(newest);
}

const mayStillMatter = ({ status }: Order): boolean => isLive(status) || status === 'paid';
