// /desk/api/orders: finding an order, looking at it, and what is done to it there.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { validator } from 'hono-openapi';
import { ReasonSchema } from '../../../shared/desk/inputs.ts';
import { CommitSchema, OrderQuerySchema } from '../../../shared/desk/orders.ts';
import { RefundRequestSchema } from '../../../shared/desk/refunds.ts';
import type { OrderList } from '../../../shared/desk/orders.ts';
import { parseAmount } from '../../../shared/money.ts';
import { cancelAtDesk } from '../../desk/cancel.ts';
import { commitAtDesk } from '../../desk/commit.ts';
import { findOrders } from '../../desk/order-query.ts';
import { resolveAlarm } from '../../desk/resolve-alarm.ts';
import { deliveriesOf } from '../../outbox/overview.ts';
import { refundOrder } from '../../orders/refund-order.ts';
import { Refusal } from '../../orders/refusal.ts';
import type { Order } from '../../store/records.ts';
import type { Env } from '../env.ts';
import { describe, json, problem, requireJson } from '../problem.ts';
import type { DeskParts } from './desk.ts';
import { deskOrder, orderRow, refundDto } from './dto.ts';
import { requireRole } from './operator.ts';

export function deskOrderRoutes({ shop, settings, deliverer }: DeskParts) {
  const { store, definition } = shop;
  async function tell(c: Context<Env>, outcome: Order | Refusal): Promise<Response> {
    if (outcome instanceof Refusal) return problem(c, outcome.code, { detail: outcome.detail });
    const deliveries = await deliveriesOf(store, deliverer, outcome);
    return c.json(await deskOrder(shop, outcome, c.var.signedIn.operator.roles, deliveries));
  }

  const known = createMiddleware<Env>(async (c, next) => {
    const order = await store.findOrder(c.req.param('id') ?? '');
    if (!order) return problem(c, 'order-unknown');
    c.set('order', order);
    c.set('orderId', order.id);
    return next();
  });

  const query = validator('query', OrderQuerySchema, (result, c: Context<Env>) =>
    result.success ? undefined : problem(c, 'invalid-request', { detail: describe(result.error) }),
  );

  return new Hono<Env>()
    .get('/', query, async (c) => {
      const { timeZone } = settings;
      const { prefix } = definition.bookingNumber;
      const found = await findOrders(store.search, c.req.valid('query'), { timeZone, prefix });
      if (found instanceof Refusal) return problem(c, found.code, { detail: found.detail });
      const list: OrderList = { orders: found.orders.map(orderRow), next: found.next };
      return c.json(list);
    })
    .get('/:id', known, (c) => tell(c, c.var.order))
    .post('/:id/refunds', requireRole('refund'), requireJson, known, json(RefundRequestSchema), async (c) => {
      const operator = c.var.signedIn.operator.name;
      const request = c.req.valid('json');
      const outcome = await refundOrder(shop, { orderId: c.var.order.id, request, operator });
      if (outcome instanceof Refusal) return problem(c, outcome.code, { detail: outcome.detail });
      if (outcome.refund.orderId !== c.var.order.id)
        return problem(c, 'invalid-request', { detail: 'key: is of a refund of another order' });
      return c.json(refundDto(outcome.refund, c.var.order), outcome.isNew ? 201 : 200);
    })
    .post('/:id/cancel', requireRole('refund'), requireJson, known, json(ReasonSchema), async (c) => {
      const operator = c.var.signedIn.operator.name;
      return tell(c, await cancelAtDesk(shop, c.var.order, operator, c.req.valid('json').reason));
    })
    .post('/:id/commit', requireRole('refund'), requireJson, known, json(CommitSchema), async (c) => {
      const operator = c.var.signedIn.operator.name;
      const { amount, reason } = c.req.valid('json');
      const amountMinor = amount === undefined ? null : readAmount(amount, c.var.order.basket.currency);
      if (amountMinor instanceof Refusal) return tell(c, amountMinor);
      return tell(c, await commitAtDesk(shop, c.var.order, { amountMinor, operator, reason }));
    })
    .post('/:id/resolve-alarm', requireRole('approve'), requireJson, known, json(ReasonSchema), async (c) => {
      const operator = c.var.signedIn.operator.name;
      return tell(c, await resolveAlarm(shop, c.var.order, operator, c.req.valid('json').reason));
    });
}

function readAmount(text: string, currency: string): number | Refusal {
  try {
    return parseAmount(text, currency);
  } catch (error) {
    return new Refusal('invalid-request', { detail: `amount: ${(error as RangeError).message}` });
  }
}
