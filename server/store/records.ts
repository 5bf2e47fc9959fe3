// What is remembered, as the domain sees it. Times are epoch milliseconds, amounts minor units, references text.
import type { OrderLine } from '../../shared/api.ts';
import type { OrderStatus } from '../../shared/order-status.ts';
import type { Choices } from '../../shared/service.ts';

/** What is bought, priced by the server. */
export interface Basket {
  /** Counts the changes of the order, from 1. */
  revision: number;
  choices: Choices;
  lines: OrderLine[];
  totalMinor: number;
  currency: string;
  /** VAT contained in the total, by rate in whole percent. */
  taxes: { rate: number; amountMinor: number }[];
}

/** A basket on its way to SEQR. */
export interface PendingBasket {
  basket: Basket;
  sentAt: number;
  /** Those that were on their way before, this one included when it is sent again: their updates may have been made. */
  maybe: Basket[];
}

/** Money that waits at SEQR to be taken. */
export interface Reservation {
  /** The most that can be taken: the least that the bill may have held, if a change of it was without its answer. */
  amountMinor: number;
  /** When we learned of it. */
  reservedAt: number;
  /** When SEQR gives it back by itself, as the invoice asks for; null: when SEQR likes. */
  lapsesAt: number | null;
  /** What SEQR was asked to take so far, null for all of it: of lost answers, the receipt tells which one counts. */
  commits: (number | null)[];
}

/** What was paid, by SEQR's word. */
export interface Payment {
  amountMinor: number;
  currency: string;
  ersReference: string | null;
  paymentReference: string | null;
  /** What of SEQR's receipt is not as the order says; null when all is. It holds the side effects back. */
  difference: string | null;
}

export interface Order {
  /** The page's UUID: the idempotency key. */
  id: string;
  /** Keyed hash of the customer's token: the order's owner. */
  tokenHash: string;
  status: OrderStatus;
  /** The basket that stands on SEQR's invoice, and one that SEQR has not confirmed yet (design, decision 6). */
  basket: Basket;
  pending: PendingBasket | null;
  bookingNumber: string;
  language: string;
  /** The one invoice disclosed for this order, and our own number of it. */
  invoiceReference: string | null;
  clientInvoiceId: string | null;
  /** The latest version whose status was applied; the next call carries and so acknowledges it. */
  invoiceVersion: number;
  createdAt: number;
  /** When an unpaid invoice is cancelled. */
  expiresAt: number;
  /** When the wallet link was first used. */
  launchedAt: number | null;
  endedAt: number | null;
  /** The loyalty cards that the customer has shown, with our word on each: sealed JSON, since a card names a person. */
  cardsSealed: string | null;
  /** While the order is payable: the customer has paid, and it is ours to take the money. */
  reservation: Reservation | null;
  payment: Payment | null;
  /** When the acknowledging call answered PAID as well. */
  confirmedAt: number | null;
  /** When SEQR was asked once more, after it could have reversed the payment. */
  verifiedAt: number | null;
  reversedAt: number | null;
  /** What a person must look at; never cleared by the machine. */
  alarm: string | null;
  /** When the watcher asks next; null when there is nothing left to ask. */
  nextCheckAt: number | null;
  /** Counts the writes: every write names the one that it saw. */
  rowVersion: number;
}

/** One sendInvoice. The lost answer of one leaves an invoice that nobody knows (design, decision 4). */
export interface Attempt {
  /** Unguessable; the last part of its notification URL. */
  key: string;
  orderId: string;
  clientInvoiceId: string;
  /** `unknown`: the answer was lost. `named`: a notification has told the reference, SEQR has yet to be asked.
   *  `foreign`: SEQR was asked, and the named invoice is dead, or not this attempt's. */
  state: 'sending' | 'answered' | 'refused' | 'unknown' | 'named' | 'foreign';
  invoiceReference: string | null;
  startedAt: number;
}

/** What SEQR told about a token's customer; the personal parts are sealed. */
export interface Session {
  tokenHash: string;
  msisdnSealed: string | null;
  msisdnLast4: string | null;
  subscriberKeySealed: string | null;
  /** The QR code's parameters. */
  parameters: Record<string, string>;
  seenAt: number;
}

/** One row of the ledger, written before SEQR is called (design, decision 4). What is not refused counts as given back. */
export interface Refund {
  /** Travels as the refund's cashierId and clientInvoiceId, so that a report can name it. */
  id: string;
  orderId: string;
  /** Made by whoever asks; the same one again is the same refund. */
  requestKey: string;
  /** `awaiting`: a second person must agree. `sent`: SEQR is being asked. `unknown`: its answer was lost; a report or a
   *  person tells. `refused`: SEQR said no, or nothing reached it. `rejected`: the second person did not agree. */
  state: 'awaiting' | 'sent' | 'done' | 'unknown' | 'refused' | 'rejected';
  amountMinor: number;
  currency: string;
  /** What of the order is given back; null for a sum. */
  lines: { sku: string; quantity: number }[] | null;
  reason: string;
  requestedBy: string;
  requestedAt: number;
  /** Who agreed, did not agree, or said what became of an unknown one. */
  decidedBy: string | null;
  sentAt: number | null;
  endedAt: number | null;
  /** SEQR's number of the refund. */
  ersReference: string | null;
  resultCode: number | null;
  /** Why it is refused or unknown, in our words. */
  failure: string | null;
}

/** What has happened to an order, for whoever must hear of it: goes out at least once, after it was released. `key`
 *  makes it unique. */
export interface SideEffect {
  key: string;
  orderId: string;
  /** `refunded`: the key ends with the refund's id. */
  kind: 'paid' | 'canceled' | 'reversed' | 'refunded';
  createdAt: number;
  releasedAt: number | null;
}

/** A released event on one of its ways out. */
export interface Delivery {
  /** `${event.key}:${channel}`: the same event goes the same way once. */
  key: string;
  event: SideEffect;
  channel: 'sms' | 'webhook' | 'receipt';
  /** How many have ended, since the event or since a person said "again". */
  attempts: number;
  /** When it is due; null when it was delivered, or waits for a person alone. */
  nextAt: number | null;
  /** While a process tries it: until when nobody else does. */
  leasedUntil: number | null;
  deliveredAt: number | null;
  /** Since when a person should look. */
  stuckAt: number | null;
  /** Why the last attempt failed: no secret, no phone number, nothing of a body. */
  lastError: string | null;
}
