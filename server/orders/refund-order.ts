// Giving money back, once and only once: a row of the ledger before the call, and what became of it after.
import { hasTaken } from '../../shared/desk/line-price.ts';
import type { RefundRequest } from '../../shared/desk/refunds.ts';
import type { Order, Refund } from '../store/records.ts';
import { whyRefundsAreHeld } from './held-refunds.ts';
import { refundId } from './numbers.ts';
import { amountOf } from './refundable.ts';
import { Refusal } from './refusal.ts';
import { orderToRefund, refundEntry, sendRefund } from './send-refund.ts';
import type { Shop } from './shop.ts';

interface Request {
  orderId: string;
  request: RefundRequest;
  /** Who asks for it. */
  operator: string;
}

/** Gives back the whole, lines or a sum of an order.
 *  @returns the refund as it stands after the call: `done`, `refused`, `unknown`, or `awaiting` a second operator. The
 *    same key again is the same refund, whatever it asks for: nothing is sent twice
 *  @see seqr-api §4 "Refunds"; design, decision 4 */
export async function refundOrder(
  shop: Shop,
  { orderId, request, operator }: Request,
): Promise<{ refund: Refund; isNew: boolean } | Refusal> {
  let order = await orderToRefund(shop, orderId);
  if (!order) return new Refusal('order-unknown');
  const held = await whyRefundsAreHeld(shop);
  const opened = await shop.store.refunds.open<Refusal>(
    orderId,
    request.key,
    (current, refunds) => {
      // The payment that is judged is the one that is given back.
      order = current;
      return held ?? judge(shop, current, refunds, { orderId, request, operator });
    },
    (refund) => refundEntry(shop, operator, 'refund requested', refund, refund.reason),
  );
  if (opened === null) return new Refusal('order-unknown');
  if (opened instanceof Refusal) return opened;
  if (!opened.isNew || opened.refund.state !== 'sent') return opened;
  return { refund: await sendRefund(shop, order, opened.refund), isNew: true };
}

function judge(
  { clock, random, definition }: Shop,
  order: Order,
  refunds: Refund[],
  { request, operator }: Request,
): Refund | Refusal {
  const asked = amountOf(order, refunds, request.what);
  if (asked instanceof Refusal) return asked;
  const taken = refunds.filter(hasTaken).reduce((sum, refund) => sum + refund.amountMinor, 0);
  const { approvalAboveMinor } = definition.refunds;
  const needsApproval = approvalAboveMinor !== null && taken + asked.amountMinor > approvalAboveMinor;
  const now = clock.now();
  return {
    ...asked,
    id: refundId(random),
    orderId: order.id,
    requestKey: request.key,
    state: needsApproval ? 'awaiting' : 'sent',
    reason: request.reason,
    requestedBy: operator,
    requestedAt: now,
    decidedBy: null,
    sentAt: needsApproval ? null : now,
    endedAt: null,
    ersReference: null,
    resultCode: null,
    failure: null,
  };
}
