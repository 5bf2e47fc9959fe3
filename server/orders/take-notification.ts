// SEQR's call: a reason to ask, never a proof. What its body says is compared, not believed.
import type { Attempt, Order } from '../store/records.ts';
import { ask, settleOrder } from './settle-order.ts';
import type { Shop } from './shop.ts';
import type { Watcher } from './watcher.ts';

/** Wakes settling for the order that the key names.
 *  @param body what the form fields say, if there are any
 *  @returns false when the key names nothing */
export async function takeNotification(
  shop: Shop,
  watcher: Watcher,
  key: string,
  body: { invoiceReference: string | null },
): Promise<boolean> {
  const attempt = await shop.store.findAttempt(key);
  const order = attempt && (await shop.store.findOrder(attempt.orderId));
  if (!order) return false;
  const { invoiceReference } = body;
  const known = attempt.invoiceReference;
  if (known !== null && invoiceReference !== null && invoiceReference !== known) {
    shop.log.warn({ orderId: order.id }, 'a notification names another invoice than its key does');
  }
  if (known === null && invoiceReference !== null) {
    watcher.begin(order.id, () => adopt(shop, order, attempt, invoiceReference));
  } else {
    watcher.wake(order.id);
  }
  return true;
}

/** The answer of sendInvoice is lost or still on its way, and SEQR names its invoice: it is taken over only if
 *  SEQR, asked, gives a receipt that is this attempt's, to the öre (design, decision 4). */
async function adopt(shop: Shop, order: Order, attempt: Attempt, invoiceReference: string): Promise<void> {
  const owner = await shop.store.findOrderByReference(invoiceReference);
  if (owner) return shop.log.warn({ orderId: order.id }, 'a notification names the invoice of another order');

  const { observation } = await ask(shop, invoiceReference, 0);
  if (observation.kind !== 'paid') return;
  const { receipt } = observation;
  const after = await shop.store.changeOrder(order.id, (current) => {
    const isThisAttempt =
      receipt?.clientInvoiceId === attempt.clientInvoiceId &&
      receipt.amountMinor === current.basket.totalMinor &&
      receipt.currency === current.basket.currency;
    // Asking has committed this payment: whatever does not fit is for a person, and never forgotten.
    if (!isThisAttempt) return { alarm: 'a payment was notified for this order that does not fit it' };
    const answered: Attempt = { ...attempt, state: 'answered', invoiceReference };
    if (current.invoiceReference !== null) {
      return {
        attempt: answered,
        alarm: `a second invoice, ${attempt.clientInvoiceId}, was paid for this order`,
      };
    }
    const status = current.status === 'placing' ? 'payable' : current.status;
    const { clientInvoiceId } = attempt;
    return { status, invoiceReference, clientInvoiceId, attempt: answered, nextCheckAt: shop.clock.now() };
  });
  if (after?.invoiceReference === invoiceReference) await settleOrder(shop, order.id);
  else shop.log.error({ orderId: order.id, alarm: after?.alarm }, 'order needs a person');
}
