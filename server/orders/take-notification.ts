// SEQR's call: a reason to ask, never a proof. What its body says is compared, not believed.
import type { Attempt, Order } from '../store/records.ts';
import type { Shop } from './shop.ts';
import type { Watcher } from './watcher.ts';

/** Wakes settling for the order that the key names.
 *  @param invoiceReference what the body says, if it says anything
 *  @returns false when the key names nothing */
export async function takeNotification(
  shop: Shop,
  watcher: Watcher,
  key: string,
  invoiceReference: string | null,
): Promise<boolean> {
  const attempt = await shop.store.attempts.find(key);
  const order = attempt && (await shop.store.findOrder(attempt.orderId));
  if (!order) return false;
  if (invoiceReference !== null && invoiceReference !== attempt.invoiceReference) {
    if (attempt.invoiceReference === null) await remember(shop, order, attempt, invoiceReference);
    else shop.log.warn({ orderId: order.id }, 'a notification names another invoice than its key does');
  }
  watcher.wake(order.id);
  return true;
}

/** The answer of sendInvoice is lost or still on its way, and SEQR names its invoice. It is written down before
 *  anybody is asked: this call comes once, and asking may fail (design, decision 4). */
async function remember(shop: Shop, order: Order, attempt: Attempt, invoiceReference: string): Promise<void> {
  const owner = await shop.store.findOrderByReference(invoiceReference);
  if (owner) {
    if (owner.id !== order.id)
      shop.log.warn({ orderId: order.id }, 'a notification names the invoice of another order');
    return;
  }
  await shop.store.changeOrder(order.id, () => ({
    attempt: { ...attempt, state: 'named', invoiceReference },
    nextCheckAt: shop.clock.now(),
  }));
}
