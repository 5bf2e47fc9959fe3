// The one call of a refund, and what is written of its answer: done, refused or unknown; and never a second call.
import { SeqrError } from '../seqr/errors.ts';
import { isUnclearNo } from '../seqr/result-codes.ts';
import type { Entry } from '../store/acts.ts';
import type { Order, Refund, SideEffect } from '../store/records.ts';
import { raiseAlarm } from './alarm.ts';
import { actEntry } from './act-entry.ts';
import { refundInvoice } from './refund-invoice.ts';
import { settleOrder } from './settle-order.ts';
import type { Shop } from './shop.ts';

/** The order by SEQR's word of now, while SEQR could still take its payment back: that must not be given back as well. */
export async function orderToRefund(shop: Shop, orderId: string): Promise<Order | null> {
  const stored = await shop.store.findOrder(orderId);
  const isFresh = stored?.status === 'paid' && stored.verifiedAt === null;
  return isFresh ? ((await settleOrder(shop, orderId))?.order ?? stored) : stored;
}

/** Asks SEQR. To be called by whoever has just written `sent`, and by nobody else.
 *  @returns the refund as it stands then
 *  @see seqr-api §4 "Refunds"; design, decision 4 */
export async function sendRefund(shop: Shop, order: Order, refund: Refund): Promise<Refund> {
  const { seqr, clock, log } = shop;
  const ersReference = order.payment?.ersReference ?? '';
  try {
    const invoice = refundInvoice(shop, order, refund);
    const answer = await seqr.call('refundPayment', { ersReference, invoice });
    log.info({ orderId: order.id, refundId: refund.id }, 'refunded');
    const now = clock.now();
    return await learn(
      shop,
      order,
      refund,
      {
        state: 'done',
        endedAt: now,
        ersReference: answer.ersReference ?? null,
        resultCode: 0,
        failure: null,
      },
      { sideEffect: refundedEffect(refund, now) },
    );
  } catch (error) {
    if (!(error instanceof SeqrError)) throw error;
    const { resultCode, message } = error;
    // Then a person, or a report, must tell (seqr-api §5).
    const isUnknown = error.isOutcomeUnknown || isUnclearNo(resultCode);
    log.warn({ orderId: order.id, refundId: refund.id, failure: message }, 'the refund was not confirmed');
    return learn(shop, order, refund, {
      state: isUnknown ? 'unknown' : 'refused',
      endedAt: isUnknown ? null : clock.now(),
      resultCode,
      failure: message,
    });
  }
}

/** Writes what SEQR said, also when it came so late that the refund was called unknown meanwhile. SEQR's yes stands
 *  above a person's finding that nothing was made; by then it may have been given back once more, so somebody must look. */
async function learn(
  shop: Shop,
  order: Order,
  refund: Refund,
  change: Parameters<Shop['store']['refunds']['move']>[2],
  along: Parameters<Shop['store']['refunds']['move']>[3] = {},
): Promise<Refund> {
  const { refunds } = shop.store;
  const after =
    (await refunds.move(refund.id, 'sent', change, along)) ??
    (await refunds.move(refund.id, 'unknown', change, along));
  if (after) return after;
  const corrected = change.state === 'done' ? await refunds.move(refund.id, 'refused', change, along) : null;
  if (corrected)
    await raiseAlarm(shop, order, `refund ${refund.id} was made, and was decided to be not made`);
  return corrected ?? (await refunds.find(refund.id)) ?? refund;
}

/** Written with the refund that is done; nothing has to be waited for. */
export function refundedEffect({ id, orderId }: Pick<Refund, 'id' | 'orderId'>, now: number): SideEffect {
  const key = `${orderId}:refunded:${id}`;
  return { key, orderId, kind: 'refunded', createdAt: now, releasedAt: now };
}

/** What the log says of an act on a refund; its subject is the order, where somebody will look for it. */
export function refundEntry(
  shop: Shop,
  operator: string,
  act: string,
  refund: Refund,
  reason: string,
): Entry {
  const { id, orderId, amountMinor, currency } = refund;
  const detail = { refundId: id, amountMinor, currency };
  return actEntry(shop, { operator, act, subject: orderId, reason, detail });
}
