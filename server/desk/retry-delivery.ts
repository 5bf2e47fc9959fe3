// A person says that a delivery is to be tried again, once what was in its way is gone.
import type { Shop } from '../orders/shop.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Delivery, Order } from '../store/records.ts';

/** @returns the delivery, due now, with its order; or why it is not tried again */
export async function retryDelivery(
  { store, clock, secrets }: Shop,
  key: string,
  operator: string,
): Promise<{ delivery: Delivery; order: Order } | Refusal> {
  const delivery = await store.deliveries.find(key);
  const order = delivery && (await store.findOrder(delivery.event.orderId));
  if (!delivery || !order) return new Refusal('delivery-unknown');
  if (!(await store.deliveries.retry(key, clock.now()))) return new Refusal('delivery-done');
  const { channel, event } = delivery;
  const act = {
    at: clock.now(),
    operator,
    act: 'delivery tried again',
    subject: order.id,
    reason: null,
    detail: { channel, kind: event.kind },
  };
  await store.acts.append({ act, seal: secrets.sealAct });
  return { delivery: (await store.deliveries.find(key)) ?? delivery, order };
}
