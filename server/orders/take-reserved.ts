// Taking money that is reserved at SEQR: what is asked for is stored first, since the answer may be lost.
import { SeqrError } from '../seqr/errors.ts';
import { amountToSeqr } from '../seqr/mapping.ts';
import type { Observation } from '../seqr/mapping.ts';
import { RESULT_CODES } from '../seqr/result-codes.ts';
import type { Order } from '../store/records.ts';
import { raiseAlarm } from './alarm.ts';
import type { Shop } from './shop.ts';

/** It is being taken, or was: the status tells. */
const TAKEN: ReadonlySet<number | null> = new Set([
  RESULT_CODES.INVOICE_STATE_NOT_RESERVED,
  RESULT_CODES.PAYMENT_IN_PROGRESS,
]);

export type Taking =
  | { kind: 'taken'; order: Order }
  | { kind: 'failed'; order: Order; failure: SeqrError }
  /** There is nothing to take any more. */
  | { kind: 'gone'; order: Order };

/** Takes this much of what is reserved. SEQR takes a reservation once, whoever asks how often; so the whole of it may be
 *  asked for again as long as SEQR says that it is reserved.
 *  @param amountMinor null: all of it
 *  @see seqr-api §4 commitReservation: `amount` is sent only when it is used */
export async function takeReserved(shop: Shop, order: Order, amountMinor: number | null): Promise<Taking> {
  const stored = await shop.store.changeOrder(order.id, ({ status, reservation }) => {
    if (status !== 'payable' || reservation === null || reservation.commits.includes(amountMinor))
      return null;
    return { reservation: { ...reservation, commits: [...reservation.commits, amountMinor] } };
  });
  const { invoiceReference, reservation, status, basket } = stored ?? order;
  if (!stored || status !== 'payable' || reservation === null || invoiceReference === null)
    return { kind: 'gone', order: stored ?? order };
  const amount = amountMinor === null ? undefined : amountToSeqr(amountMinor, basket.currency);
  try {
    await shop.seqr.call('commitReservation', { amount, invoiceReference });
    shop.log.info({ orderId: order.id }, 'reserved money was taken');
    return { kind: 'taken', order: stored };
  } catch (error) {
    if (!(error instanceof SeqrError)) throw error;
    shop.log.warn({ orderId: order.id, failure: error.message }, 'reserved money was not taken');
    return { kind: 'failed', order: stored, failure: error };
  }
}

/** Takes all of a reservation when the service is to do that by itself. One that was not asked for is for a person: it
 *  may be another terminal's, or of another definition than today's.
 *  @returns null when there is nothing to do */
export async function takeAtOnce(shop: Shop, order: Order, observation: Observation): Promise<Order | null> {
  if (observation.kind !== 'reserved' || order.status !== 'payable' || order.reservation === null)
    return null;
  const rule = shop.definition.reservation;
  if (rule === null) {
    await raiseAlarm(shop, order, 'SEQR has reserved the money, and this service takes no reservations');
    return null;
  }
  if (rule.commit === 'by-desk') return null;
  const taking = await takeReserved(shop, order, null);
  if (taking.kind !== 'failed') return taking.order;
  const { failure } = taking;
  const isRefused = failure.kind === 'rejected' && !failure.isBusy && !TAKEN.has(failure.resultCode);
  return isRefused
    ? raiseAlarm(shop, taking.order, `SEQR does not let the reserved money be taken (${failure.message})`)
    : taking.order;
}
