// The one call of a refund, and what is written of its answer: done, refused or unknown; and never a second call.
import { SeqrError } from '../seqr/errors.ts';
import { RESULT_CODES } from '../seqr/result-codes.ts';
import type { Entry } from '../store/acts.ts';
import type { Order, Refund, SideEffect } from '../store/records.ts';
import { refundInvoice } from './refund-invoice.ts';
import type { Shop } from './shop.ts';

/** SEQR's no that does not say that nothing was done: a person, or a report, must tell (seqr-api §5). */
const UNCLEAR: ReadonlySet<number | null> = new Set([
  RESULT_CODES.PENDING_APPROVAL,
  RESULT_CODES.SYSTEM_ERROR,
]);

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
    const isUnknown = error.isOutcomeUnknown || UNCLEAR.has(resultCode);
    log.warn({ orderId: order.id, refundId: refund.id, failure: message }, 'the refund was not confirmed');
    return learn(shop, refund, {
      state: isUnknown ? 'unknown' : 'refused',
      endedAt: isUnknown ? null : clock.now(),
      resultCode,
      failure: message,
    });
  }
}

/** Writes what SEQR said, also when it came so late that the refund was called unknown meanwhile. */
async function learn(
  { store }: Shop,
  refund: Refund,
  change: Parameters<Shop['store']['refunds']['move']>[2],
  along: Parameters<Shop['store']['refunds']['move']>[3] = {},
): Promise<Refund> {
  const { refunds } = store;
  const after =
    (await refunds.move(refund.id, 'sent', change, along)) ??
    (await refunds.move(refund.id, 'unknown', change, along));
  return after ?? (await refunds.find(refund.id)) ?? refund;
}

/** Written with the refund that is done; nothing has to be waited for. */
export function refundedEffect({ id, orderId }: Pick<Refund, 'id' | 'orderId'>, now: number): SideEffect {
  const key = `${orderId}:refunded:${id}`;
  return { key, orderId, kind: 'refunded', createdAt: now, releasedAt: now };
}

/** What the log says of an act on a refund; its subject is the order, where somebody will look for it. */
export function refundEntry(
  { clock, secrets }: Shop,
  operator: string,
  act: string,
  refund: Refund,
  reason: string,
): Entry {
  const { id, orderId, amountMinor, currency } = refund;
  const logged = {
    at: clock.now(),
    operator,
    act,
    subject: orderId,
    reason,
    detail: { refundId: id, amountMinor, currency },
  };
  return { act: logged, seal: secrets.sealAct };
}
