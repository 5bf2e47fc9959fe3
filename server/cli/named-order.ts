// The order that a command names: by its booking number, however it is typed, or by its id.
import { bookingNumbers } from '../desk/order-query.ts';
import type { Shop } from '../orders/shop.ts';
import type { Order } from '../store/records.ts';
import { EXIT, Failure } from './failure.ts';

/** @throws {Failure} when there is none of that name */
export async function namedOrder({ store, definition }: Shop, name: string): Promise<Order> {
  const byId = await store.findOrder(name.trim().toLowerCase());
  if (byId) return byId;
  for (const text of bookingNumbers(name, definition.bookingNumber.prefix)) {
    const [order] = await store.search.find({ by: { kind: 'booking', text } }, 1);
    if (order) return order;
  }
  throw new Failure(
    EXIT.failed,
    'order-unknown',
    `${name}: there is no such order; look for it with "orders find"`,
  );
}
