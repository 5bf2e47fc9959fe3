// What a scenario says: which moves people make and when, and what goes wrong meanwhile. Plain data; its text form is
// text.ts. Who plays it decides what of it can happen there: a phone in the browser cannot crash a service.

/** Seqr's operations (seqr-api §4), as far as a scenario can name them. */
export const OPERATIONS = [
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
] as const;

/** What can go wrong with a call. `delay`: it is answered late. `reset`: the connection is cut. `half`: half an answer.
 *  `fault`: a SOAP Fault with HTTP 500. `html`: a proxy's error page. `busy`: result 93. `lock`: the store does not
 *  answer when the outcome is to be written. `crash`: the service dies, and is started again. */
export const CALL_FAULTS = ['delay', 'reset', 'half', 'fault', 'html', 'busy', 'lock', 'crash'] as const;
/** What can go wrong with SEQR's call to us. `forge`: somebody else sends one, with a reference of his own. */
export const NOTIFICATION_FAULTS = ['drop', 'delay', 'duplicate', 'empty', 'forge'] as const;

/** Where in a call it strikes: SEQR has heard nothing, SEQR has done it, or we know the outcome and have not written it. */
export const POINTS = ['before send', 'after send', 'before commit', 'after commit'] as const;

export interface Fault {
  what: (typeof CALL_FAULTS)[number] | (typeof NOTIFICATION_FAULTS)[number];
  /** `step`: the n-th durable step of the service, whatever it is for; only a crash strikes one. */
  on: (typeof OPERATIONS)[number] | 'notification' | 'step';
  /** Which one of its kind it strikes, from 1; null: every one. */
  nth: number | null;
  point: (typeof POINTS)[number];
  /** How late the answer is, how long the store is locked, how long the service is away. 0 for the others. */
  ms: number;
}

/** What people do. The customer acts in the SEQR app, and counts from when it was opened with the bill; the page and the
 *  clerk count from when the page was opened first. */
export const MOVES = [
  'pay',
  'decline',
  'cancel bill',
  'open page',
  'reload page',
  'close page',
  'tap twice',
  'change order',
  'cancel order',
  'try again',
  'refund all',
  'refund half',
  'close day',
] as const;

export interface Move {
  act: (typeof MOVES)[number];
  afterMs: number;
}

export interface Scenario {
  /** What it shows, in one or more sentences. */
  about: string;
  moves: Move[];
  faults: Fault[];
}
