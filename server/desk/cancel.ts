// Cancelling from the desk: as the customer's page does it, and written in the log.
import { isLive } from '../../shared/order-status.ts';
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
  await shop.store.acts.append({
    act: {
      at: shop.clock.now(),
      operator,
      act: 'cancel requested',
      subject: order.id,
      reason,
      detail: { bookingNumber: order.bookingNumber },
    },
    seal: shop.secrets.sealAct,
  });
  return cancelOrder(shop, order.id, 'canceled');
}
