// What travels between the operator desk and the BFF, under /desk/api. Amounts are minor units, times epoch
// milliseconds. The schemas validate on the server; the desk uses their types only.
import * as v from 'valibot';
import { ORDER_STATUSES } from './order-status.ts';
import type { OrderStatus } from './order-status.ts';
import type { OrderLine } from './api.ts';

/** What an operator may do; `look` is everybody's. */
export const ROLES = ['look', 'refund', 'approve', 'close'] as const;
export type Role = (typeof ROLES)[number];

/** Half a letter, or none: no store keeps it as it was sent, and the log of acts would no longer hold together. */
const writable = v.check(
  (text: string) => text.isWellFormed() && !text.includes('\0'),
  'must be text that can be written down',
);

/** `POST /desk/api/session`; answered 200 with {@link DeskSession} and the cookie, 401 `sign-in-refused`,
 *  429 `sign-in-locked` (with `detail`: how long). */
export const SignInSchema = v.strictObject({
  name: v.pipe(v.string(), writable, v.maxLength(64)),
  password: v.pipe(v.string(), v.maxLength(1024)),
});

/** `GET /desk/api/session` (401 `signed-out`); `DELETE` ends this one, `DELETE /desk/api/sessions` all of this operator. */
export interface DeskSession {
  operator: { name: string; roles: Role[] };
  /** Every request that is no GET carries it as `X-CSRF-Token`. */
  csrfToken: string;
  service: {
    name: string;
    currency: string;
    /** Above this sum of refunds per order a second operator must agree; null: never. */
    approvalAboveMinor: number | null;
    /** Terminals that can be closed by themselves. */
    terminalIds: string[];
    /** How the booking numbers begin, such as "FRY". */
    bookingPrefix: string;
    /** When the day is closed by itself, "23:55"; null: never. */
    closesAt: string | null;
    /** Where the shop's days begin and end, "Europe/Stockholm"; `closesAt` and the days of a search are of it. */
    timeZone: string;
  };
}

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

