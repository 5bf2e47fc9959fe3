// /desk/api/deliveries: what did not reach the customer, SEQR or the merchant's own system is tried once more.
import { Hono } from 'hono';
import { deliveryDto } from '../../outbox/overview.ts';
import type { Env } from '../env.ts';
import { problem } from '../problem.ts';
import type { DeskParts } from './desk.ts';
import { requireRole } from './operator.ts';

export function deskDeliveryRoutes({ shop }: DeskParts) {
  const { store, clock, secrets } = shop;
  return new Hono<Env>().post('/:key/retry', requireRole('refund'), async (c) => {
    const key = c.req.param('key');
    const delivery = await store.deliveries.find(key);
    const order = delivery && (await store.findOrder(delivery.event.orderId));
    if (!delivery || !order) return problem(c, 'delivery-unknown');
    if (!(await store.deliveries.retry(key, clock.now()))) return problem(c, 'delivery-done');
    const { channel, event } = delivery;
    const act = {
      at: clock.now(),
      operator: c.var.signedIn.operator.name,
      act: 'delivery tried again',
      subject: order.id,
      reason: null,
      detail: { channel, kind: event.kind },
    };
    await store.acts.append({ act, seal: secrets.sealAct });
    return c.json(deliveryDto((await store.deliveries.find(key)) ?? delivery, order));
  });
}
