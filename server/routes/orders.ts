// /api/orders: placing, changing, watching and cancelling one order of one's own.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { LaunchSchema, OrderIdSchema, OrderSchema, PutOrderSchema } from '../../shared/api.ts';
import { isLive } from '../../shared/order-status.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { createTurns } from '../orders/in-turn.ts';
import { launchOrder } from '../orders/launch-order.ts';
import { isVisible } from '../orders/order.ts';
import { placeOrder } from '../orders/place-order.ts';
import { Refusal } from '../orders/refusal.ts';
import { settleForPage } from '../orders/settle-order.ts';
import type { Shop } from '../orders/shop.ts';
import type { UnderWay } from '../orders/under-way.ts';
import type { Order } from '../store/records.ts';
import { chooseLanguage } from './language.ts';
import { describe } from './openapi.ts';
import { orderEvents } from './order-events.ts';
import { orderToDto } from './order-dto.ts';
import { json, params, problem, requireJson } from './problem.ts';
import { requireToken } from './visitor.ts';
import type { Env } from './env.ts';

/** A PUT that takes longer is answered 202: the page follows the order instead of waiting. */
const PLACING_PATIENCE_MS = 5_000;

/** @param underWay waits for what goes on behind a 202
 *  @param closing ends every event stream */
export function orderRoutes(shop: Shop, appScheme: string, underWay: UnderWay, closing: AbortSignal) {
  const inTurn = createTurns();
  const toDto = (order: Order) => orderToDto(order, appScheme, shop.definition);

  /** The order, or why not, with the order as it stands when it is the asker's own. */
  function tell(c: Context<Env>, outcome: Order | Refusal): Response {
    if (!(outcome instanceof Refusal))
      return c.json(toDto(outcome), outcome.status === 'placing' ? 202 : 200);
    const own = outcome.order?.tokenHash === c.var.tokenHash ? outcome.order : null;
    return problem(c, outcome.code, { detail: outcome.detail, order: own && toDto(own) });
  }

  /** Somebody else's order is no order: 404, as for one that never was. */
  const ownOrder = createMiddleware<Env>(async (c, next) => {
    const order = await shop.store.findOrder(c.req.param('id') ?? '');
    if (!order || !isVisible(order, c.var.tokenHash, shop.clock.now())) return problem(c, 'order-unknown');
    c.set('order', order);
    c.set('orderId', order.id);
    return next();
  });

  /** The order as far as it has got when patience ends. */
  async function ownOrderLater(id: string, tokenHash: string, signal: AbortSignal): Promise<Order | Refusal> {
    await shop.clock.sleep(PLACING_PATIENCE_MS, signal);
    const order = await shop.store.findOrder(id);
    return order?.tokenHash === tokenHash ? order : new Refusal('seqr-unclear');
  }

  return new Hono<Env>()
    .use('/:id', params(OrderIdSchema), requireToken(shop))
    .use('/:id/*', params(OrderIdSchema), requireToken(shop))
    .put(
      '/:id',
      describe({
        summary: 'Places an order, or changes its basket; the same request twice is one order',
        answers: {
          200: { description: 'The order, to be paid', schema: OrderSchema },
          202: { description: 'The order, still being placed', schema: OrderSchema },
        },
        refuses: [400, 401, 404, 409, 413, 415, 422, 503, 504],
        needsToken: true,
      }),
      requireJson,
      json(PutOrderSchema),
      async (c) => {
        const { token, tokenHash } = c.var;
        const id = c.req.param('id') ?? '';
        c.set('orderId', id);
        const language = chooseLanguage(c.req.header('accept-language'), shop.definition.service.languages);
        const put = c.req.valid('json');
        const placing = inTurn(id, JSON.stringify([tokenHash, language, put]), () =>
          placeOrder(shop, { id, token, tokenHash, language, put }),
        );
        // It goes on when nobody waits any more; its failure is then the log's.
        placing.catch((error: unknown) => shop.log.error({ orderId: id, err: error }, 'placing failed'));
        underWay.add(placing);
        const answered = new AbortController();
        const outcome = await Promise.race([placing, ownOrderLater(id, tokenHash, answered.signal)]);
        answered.abort();
        return tell(c, outcome);
      },
    )
    .get(
      '/:id',
      describe({
        summary: 'The order by SEQR’s latest word',
        answers: { 200: { description: 'The order', schema: OrderSchema } },
        refuses: [400, 401, 404],
        needsToken: true,
      }),
      ownOrder,
      async (c) => c.json(toDto(await settleForPage(shop, c.var.order))),
    )
    .get(
      '/:id/events',
      describe({
        summary: 'The order now and at each change, as server-sent events named "order"',
        answers: {
          200: { description: 'A stream (text/event-stream) whose data are orders' },
        },
        refuses: [400, 401, 404],
        needsToken: true,
      }),
      ownOrder,
      (c) => orderEvents(c, shop, c.var.order, toDto, closing),
    )
    .post(
      '/:id/launch',
      describe({
        summary: 'The wallet link was used',
        answers: {
          200: { description: 'Whether it was the first time', schema: LaunchSchema },
        },
        refuses: [400, 401, 404],
        needsToken: true,
      }),
      ownOrder,
      async (c) => {
        const { order, isFirst } = await launchOrder(shop, c.var.order);
        return c.json({ order: toDto(order), isFirst });
      },
    )
    .post(
      '/:id/cancel',
      describe({
        summary: 'Cancels the order, if SEQR lets it',
        answers: {
          200: { description: 'The order as it ended', schema: OrderSchema },
        },
        refuses: [400, 401, 404, 409, 503, 504],
        needsToken: true,
      }),
      ownOrder,
      async (c) => {
        const { id, status, reservation } = c.var.order;
        // An ended order has nothing to cancel: it is a page that asks, no more often than others.
        if (!isLive(status)) return c.json(toDto(await settleForPage(shop, c.var.order)));
        // Who has reserved the money may have had what it is for: from here on the merchant alone gives it back.
        if (reservation !== null) return tell(c, new Refusal('payment-in-progress', { order: c.var.order }));
        return tell(c, await inTurn(id, 'cancel', () => cancelOrder(shop, id, 'canceled')));
      },
    );
}
