// A person has looked into an order that asked for one: the alarm ends, and what was held back goes out.
import { actEntry } from '../orders/act-entry.ts';
import type { Shop } from '../orders/shop.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Order } from '../store/records.ts';

/** @returns the order without its alarm; its side effects are released if its payment is confirmed */
export async function resolveAlarm(
  shop: Shop,
  order: Order,
  operator: string,
  reason: string,
): Promise<Order | Refusal> {
  const { store, clock } = shop;
  const now = clock.now();
  if (order.alarm === null) return order;
  const { id: subject, alarm } = order;
  const act = { operator, act: 'alarm resolved', subject, reason, detail: { alarm } };
  await store.acts.append(actEntry(shop, act));
  const after = await store.changeOrder(order.id, (current) => {
    // Another alarm than the one that was looked at stays.
    if (current.alarm === null || current.alarm !== order.alarm) return null;
    const isConfirmed = current.confirmedAt !== null && current.reversedAt === null;
    return { alarm: null, ...(isConfirmed ? { releaseEffectsAt: now } : null) };
  });
  return after ?? new Refusal('order-unknown');
}
