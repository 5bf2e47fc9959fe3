// Orders as the desk finds and shows them, under /desk/api/orders. Amounts are minor units, times epoch milliseconds.
import * as v from 'valibot';
import type { OrderLine } from '../api.ts';
import { ORDER_STATUSES } from '../order-status.ts';
import type { OrderStatus } from '../order-status.ts';
import { AmountText, Reason, writable } from './inputs.ts';
import type { RefundDto } from './refunds.ts';

/** `GET /desk/api/orders?q=&status=&from=&to=&after=`: the newest first. `q`: a booking number, an invoice or ERS
 *  reference, or the last four digits of the phone; `from` and `to` are days, `2026-11-23`, in the shop's time zone, both
 *  included; `after`: `next` of the page before. 422 `invalid-request` names the part that is wrong. */
export const OrderQuerySchema = v.strictObject({
  q: v.optional(v.pipe(v.string(), writable, v.maxLength(100))),
  status: v.optional(v.picklist(ORDER_STATUSES)),
  from: v.optional(v.pipe(v.string(), v.isoDate('must be a day such as 2026-11-23'))),
  to: v.optional(v.pipe(v.string(), v.isoDate('must be a day such as 2026-11-23'))),
  after: v.optional(v.pipe(v.string(), v.maxLength(100))),
});

export interface OrderRow {
  id: string;
  bookingNumber: string;
  status: OrderStatus;
  createdAt: number;
  totalMinor: number;
  currency: string;
  /** "0605", the phone's last digits. */
  msisdnLast4: string | null;
  isReversed: boolean;
  isAlarmed: boolean;
}

export interface OrderList {
  orders: OrderRow[];
  /** For `after`; null at the end. */
  next: string | null;
}

/** One line of an order's timeline. */
export interface TimelineEntry {
  at: number;
  /** SEQR, the customer, this service, or an operator. */
  by: string;
  what: string;
  /** SEQR's own words, if it was SEQR: "PAID, version 2". */
  told: string | null;
}

export interface DeliveryDto {
  key: string;
  orderId: string;
  bookingNumber: string;
  channel: 'sms' | 'webhook' | 'receipt';
  /** What it tells of. */
  kind: 'paid' | 'canceled' | 'reversed' | 'refunded';
  state: 'held' | 'waiting' | 'stuck' | 'delivered';
  attempts: number;
  nextAt: number | null;
  deliveredAt: number | null;
  lastError: string | null;
}

/** `GET /desk/api/orders/{id}`. */
export interface DeskOrder extends OrderRow {
  lines: (OrderLine & {
    /** How many of it can still be given back. */
    refundable: number;
  })[];
  choices: { name: string; value: string }[];
  taxes: { rate: number; amountMinor: number }[];
  language: string;
  invoiceReference: string | null;
  clientInvoiceId: string | null;
  endedAt: number | null;
  payment: {
    amountMinor: number;
    currency: string;
    ersReference: string | null;
    paymentReference: string | null;
    /** What of SEQR's receipt is not as the order says; the side effects wait for a person. */
    difference: string | null;
  } | null;
  /** Money that waits at SEQR to be taken, whole or less (seqr-api, "Reservation"). */
  reservation: { amountMinor: number; reservedAt: number; lapsesAt: number | null } | null;
  alarm: string | null;
  reversedAt: number | null;
  /** Paid and confirmed, less what was given back or may have been. */
  refundableMinor: number;
  refunds: RefundDto[];
  deliveries: DeliveryDto[];
  timeline: TimelineEntry[];
  /** What this operator may do with it now; what is missing here is refused. */
  can: ('refund' | 'cancel' | 'commit' | 'resolve-alarm')[];
}

/** `POST …/orders/{id}/commit`: takes a reservation; without an amount, all of it. */
export const CommitSchema = v.strictObject({ amount: v.optional(AmountText), reason: Reason });
