// An order whose own affairs have come to an end, or can wait, while an invoice that a notification has named is open.
import type { Order } from '../store/records.ts';
import { LAUNCHED_CHECK_MS } from './order.ts';
import type { Shop } from './shop.ts';

/** Lets the watcher come back soon while one of the order's named invoices is open. To be called after a write that
 *  may have put its next visit off: one that is named still later asks for a visit itself. */
export async function watchNamed(
  { store, clock }: Pick<Shop, 'store' | 'clock'>,
  order: Order,
): Promise<void> {
  const soon = clock.now() + LAUNCHED_CHECK_MS;
  const isWatched = ({ nextCheckAt }: Order) => nextCheckAt !== null && nextCheckAt <= soon;
  if (isWatched(order) || (await store.attempts.named(order.id)).length === 0) return;
  await store.changeOrder(order.id, (current) => (isWatched(current) ? null : { nextCheckAt: soon }));
}
