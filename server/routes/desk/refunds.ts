// /desk/api/refunds: what people decide of a refund.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { ReasonSchema } from '../../../shared/desk/inputs.ts';
import { DecideSchema } from '../../../shared/desk/refunds.ts';
import { approveRefund, decideRefund, rejectRefund } from '../../orders/decide-refund.ts';
import { Refusal } from '../../orders/refusal.ts';
import type { Refund } from '../../store/records.ts';
import type { Env } from '../env.ts';
import { json, problem, requireJson } from '../problem.ts';
import type { DeskParts } from './desk.ts';
import { refundDto } from './dto.ts';
import { requireRole } from './operator.ts';

export function deskRefundRoutes({ shop }: DeskParts) {
  async function tell(c: Context<Env>, outcome: Refund | Refusal): Promise<Response> {
    if (outcome instanceof Refusal) return problem(c, outcome.code, { detail: outcome.detail });
    const order = await shop.store.findOrder(outcome.orderId);
    return order ? c.json(refundDto(outcome, order)) : problem(c, 'order-unknown');
  }

  /** Who asked for it may take it back; else it needs the role. */
  const mayReject = createMiddleware<Env>(async (c, next) => {
    const refund = await shop.store.refunds.find(c.req.param('id') ?? '');
    const { name } = c.var.signedIn.operator;
    return refund?.requestedBy === name ? next() : requireRole('approve')(c, next);
  });

  return new Hono<Env>()
    .post('/:id/approve', requireRole('approve'), requireJson, json(ReasonSchema), async (c) => {
      const { reason } = c.req.valid('json');
      const operator = c.var.signedIn.operator.name;
      return tell(c, await approveRefund(shop, c.req.param('id') ?? '', { operator, reason }));
    })
    .post('/:id/reject', mayReject, requireJson, json(ReasonSchema), async (c) => {
      const { reason } = c.req.valid('json');
      const operator = c.var.signedIn.operator.name;
      return tell(c, await rejectRefund(shop, c.req.param('id') ?? '', { operator, reason }));
    })
    .post('/:id/decide', requireRole('approve'), requireJson, json(DecideSchema), async (c) => {
      const operator = c.var.signedIn.operator.name;
      return tell(c, await decideRefund(shop, c.req.param('id') ?? '', { operator, ...c.req.valid('json') }));
    });
}
