// What people decide of a refund: a second operator agrees or does not, and somebody finds out what became of an unknown
// one. Each is written in the log with the operator's reason.
import type { Refund } from '../store/records.ts';
import { whyRefundsAreHeld } from './held-refunds.ts';
import { Refusal } from './refusal.ts';
import { whyNotRefundable } from './refundable.ts';
import { orderToRefund, refundedEffect, refundEntry, sendRefund } from './send-refund.ts';
import type { Shop } from './shop.ts';

/** A refund whose answer has not been written so long after the call belongs to a process that died. */
const CALL_LIFE_MS = 15_000;
const BATCH = 100;

/** The second pair of eyes: never those of the one who asked. */
export async function approveRefund(
  shop: Shop,
  id: string,
  { operator, reason }: { operator: string; reason: string },
): Promise<Refund | Refusal> {
  const { store, clock } = shop;
  const refund = await store.refunds.find(id);
  if (!refund) return new Refusal('refund-unknown');
  if (refund.requestedBy === operator) return new Refusal('refund-own');
  const held = await whyRefundsAreHeld(shop);
  if (held) return held;
  const order = await orderToRefund(shop, refund.orderId);
  if (!order) return new Refusal('refund-unknown');
  const why = whyNotRefundable(order);
  if (why !== null) return new Refusal('not-refundable', { detail: why });
  const sent = await store.refunds.move(
    id,
    'awaiting',
    { state: 'sent', decidedBy: operator, sentAt: clock.now() },
    { entry: refundEntry(shop, operator, 'refund approved', refund, reason) },
  );
  return sent ? sendRefund(shop, order, sent) : new Refusal('refund-decided');
}

/** The second operator, or the one who asked, says no. */
export async function rejectRefund(
  shop: Shop,
  id: string,
  { operator, reason }: { operator: string; reason: string },
): Promise<Refund | Refusal> {
  const refund = await shop.store.refunds.find(id);
  if (!refund) return new Refusal('refund-unknown');
  const change = { state: 'rejected', decidedBy: operator, endedAt: shop.clock.now() } as const;
  const along = { entry: refundEntry(shop, operator, 'refund rejected', refund, reason) };
  return (await shop.store.refunds.move(id, 'awaiting', change, along)) ?? new Refusal('refund-decided');
}

/** What became of an unknown refund, by a person who has found out: where it took two to make it, not the one who asked.
 *  "Not made" lets the money go out anew. */
export async function decideRefund(
  shop: Shop,
  id: string,
  { operator, reason, wasMade }: { operator: string; reason: string; wasMade: boolean },
): Promise<Refund | Refusal> {
  const refund = await shop.store.refunds.find(id);
  if (!refund) return new Refusal('refund-unknown');
  if (refund.decidedBy !== null && refund.requestedBy === operator) return new Refusal('refund-own');
  const act = wasMade ? 'refund found made' : 'refund found not made';
  const ended = { decidedBy: operator, endedAt: shop.clock.now() };
  const after = await shop.store.refunds.move(
    id,
    'unknown',
    wasMade
      ? { ...ended, state: 'done', failure: null }
      : {
          ...ended,
          state: 'refused',
          // What SEQR has answered, if anything, was no no.
          resultCode: null,
          failure: 'an operator has found that it was not made',
        },
    {
      entry: refundEntry(shop, operator, act, refund, reason),
      ...(wasMade ? { sideEffect: refundedEffect(refund, shop.clock.now()) } : null),
    },
  );
  return after ?? new Refusal('refund-decided');
}

/** Calls those unknown that were being sent when their process died. To be called now and then. */
export async function sweepRefunds({ store, clock, log }: Shop): Promise<void> {
  for (const { id, orderId, sentAt } of await store.refunds.findInState('sent', BATCH)) {
    if ((sentAt ?? 0) > clock.now() - CALL_LIFE_MS) continue;
    const failure = 'the service was interrupted while SEQR was being asked';
    if (await store.refunds.move(id, 'sent', { state: 'unknown', failure }))
      log.error({ orderId, refundId: id }, 'a refund is unknown');
  }
}
