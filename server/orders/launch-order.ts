// The wallet link was used: from now on the customer may be paying, and the watcher asks more often.
import type { Order } from '../store/records.ts';
import { LAUNCHED_CHECK_MS } from './order.ts';
import type { Shop } from './shop.ts';

/** @returns the order, and whether this was the first time; only the first caller may open the wallet by itself
 *  @see field-notes §2: coming back from the app must not launch it again */
export async function launchOrder(
  { store, clock }: Shop,
  order: Order,
): Promise<{ order: Order; isFirst: boolean }> {
  let isFirst = false;
  const after = await store.changeOrder(order.id, (current) => {
    isFirst = current.status === 'payable' && current.launchedAt === null;
    const now = clock.now();
    return isFirst ? { launchedAt: now, nextCheckAt: now + LAUNCHED_CHECK_MS } : null;
  });
  return { order: after ?? order, isFirst };
}
