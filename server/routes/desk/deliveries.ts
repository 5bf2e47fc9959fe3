// /desk/api/deliveries: what did not reach the customer, SEQR or the merchant's own system is tried once more.
import { Hono } from 'hono';
import { retryDelivery } from '../../desk/retry-delivery.ts';
import { Refusal } from '../../orders/refusal.ts';
import { deliveryDto } from '../../outbox/overview.ts';
import type { Env } from '../env.ts';
import { problem } from '../problem.ts';
import type { DeskParts } from './desk.ts';
import { requireRole } from './operator.ts';

export function deskDeliveryRoutes({ shop }: DeskParts) {
  return new Hono<Env>().post('/:key/retry', requireRole('refund'), async (c) => {
    const outcome = await retryDelivery(shop, c.req.param('key'), c.var.signedIn.operator.name);
    if (outcome instanceof Refusal) return problem(c, outcome.code);
    return c.json(deliveryDto(outcome.delivery, outcome.order));
  });
}
