// The simulated SEQR as one thing: its memory, whom it knows, its clock and its rules. The rooms beside this one
// hold what it does; none of them reads a clock, a socket or a disk of its own.
import type { Clock, Random } from '../../world.ts';
import { Books } from './books.ts';
import type { StoredDocument } from './books.ts';
import type { Customer, SimulatedService } from '../merchant.ts';
import type { InvoiceRecord } from './records.ts';

export interface Rules {
  /** Insists that a getPaymentStatus carries a version that was given out, and none older than it has acknowledged. */
  strictVersions: boolean;
  /** How long the customer's money is on its way; until then an invoice is "in progress" (48, 51). */
  paymentTakesMs: number;
  /** How long a token lives. Assumed, not documented. */
  tokenLifeMs: number;
  /** What the notification POST says: everything of the earlier revision, the reference alone, or nothing. */
  notificationBody: 'full' | 'reference' | 'empty';
}

export const DEFAULT_RULES: Rules = {
  strictVersions: false,
  paymentTakesMs: 0,
  tokenLifeMs: 30 * 60_000,
  notificationBody: 'full',
};

export interface SimulatedSeqr {
  readonly books: Books;
  readonly services: readonly SimulatedService[];
  readonly customer: Customer;
  readonly rules: Rules;
  readonly clock: Clock;
  readonly random: Random;
  /** When each invoice that will change by itself does so. Derived from the books. */
  readonly dueTimes: Map<string, number>;
  /** The invoice of every payment, by the payment's ersReference. Derived from the books. */
  readonly paidInvoices: Map<string, string>;
  /** Invoices whose payment has yet to be told to the merchant, as soon as it is written down. */
  notificationsDue: string[];
}

interface Options {
  documents?: readonly StoredDocument[];
  services: readonly SimulatedService[];
  customer: Customer;
  rules: Rules;
  clock: Clock;
  random: Random;
}

/** Wakes a simulated SEQR up with what it knew. */
export function createSimulatedSeqr({ documents, ...world }: Options): SimulatedSeqr {
  const books = new Books(documents);
  const seqr = { ...world, books, dueTimes: new Map(), paidInvoices: new Map(), notificationsDue: [] };
  for (const record of books.all('invoice')) index(seqr, record);
  return seqr;
}

/** Remembers an invoice as it is now; every change of one goes through here. */
export function saveInvoice(seqr: SimulatedSeqr, record: InvoiceRecord): InvoiceRecord {
  seqr.books.put('invoice', record.invoiceReference, record);
  index(seqr, record);
  return record;
}

function index(seqr: SimulatedSeqr, record: InvoiceRecord): void {
  const dueAt = nextChangeAt(record);
  if (dueAt === null) seqr.dueTimes.delete(record.invoiceReference);
  else seqr.dueTimes.set(record.invoiceReference, dueAt);
  if (record.payment) seqr.paidInvoices.set(record.payment.ersReference, record.invoiceReference);
}

// seqr-api §1 "The 20-second rule".
const REVERSAL_AFTER_MS = 20_000;

/** When an invoice will change although nobody touches it: the money arrives, an unconfirmed payment is taken
 *  back, a reservation lapses. Null when it never will. */
export function nextChangeAt({ status, payment, payingUntil, reservedUntil }: InvoiceRecord): number | null {
  if (payingUntil !== null) return payingUntil;
  if (status === 'RESERVED') return reservedUntil;
  if (status === 'PAID' && payment?.confirmedAt === null) return payment.paidAt + REVERSAL_AFTER_MS;
  return null;
}