export const REFUND_STATES = ['awaiting', 'sent', 'done', 'unknown', 'refused', 'rejected'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

export interface RefundDto {
  id: string;
  orderId: string;
  bookingNumber: string;
  state: RefundState;
  amountMinor: number;
  currency: string;
  lines: { sku: string; name: string; quantity: number }[] | null;
  reason: string;
  requestedBy: string;
  requestedAt: number;
  decidedBy: string | null;
  endedAt: number | null;
  ersReference: string | null;
  resultCode: number | null;
  /** Why it was refused, or what to check while it is unknown, in plain words. */
  explanation: string | null;
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

/** Why money moves, in the operator's own words. */
const Reason = v.pipe(
  v.string('must be a text'),
  writable,
  v.trim(),
  v.minLength(3, 'must say why, in 3 letters or more'),
  v.maxLength(500, 'must have at most 500 letters'),
);
const Key = v.pipe(v.string(), v.uuid('must be a UUID'));
/** Decimal text in the order's currency, such as "32.50": never a number. */
const AmountText = v.pipe(v.string('must be a text such as "32.50"'), v.maxLength(20));

/** `POST /desk/api/orders/{id}/refunds`: `key` is made once for one form; the same key again is the same refund. Answers
 *  201 with the {@link RefundDto} (state `done`, `awaiting`, `unknown`, `refused`); 200 with it for a known key. */
export const RefundRequestSchema = v.strictObject({
  key: Key,
  reason: Reason,
  what: v.variant('kind', [
    v.strictObject({ kind: v.literal('whole') }),
    v.strictObject({
      kind: v.literal('lines'),
      lines: v.pipe(
        v.array(
          v.strictObject({
            sku: v.string(),
            quantity: v.pipe(
              v.number(),
              v.integer('must be a whole number'),
              v.minValue(1, 'must be at least 1'),
            ),
          }),
        ),
        v.minLength(1, 'must name a line'),
      ),
    }),
    v.strictObject({
      kind: v.literal('sum'),
      amount: AmountText,
      currency: v.pipe(v.string(), v.maxLength(3)),
    }),
  ]),
});
export type RefundRequest = v.InferOutput<typeof RefundRequestSchema>;

/** `POST …/orders/{id}/cancel`, `…/orders/{id}/resolve-alarm`, `…/refunds/{id}/approve`, `…/refunds/{id}/reject`. */
export const ReasonSchema = v.strictObject({ reason: Reason });
/** `POST …/refunds/{id}/decide`: what became of an unknown one, by a person who has found out. */
export const DecideSchema = v.strictObject({ wasMade: v.boolean('must be true or false'), reason: Reason });
/** `POST …/orders/{id}/commit`: takes a reservation; without an amount, all of it. */
export const CommitSchema = v.strictObject({ amount: v.optional(AmountText), reason: Reason });

/** `GET /desk/api/tasks`: everything that waits for a person. */
export interface Tasks {
  awaiting: RefundDto[];
  unknown: RefundDto[];
  alarmed: (OrderRow & { alarm: string })[];
  stuck: DeliveryDto[];
  closings: ClosingRow[];
}

/** `marking`: SEQR is being asked to close the period. `unknown`: its answer was lost. `marked`: closed, the report is not
 *  there yet. `matched`: both books were compared. `refused`: SEQR said no. `abandoned`: an unknown one that a person has
 *  looked at. */
export const CLOSING_STATES = ['marking', 'unknown', 'marked', 'matched', 'refused', 'abandoned'] as const;
export type ClosingState = (typeof CLOSING_STATES)[number];

export interface ClosingRow {
  id: string;
  /** null: the whole shop's. */
  terminalId: string | null;
  state: ClosingState;
  /** SEQR's number of the period. */
  transactionPeriodId: string | null;
  requestedBy: string;
  requestedAt: number;
  markedAt: number | null;
  matchedAt: number | null;
  /** Why it was refused, or why it waits, in plain words. */
  explanation: string | null;
  breakCount: number | null;
}

export const BREAK_KINDS = ['missing-here', 'missing-there', 'amount-differs', 'twice'] as const;
export type BreakKind = (typeof BREAK_KINDS)[number];

/** Where the two books do not agree. */
export interface Break {
  kind: BreakKind;
  /** A sale, or money given back. */
  of: 'payment' | 'refund';
  ersReference: string;
  /** Of ours; null where we have none. */
  orderId: string | null;
  bookingNumber: string | null;
  refundId: string | null;
  oursMinor: number | null;
  theirsMinor: number | null;
  cashierId: string | null;
  terminalId: string | null;
}

export interface ClosingResult {
  currency: string;
  /** Refunds count as negative amounts; `count` is of both. */
  ours: { count: number; totalMinor: number };
  theirs: { count: number; totalMinor: number };
  /** The sum that SEQR's own summary states; null when it could not be read. */
  statedMinor: number | null;
  matchedCount: number;
  breaks: Break[];
  /** Unknown refunds that this report has settled. */
  resolvedRefundIds: string[];
}

/** `GET /desk/api/closings/{id}`; the same as `/desk/api/closings/{id}.csv` and `.pdf`. */
export interface Closing extends ClosingRow {
  result: ClosingResult | null;
}

/** `POST /desk/api/closings`: closes the period of the shop or of one terminal; answers 202 with the {@link ClosingRow}.
 *  `GET` lists the newest, as {@link ClosingList}. `POST …/closings/{id}/fetch` asks for the report again. */
export const CloseRequestSchema = v.strictObject({
  key: Key,
  terminalId: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(64))), null),
});
export interface ClosingList {
  closings: ClosingRow[];
}
/** `POST …/closings/{id}/resolve`: an unknown one. With the period's number, that SEQR's support has told, its report is
 *  fetched; without, it is abandoned and the next one can be closed. */
export const ResolveClosingSchema = v.strictObject({
  transactionPeriodId: v.optional(v.pipe(v.string(), v.regex(/^\d{1,40}$/, 'must be digits'))),
  reason: Reason,
});

/** `GET /desk/api/acts?before=`: the newest hundred of the log. */
export interface ActDto {
  number: number;
  at: number;
  operator: string;
  act: string;
  subject: string | null;
  /** What the subject is, where it is an order or a closing. */
  about: { view: 'order'; id: string; bookingNumber: string } | { view: 'closing'; id: string } | null;
  reason: string | null;
}
