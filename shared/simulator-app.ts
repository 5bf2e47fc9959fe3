// The simulated SEQR's other face: what a phone with the SEQR app would do, as JSON under /simulator/app/.
// The wallet in the browser uses it, and so do tests and other people's scripts.
import * as v from 'valibot';

/** `POST /simulator/app/scan`: the content of a QR code. */
export const ScanRequestSchema = v.strictObject({ url: v.pipe(v.string(), v.maxLength(2000)) });

/** What SEQR tells the app about a scanned service: its four URLs and this visit's TOKEN. */
export interface ScanAnswer {
  token: string;
  urls: { order: string; success: string; failure: string; cancel: string };
}

/** `POST /simulator/app/tokens/{token}`: what becomes of a visit; 'expires' with `afterMs` sets a time for it. */
export const TokenRequestSchema = v.strictObject({
  state: v.picklist(['active', 'expired', 'cancelled', 'in-progress']),
  afterMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
export type TokenRequest = v.InferOutput<typeof TokenRequestSchema>;

/** `GET` and `POST /simulator/app/tokens/{token}` answer the visit as it is now, and what it becomes by itself. */
export interface TokenAnswer {
  token: string;
  serviceId: string;
  state: TokenRequest['state'];
  /** `at` in epoch milliseconds. */
  change: { state: TokenRequest['state']; at: number } | null;
}

export type InvoiceStatus =
  'ISSUED' | 'PENDING_ISSUER_ACKNOWLEDGE' | 'RESERVED' | 'PAID' | 'CANCELED' | 'FAILED';

/** What the merchant says of a card: nothing yet, or one of SEQR's three words (seqr-api §3 customerToken). */
export type CardStatus = 'pending' | 'used' | 'blocked' | 'invalid';

/** `GET /simulator/app/bills/{reference}`: the bill as the app shows it; `GET /simulator/app/bills`: the newest
 *  hundred, for whoever looks for an invoice whose answer was lost. Amounts are decimal text, as SEQR has them. */
export interface Bill {
  invoiceReference: string;
  status: InvoiceStatus;
  title: string;
  footer: string;
  receiver: string;
  clientInvoiceId: string;
  rows: { description: string; quantity: string; total: string }[];
  total: { value: string; currency: string };
  /** True when the merchant asks for loyalty cards on this bill. */
  takesCards: boolean;
  /** The cards that were shown, with the merchant's word on each. */
  cards: { value: string; status: CardStatus }[];
  /** Of the payment: SEQR's number for it; null before. */
  paymentReference: string | null;
  /** True when the payment was taken back because nobody asked for its status within 20 seconds. */
  isReversed: boolean;
}

/** `POST /simulator/app/bills/{reference}/card`: the customer shows a loyalty card; answers the bill, which waits for the
 *  merchant's word from then on. */
export const CardRequestSchema = v.strictObject({
  value: v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(64)),
});

/** `POST /simulator/app/bills/{reference}/pay|decline|cancel` answer the bill as it is then.
 *  `pay` takes the PIN that the customer typed; any four digits but 0000 are right. */
export const PayRequestSchema = v.strictObject({
  pin: v.pipe(v.string(), v.regex(/^\d{4}$/, 'must be 4 digits')),
});

/** `GET /simulator/app/messages`: the phone's text messages, newest last. */
export interface TextMessage {
  at: number;
  text: string;
}

/** What can go wrong with the notification: lost, late, twice, without a body. */
export const NOTIFICATION_FAULTS = ['drop', 'delay', 'duplicate', 'empty'] as const;
const SOAP_ONLY_FAULTS = ['reset-before', 'reset-after', 'half', 'fault', 'html', 'busy'] as const;
/** What can be wrong with the next details that executeReport gives: a payment that the merchant does not have, one that
 *  is missing, stands twice, or has another amount; a text that is empty, cut, not well-formed, or about another period. */
export const REPORT_FAULTS = [
  'row-extra',
  'row-missing',
  'row-twice',
  'amount-differs',
  'report-empty',
  'report-cut',
  'report-malformed',
  'report-other-period',
] as const;
/** What can go wrong with a call: `delay` (done, answered late), `reset-before` (cut before it is done), `reset-after`
 *  (done, then cut), `half` (done, half an answer), `fault` (HTTP 500), `html` (a proxy's error page), `busy` (result 93). */
export const SOAP_FAULTS = ['delay', ...SOAP_ONLY_FAULTS] as const;

/** `PUT /simulator/app/faults`: replaces the list of faults to come. Each one strikes `times` times, then is gone. */
export const FaultSchema = v.strictObject({
  /** An operation of the SOAP interface, or the notification POST. */
  on: v.picklist([
    'notification',
    'getClientSessionInfo',
    'sendInvoice',
    'updateInvoice',
    'getPaymentStatus',
    'cancelInvoice',
    'refundPayment',
    'submitPaymentReceipt',
    'commitReservation',
    'markTransactionPeriod',
    'executeReport',
  ]),
  kind: v.picklist([...NOTIFICATION_FAULTS, ...SOAP_ONLY_FAULTS, ...REPORT_FAULTS]),
  delayMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000)), 0),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)), 1),
});
export type Fault = v.InferOutput<typeof FaultSchema>;
export const FaultsSchema = v.array(FaultSchema);
