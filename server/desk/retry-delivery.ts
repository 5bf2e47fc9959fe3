// A person says that a delivery is to be tried again, once what was in its way is gone.
import { actEntry } from '../orders/act-entry.ts';
import type { Shop } from '../orders/shop.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Delivery, Order } from '../store/records.ts';

/** @returns the delivery, due now, with its order; or why it is not tried again */
export async function retryDelivery(
  shop: Shop,
  key: string,
  operator: string,
): Promise<{ delivery: Delivery; order: Order } | Refusal> {
  const { store, clock } = shop;
  const delivery = await store.deliveries.find(key);
  const order = delivery && (await store.findOrder(delivery.event.orderId));
  if (!delivery || !order) return new Refusal('delivery-unknown');
  if (!(await store.deliveries.retry(key, clock.now()))) return new Refusal('delivery-done');
  const { channel, event } = delivery;
  const detail = { channel, kind: event.kind };
  const act = { operator, act: 'delivery tried again', subject: order.id, detail };
  await store.acts.append(actEntry(shop, act));
  return { delivery: (await store.deliveries.find(key)) ?? delivery, order };
}
