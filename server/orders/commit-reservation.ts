// A clerk takes reserved money, all of it or less.
import { formatAmount } from '../../shared/money.ts';
import type { Order } from '../store/records.ts';
import { Refusal, refusalFromSeqr } from './refusal.ts';
import { settleOrder } from './settle-order.ts';
import type { Shop } from './shop.ts';
import { takeReserved } from './take-reserved.ts';

/** Takes what is reserved for the order; the rest goes back to the customer, and what was ordered stays as it is.
 *  @param amountMinor in the order's currency; null: all of it
 *  @returns the order as it is then: paid, or still reserved when SEQR has said yes and not yet told of the payment.
 *    Else why not: `not-reserved` (with another amount, it was taken before), `invalid-request`, or `seqr-unclear` when
 *    nobody knows whether it was taken: the watcher finds out, and the same amount may be tried again
 *  @see seqr-api §4 "Reservation" */
export async function commitReservation(
  shop: Shop,
  orderId: string,
  amountMinor: number | null,
): Promise<Order | Refusal> {
  // SEQR may have given it back meanwhile, or the customer may just have paid.
  const settled = await settleOrder(shop, orderId);
  if (!settled) return new Refusal('order-unknown');
  const { order, isClear, failure } = settled;
  if (failure) return refusalFromSeqr(failure, order);
  if (!isClear) return new Refusal('seqr-unclear', { order });
  const { reservation, basket } = order;
  if (order.status !== 'payable' || reservation === null) return new Refusal('not-reserved', { order });
  const { amountMinor: mostMinor } = reservation;
  if (
    amountMinor !== null &&
    !(Number.isSafeInteger(amountMinor) && amountMinor > 0 && amountMinor <= mostMinor)
  ) {
    const most = formatAmount(mostMinor, basket.currency);
    return new Refusal('invalid-request', {
      detail: `amount: must be more than 0, and at most ${most}`,
      order,
    });
  }
  const taking = await takeReserved(shop, order, amountMinor);
  if (taking.kind === 'gone') return new Refusal('not-reserved', { order: taking.order });
  return afterTaking(shop, taking, amountMinor);
}

/** Whatever SEQR has answered, or not: its status tells what was taken. */
async function afterTaking(
  shop: Shop,
  taking: Exclude<Awaited<ReturnType<typeof takeReserved>>, { kind: 'gone' }>,
  amountMinor: number | null,
): Promise<Order | Refusal> {
  const settled = await settleOrder(shop, taking.order.id);
  const order = settled?.order ?? taking.order;
  if (order.status === 'paid') {
    const isAsAsked = order.payment?.amountMinor === (amountMinor ?? order.basket.totalMinor);
    return isAsAsked ? order : new Refusal('not-reserved', { order });
  }
  if (taking.kind === 'taken') return order;
  const isGone = order.status !== 'payable' || order.reservation === null;
  return isGone ? new Refusal('not-reserved', { order }) : refusalFromSeqr(taking.failure, order);
}
