// Records to rows and back: names, JSON, and nothing else.
import type { Insertable, Selectable } from 'kysely';
import type { Attempt, Basket, Order, Payment, PendingBasket, Reservation, Session } from './records.ts';
import type { Tables } from './schema.ts';

type OrderRow = Selectable<Tables['orders']>;

export function orderFromRow(row: OrderRow): Order {
  return {
    id: row.id,
    tokenHash: row.token_hash,
    status: row.status,
    basket: JSON.parse(row.basket) as Basket,
    pending: row.pending === null ? null : pendingFromText(row.pending),
    bookingNumber: row.booking_number,
    language: row.language,
    invoiceReference: row.invoice_reference,
    clientInvoiceId: row.client_invoice_id,
    invoiceVersion: row.invoice_version,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    launchedAt: row.launched_at,
    endedAt: row.ended_at,
    cardsSealed: row.cards_sealed,
    reservation: row.reservation === null ? null : (JSON.parse(row.reservation) as Reservation),
    payment: row.payment === null ? null : (JSON.parse(row.payment) as Payment),
    confirmedAt: row.confirmed_at,
    verifiedAt: row.verified_at,
    reversedAt: row.reversed_at,
    alarm: row.alarm,
    nextCheckAt: row.next_check_at,
    rowVersion: row.row_version,
  };
}

/** Rows of an earlier version have no `maybe`. */
function pendingFromText(text: string): PendingBasket {
  return { maybe: [], ...(JSON.parse(text) as Omit<PendingBasket, 'maybe'>) };
}

/** @returns all but what the store itself keeps beside the order */
export function orderToRow(order: Order): Omit<Insertable<Tables['orders']>, 'asked_at' | 'msisdn_last4'> {
  return {
    id: order.id,
    token_hash: order.tokenHash,
    status: order.status,
    basket: JSON.stringify(order.basket),
    pending: order.pending && JSON.stringify(order.pending),
    booking_number: order.bookingNumber,
    language: order.language,
    invoice_reference: order.invoiceReference,
    client_invoice_id: order.clientInvoiceId,
    invoice_version: order.invoiceVersion,
    created_at: order.createdAt,
    expires_at: order.expiresAt,
    launched_at: order.launchedAt,
    ended_at: order.endedAt,
    cards_sealed: order.cardsSealed,
    reservation: order.reservation && JSON.stringify(order.reservation),
    payment: order.payment && JSON.stringify(order.payment),
    confirmed_at: order.confirmedAt,
    verified_at: order.verifiedAt,
    reversed_at: order.reversedAt,
    alarm: order.alarm,
    next_check_at: order.nextCheckAt,
    row_version: order.rowVersion,
    ers_reference: order.payment?.ersReference ?? null,
  };
}

export function attemptFromRow(row: Selectable<Tables['attempts']>): Attempt {
  return {
    key: row.key,
    orderId: row.order_id,
    clientInvoiceId: row.client_invoice_id,
    state: row.state,
    invoiceReference: row.invoice_reference,
    startedAt: row.started_at,
  };
}

export function attemptToRow(attempt: Attempt): Insertable<Tables['attempts']> {
  return {
    key: attempt.key,
    order_id: attempt.orderId,
    client_invoice_id: attempt.clientInvoiceId,
    state: attempt.state,
    invoice_reference: attempt.invoiceReference,
    started_at: attempt.startedAt,
  };
}

export function sessionFromRow(row: Selectable<Tables['sessions']>): Session {
  return {
    tokenHash: row.token_hash,
    msisdnSealed: row.msisdn_sealed,
    msisdnLast4: row.msisdn_last4,
    subscriberKeySealed: row.subscriber_key_sealed,
    parameters: JSON.parse(row.parameters) as Record<string, string>,
    seenAt: row.seen_at,
  };
}

export function sessionToRow(session: Session): Insertable<Tables['sessions']> {
  return {
    token_hash: session.tokenHash,
    msisdn_sealed: session.msisdnSealed,
    msisdn_last4: session.msisdnLast4,
    subscriber_key_sealed: session.subscriberKeySealed,
    parameters: JSON.stringify(session.parameters),
    seen_at: session.seenAt,
  };
}
