// The day's close, and where the two books do not agree. Amounts are minor units, times epoch milliseconds.
import * as v from 'valibot';
import { Key, Reason } from './inputs.ts';

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

/** A close with what came of it; the same as `/desk/api/closings/{id}.csv` and `.pdf`. */
export interface Closing extends ClosingRow {
  result: ClosingResult | null;
}

/** `GET /desk/api/closings/{id}`. */
export interface ShownClosing extends Closing {
  /** True when nothing more comes by itself: its mark is unknown, or its report cannot be used. Then it can be resolved. */
  needsPerson: boolean;
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
