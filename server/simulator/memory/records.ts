// What the simulated SEQR remembers, as plain data that goes into its state file. Times are epoch milliseconds.
import type { InvoiceStatus, TokenRequest } from '../../../shared/simulator-app.ts';
import type { Fault, TextMessage } from '../../../shared/simulator-app.ts';
import type { CustomerToken, Invoice } from '../../seqr/operations.ts';

export type TokenState = TokenRequest['state'];

/** A customer's visit, made by scanning a code. */
export interface TokenRecord {
  token: string;
  serviceId: string;
  /** The QR code's parameters, in its order. */
  parameters: [name: string, value: string][];
  authKey: string;
  state: TokenState;
  /** What it becomes by itself, and when. */
  change: { state: TokenState; at: number } | null;
}

export interface InvoiceRecord {
  invoiceReference: string;
  terminalId: string;
  status: InvoiceStatus;
  /** Raised with every change of status, and with every card that is shown. */
  version: number;
  /** The highest version that an answer has carried, and the highest that a later call has brought back. */
  toldVersion: number;
  acknowledgedVersion: number;
  invoice: Invoice;
  /** The loyalty cards that the customer has shown; left out while there is none. */
  tokens?: CustomerToken[];
  amountMinor: number;
  issuedAt: number;
  /** While the customer's money is on its way: when it will have arrived. */
  payingUntil: number | null;
  /** When a reservation lapses unless it is committed. */
  reservedUntil: number | null;
  payment: Payment | null;
}

export interface Payment {
  ersReference: string;
  paidAt: number;
  /** When a getPaymentStatus first answered PAID. */
  confirmedAt: number | null;
  reversedAt: number | null;
  /** How much of it has been given back. */
  refundedMinor: number;
  /** How many receipts the merchant has sent in for it. */
  receiptCount: number;
}

export interface RefundRecord {
  ersReference: string;
  /** The payment that is given back, wholly or in part. */
  paymentReference: string;
  terminalId: string;
  amountMinor: number;
  currency: string;
  cashierId: string;
  at: number;
}

export interface PeriodRecord {
  transactionPeriodId: string;
  resellerId: string;
  /** A terminal's own period, or null for the whole shop's. */
  terminalId: string | null;
  /** The period holds what was booked from `from` on and before `to`. */
  from: number;
  to: number;
}

export interface ReceiptRecord {
  paymentReference: string;
  mimeType: string;
  receiptType: string;
  receiptData: string;
  at: number;
}

/** Every kind of document, by the name under which the state file keeps it. */
export interface Documents {
  token: TokenRecord;
  invoice: InvoiceRecord;
  refund: RefundRecord;
  period: PeriodRecord;
  receipt: ReceiptRecord;
  message: TextMessage;
  faults: Fault[];
}
export type Kind = keyof Documents;
