// Taking reserved money at the desk, all of it or less, written in the log before SEQR is asked.
import { parseAmount } from '../../shared/money.ts';
import { commitReservation } from '../orders/commit-reservation.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Shop } from '../orders/shop.ts';
import type { Order } from '../store/records.ts';

/** @param amount decimal text in the order's currency; undefined: all of it
 *  @returns the order as it is then, or why the money was not taken */
export async function commitAtDesk(
  shop: Shop,
  order: Order,
  operator: string,
  { amount, reason }: { amount?: string | undefined; reason: string },
): Promise<Order | Refusal> {
  const { currency } = order.basket;
  const amountMinor = amount === undefined ? null : readAmount(amount, currency);
  if (amountMinor instanceof Refusal) return amountMinor;
  if (order.reservation === null) return new Refusal('not-reserved');
  const act = {
    at: shop.clock.now(),
    operator,
    act: 'reservation taken',
    subject: order.id,
    reason,
    detail: { amountMinor: amountMinor ?? order.reservation.amountMinor, currency },
  };
  await shop.store.acts.append({ act, seal: shop.secrets.sealAct });
  return commitReservation(shop, order.id, amountMinor);
}

function readAmount(text: string, currency: string): number | Refusal {
  try {
    return parseAmount(text, currency);
  } catch (error) {
    return new Refusal('invalid-request', { detail: `amount: ${(error as RangeError).message}` });
  }
}
