// Taking reserved money from the desk: all of it or less, and written in the log.
import { commitReservation } from '../orders/commit-reservation.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Shop } from '../orders/shop.ts';
import type { Order } from '../store/records.ts';

/** @param amountMinor null: all of it
 *  @returns as commitReservation does */
export async function commitAtDesk(
  shop: Shop,
  order: Order,
  { amountMinor, operator, reason }: { amountMinor: number | null; operator: string; reason: string },
): Promise<Order | Refusal> {
  const { bookingNumber, basket, reservation } = order;
  if (reservation === null) return new Refusal('not-reserved');
  // Logged before it is tried: whatever comes of it, the timeline tells.
  await shop.store.acts.append({
    act: {
      at: shop.clock.now(),
      operator,
      act: 'taking requested',
      subject: order.id,
      reason,
      detail: {
        bookingNumber,
        amountMinor: amountMinor ?? reservation.amountMinor,
        currency: basket.currency,
      },
    },
    seal: shop.secrets.sealAct,
  });
  return commitReservation(shop, order.id, amountMinor);
}
