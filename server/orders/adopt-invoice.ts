// Taking over an invoice whose sendInvoice was never answered and which only a notification has named.
import { isLive } from '../../shared/order-status.ts';
import { isOpen } from '../seqr/mapping.ts';
import type { Attempt, Order } from '../store/records.ts';
import type { Change } from '../store/store.ts';
import { tellAlarm } from './alarm.ts';
import { ask } from './settle-order.ts';
import type { Shop } from './shop.ts';
import { takeBack } from './take-back.ts';

/** Asks SEQR for the invoices that notifications have named for this order. One is taken over only if SEQR's own
 *  receipt bears the attempt's number; what of it differs from the order, settling finds out and flags.
 *  While SEQR does not answer, or says that it is unpaid, the watcher comes back (design, decision 4: adopted or
 *  flagged, never lost).
 *  @param isOver the order has ended, or is about to: then an unpaid one, which nobody has seen, is taken back
 *  @returns false while one of them is open */
export async function adoptNamed(
  shop: Shop,
  order: Order,
  isOver: boolean = !isLive(order.status),
): Promise<boolean> {
  let isClear = true;
  for (const attempt of await shop.store.attempts.named(order.id)) {
    if (!(await adopt(shop, order, attempt, isOver))) isClear = false;
  }
  return isClear;
}

/** @returns false while nobody knows what becomes of it */
async function adopt(shop: Shop, order: Order, attempt: Attempt, isOver: boolean): Promise<boolean> {
  const { invoiceReference, clientInvoiceId } = attempt;
  if (invoiceReference === null) return true;
  const { observation } = await ask(shop, invoiceReference, 0);
  if (observation.kind === 'unclear') return false;
  if (isOpen(observation) && !(isOver && (await takeBack(shop, invoiceReference)) === null)) return false;
  const now = shop.clock.now();
  const isPaid = observation.kind === 'paid';
  const isOurs = isPaid && observation.receipt?.clientInvoiceId === clientInvoiceId;
  const after = await shop.store.changeOrder(order.id, (current): Change | null => {
    // Somebody was faster: another one of us, or the late answer of sendInvoice.
    if (current.invoiceReference === invoiceReference) return null;
    const foreign: Attempt = { ...attempt, state: 'foreign' };
    const idle = isIdle(current) ? { nextCheckAt: null } : {};
    // Nobody owes anything for it: SEQR itself says that it is dead.
    if (!isPaid) return { attempt: foreign, ...idle };
    // Asking has committed this payment: whatever does not fit is for a person, who needs its number.
    if (!isOurs)
      return { attempt: foreign, ...idle, alarm: `a foreign payment was notified: ${invoiceReference}` };
    const answered: Attempt = { ...attempt, state: 'answered' };
    if (current.invoiceReference !== null) {
      return { attempt: answered, ...idle, alarm: `a second invoice was paid: ${invoiceReference}` };
    }
    const status = current.status === 'placing' ? 'payable' : current.status;
    return { status, invoiceReference, clientInvoiceId, attempt: answered, nextCheckAt: now };
  });
  tellAlarm(shop, order, after);
  return true;
}

/** True when nothing of the order itself is left to ask. One that ended with an invoice is not judged here: settling,
 *  which follows, hears of that invoice from SEQR. */
function isIdle({ status, invoiceReference, verifiedAt, reversedAt }: Order): boolean {
  if (invoiceReference === null) return !isLive(status);
  return verifiedAt !== null || reversedAt !== null;
}
