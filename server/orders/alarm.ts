// An order that needs a person: said loudly when it is found, and once.
import type { Order } from '../store/records.ts';
import type { Shop } from './shop.ts';

/** Logs the alarm that a change has brought; silent while it is the one that was there before. */
export function tellAlarm({ log }: Pick<Shop, 'log'>, before: Order, after: Order | null): void {
  if (!after || after.alarm === null || after.alarm === before.alarm) return;
  log.error({ orderId: after.id, alarm: after.alarm }, 'order needs a person');
}

/** Leaves an alarm for a person, unless one is there already. */
export async function raiseAlarm(
  shop: Pick<Shop, 'store' | 'log'>,
  order: Order,
  alarm: string,
): Promise<Order> {
  const after = await shop.store.changeOrder(order.id, (current) =>
    current.alarm === null ? { alarm } : null,
  );
  tellAlarm(shop, order, after);
  return after ?? order;
}
