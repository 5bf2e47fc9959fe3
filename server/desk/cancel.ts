// Cancelling from the desk: as the customer's page does it, and written in the log.
import { isLive } from '../../shared/order-status.ts';
import { actEntry } from '../orders/act-entry.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Shop } from '../orders/shop.ts';
import type { Order } from '../store/records.ts';

/** @returns the order as it ended (paid, if it was paid meanwhile), or why it could not be ended now */
export async function cancelAtDesk(
  shop: Shop,
  order: Order,
  operator: string,
  reason: string,
): Promise<Order | Refusal> {
  if (!isLive(order.status)) return new Refusal('order-ended');
  // Logged before it is tried: whatever comes of it, the timeline tells.
  const { id: subject, bookingNumber } = order;
  const act = { operator, act: 'cancel requested', subject, reason, detail: { bookingNumber } };
  await shop.store.acts.append(actEntry(shop, act));
  return cancelOrder(shop, order.id, 'canceled');
}
