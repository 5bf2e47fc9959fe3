// The rules by which an order moves: pure functions from what is stored and what SEQR said to what is written.
import { isLive, mayMove } from '../../shared/order-status.ts';
import type { Observation } from '../seqr/mapping.ts';
import type { Order, Reservation, SideEffect } from '../store/records.ts';
import type { Change } from '../store/store.ts';
import { leastPaid, whatWasPaid } from './paid-basket.ts';

/** Two attempts of 4 s each fit into this, and three failed ones in a row plus a 5 s restart into SEQR's 20 s. */
export const LAUNCHED_CHECK_MS = 4_000;
/** Nobody can be paying an invoice whose link was never opened; a QR code of it is not shown anywhere. So long, too,
 *  holds the claim of a process that died: far inside SEQR's 20 s. */
export const WAITING_CHECK_MS = 8_000;
/** SEQR reverses after 20 s (seqr-api, "The 20-second rule"); a little later it must have done so, or never will. */
export const REVERSAL_CHECK_MS = 25_000;
/** A call to SEQR ends within 4 s; one that is older belongs to a process that died. */
export const CALL_LIFE_MS = 6_000;
/** An ended order stays visible to its token for a day (design, decision 7). */
const AFTERLIFE_MS = 24 * 60 * 60 * 1000;

/** What we knew when we asked: decides what the answer proves. */
export interface Asked {
  version: number;
  status: Order['status'];
}

/** An order as it is before anybody has heard of it. */
export function newOrder(
  given: Pick<
    Order,
    'id' | 'tokenHash' | 'language' | 'basket' | 'bookingNumber' | 'createdAt' | 'expiresAt'
  >,
): Order {
  return {
    ...given,
    status: 'placing',
    pending: null,
    invoiceReference: null,
    clientInvoiceId: null,
    invoiceVersion: 0,
    launchedAt: null,
    endedAt: null,
    cardsSealed: null,
    reservation: null,
    payment: null,
    confirmedAt: null,
    verifiedAt: null,
    reversedAt: null,
    alarm: null,
    nextCheckAt: given.expiresAt,
    rowVersion: 1,
  };
}

/** True when the order may be shown to the bearer of the token. */
export function isVisible(order: Order, tokenHash: string, now: number): boolean {
  const isOver = order.endedAt !== null && now > order.endedAt + AFTERLIFE_MS;
  return order.tokenHash === tokenHash && !isOver;
}

/** What SEQR's word changes on the order; null when it tells nothing new.
 *  States only move forward; PAID outranks every other one whenever it comes; an older version than the one that
 *  was applied last is an answer that was overtaken (design, decisions 1 to 4).
 *  @param reservationS how long the invoice asks SEQR to keep a reservation */
export function applyObservation(
  order: Order,
  observation: Observation,
  asked: Asked,
  now: number,
  reservationS: number | null = null,
): Change | null {
  switch (observation.kind) {
    case 'paid':
      return order.status === 'paid'
        ? confirm(order, observation.version, asked, now)
        : pay(order, observation, now);
    case 'ended':
      return observation.version < order.invoiceVersion ? null : end(order, observation, now);
    case 'waiting':
      return observation.version < order.invoiceVersion ? null : wait(order, observation.version, asked, now);
    case 'asking':
      // Of a live order it is applied, and so acknowledged, when SEQR has our answer: answer-cards.ts.
      return isLive(order.status) || observation.version < order.invoiceVersion
        ? null
        : contradict(order, asked, now);
    case 'reserved':
      return observation.version < order.invoiceVersion
        ? null
        : reserve(order, observation.version, asked, now, reservationS);
    case 'unclear':
      return observation.alarm !== null && order.alarm === null ? { alarm: observation.alarm } : null;
  }
}

/** True when nothing is left to write and SEQR has been told that we know. */
export function isSettled(order: Order, observation: Observation, asked: Asked): boolean {
  if (observation.kind === 'unclear') return true;
  // A version that was not applied is not acknowledged: asking again would tell nothing else.
  const isAcknowledged =
    observation.version === asked.version || observation.version !== order.invoiceVersion;
  return (
    isAcknowledged && !(order.status === 'paid' && order.confirmedAt === null && order.reversedAt === null)
  );
}

/** The end of an order that SEQR confirmed as dead, or that never reached it. */
export function endOrder(order: Order, as: 'canceled' | 'expired' | 'failed', now: number): Change | null {
  if (!mayMove(order.status, as)) return null;
  const sideEffect = released(order, 'canceled', now);
  return { status: as, endedAt: now, pending: null, sideEffect, nextCheckAt: null };
}

/** What others may hear of at once: no acknowledgement stands out. */
function released(order: Order, kind: 'canceled' | 'reversed', now: number): SideEffect {
  return { key: `${order.id}:${kind}`, orderId: order.id, kind, createdAt: now, releasedAt: now };
}

