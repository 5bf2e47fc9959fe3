// Taking reserved money from the desk: all of it or less, and written in the log.
import { actEntry } from '../orders/act-entry.ts';
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
  const asked = { amountMinor: amountMinor ?? reservation.amountMinor, currency: basket.currency };
  const detail = { bookingNumber, ...asked };
  const act = { operator, act: 'taking requested', subject: order.id, reason, detail };
  await shop.store.acts.append(actEntry(shop, act));
  return commitReservation(shop, order.id, amountMinor);
}
