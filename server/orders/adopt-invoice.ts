// Taking over an invoice whose sendInvoice was never answered and which only a notification has named.
import { isLive } from '../../shared/order-status.ts';
import type { Attempt, Order } from '../store/records.ts';
import type { Change } from '../store/store.ts';
import { tellAlarm } from './alarm.ts';
import { ask } from './settle-order.ts';
import type { Shop } from './shop.ts';

/** Asks SEQR for the invoices that notifications have named for this order. One is taken over only if SEQR's own
 *  receipt bears the attempt's number; what of it differs from the order, settling finds out and flags.
 *  While SEQR does not answer, the watcher comes back (design, decision 4: adopted or flagged, never lost). */
export async function adoptNamed(shop: Shop, order: Order): Promise<void> {
  for (const attempt of await shop.store.findNamedAttempts(order.id)) await adopt(shop, order, attempt);
}

async function adopt(shop: Shop, order: Order, attempt: Attempt): Promise<void> {
  const { invoiceReference, clientInvoiceId } = attempt;
  if (invoiceReference === null) return;
  const { observation } = await ask(shop, invoiceReference, 0);
  if (observation.kind === 'unclear') return;
  const now = shop.clock.now();
  const isPaid = observation.kind === 'paid';
  const isOurs = isPaid && observation.receipt?.clientInvoiceId === clientInvoiceId;
  const after = await shop.store.changeOrder(order.id, (current): Change => {
    const foreign: Attempt = { ...attempt, state: 'foreign' };
    const idle = isLive(current.status) ? {} : { nextCheckAt: null };
    // Nobody owes anything for it: SEQR itself says that it is unpaid or dead.
    if (!isPaid) return { attempt: foreign, ...idle };
    // Asking has committed this payment: whatever does not fit is for a person, who needs its number.
    if (!isOurs)
      return { attempt: foreign, ...idle, alarm: `a foreign payment was notified: ${invoiceReference}` };
    const answered: Attempt = { ...attempt, state: 'answered' };
    if (current.invoiceReference !== null) {
      return { attempt: answered, alarm: `a second invoice was paid: ${invoiceReference}` };
    }
    const status = current.status === 'placing' ? 'payable' : current.status;
    return { status, invoiceReference, clientInvoiceId, attempt: answered, nextCheckAt: now };
  });
  tellAlarm(shop, order, after);
}