function pay(order: Order, observation: Observation & { kind: 'paid' }, now: number): Change {
  const { receipt, ersReference, version } = observation;
  const { basket: paidBasket, difference } = whatWasPaid(order, receipt);
  return {
    status: 'paid',
    endedAt: now,
    basket: paidBasket,
    pending: null,
    payment: {
      amountMinor: receipt?.amountMinor ?? leastPaid(order, paidBasket),
      currency: receipt?.currency ?? paidBasket.currency,
      paymentReference: receipt?.paymentReference ?? null,
      ersReference,
      difference,
    },
    invoiceVersion: Math.max(order.invoiceVersion, version),
    alarm: difference === null ? order.alarm : `the receipt differs from the order: ${difference}`,
    sideEffect: {
      key: `${order.id}:paid`,
      orderId: order.id,
      kind: 'paid',
      createdAt: now,
      releasedAt: null,
    },
    nextCheckAt: now + LAUNCHED_CHECK_MS,
  };
}

/** The second PAID: the call that carried our version has told SEQR that we know, so the side effects may go out,
 *  unless the receipt differs and a person must look first. A third one, later, shows that no reversal came. */
function confirm(order: Order, version: number, asked: Asked, now: number): Change | null {
  if (order.reversedAt !== null || version < order.invoiceVersion) return null;
  if (version > order.invoiceVersion) return { invoiceVersion: version };
  if (asked.status !== 'paid' || version !== asked.version) return null;
  if (order.confirmedAt === null) {
    const confirmed: Change = { confirmedAt: now, nextCheckAt: now + REVERSAL_CHECK_MS };
    // Without an alarm somebody has looked into the difference already.
    const isHeld = order.payment?.difference && order.alarm !== null;
    return isHeld ? confirmed : { ...confirmed, releaseEffectsAt: now };
  }
  if (order.verifiedAt !== null) return null;
  const dueAt = order.confirmedAt + REVERSAL_CHECK_MS;
  if (now >= dueAt) return { verifiedAt: now, nextCheckAt: null };
  return order.nextCheckAt === dueAt ? null : { nextCheckAt: dueAt };
}

function end(order: Order, { as, version }: Observation & { kind: 'ended' }, now: number): Change | null {
  const acknowledged = version > order.invoiceVersion ? { invoiceVersion: version } : null;
  if (order.status === 'paid') {
    if (order.reversedAt !== null) return acknowledged;
    const sideEffect = released(order, 'reversed', now);
    const alarm = 'SEQR has taken the payment back';
    return { ...acknowledged, reversedAt: now, nextCheckAt: null, alarm, sideEffect };
  }
  // Our own time-out cancels by cancelInvoice; a crash in between leaves only SEQR's word for it. It spares what is
  // reserved: that was given back, or has lapsed.
  const isOurTimeOut = as === 'canceled' && now >= order.expiresAt && order.reservation === null;
  const status = isOurTimeOut ? 'expired' : as;
  const ended = endOrder(order, status, now) ?? (order.nextCheckAt === null ? null : { nextCheckAt: null });
  return ended ? { ...ended, ...acknowledged } : acknowledged;
}

/** An open invoice is what a live order has. A newer version of one whose money was reserved says that it is no more. */
function wait(order: Order, version: number, asked: Asked, now: number): Change | null {
  if (!isLive(order.status)) return contradict(order, asked, now);
  return version > order.invoiceVersion ? { invoiceVersion: version, reservation: null } : null;
}

/** The customer has paid, and SEQR keeps the money until we take it, or give it back. */
function reserve(
  order: Order,
  version: number,
  asked: Asked,
  now: number,
  reservationS: number | null,
): Change | null {
  if (!isLive(order.status)) return contradict(order, asked, now);
  const acknowledged = version > order.invoiceVersion ? { invoiceVersion: version } : null;
  if (order.reservation !== null) return acknowledged;
  const { basket, pending } = order;
  const baskets = pending ? [basket, pending.basket, ...pending.maybe] : [basket];
  const reservation: Reservation = {
    amountMinor: Math.min(...baskets.map(({ totalMinor }) => totalMinor)),
    reservedAt: now,
    lapsesAt: reservationS === null ? null : now + reservationS * 1000,
    commits: [],
  };
  return { ...acknowledged, reservation };
}

/** SEQR calls the invoice of an ended order open. Unless the question was asked while the order still lived, that is
 *  watched on, told to a person, and not acknowledged. */
function contradict(order: Order, asked: Asked, now: number): Change | null {
  if (isLive(asked.status) || order.alarm !== null) return null;
  return {
    alarm: `SEQR says that the invoice is open, and the order is ${order.status}`,
    nextCheckAt: now + LAUNCHED_CHECK_MS,
  };
}
