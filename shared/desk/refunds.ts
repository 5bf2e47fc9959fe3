// Money that goes back: what is asked for, what became of it, and what people decide. Amounts are minor units.
import * as v from 'valibot';
import { AmountText, Key, Reason } from './inputs.ts';

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

/** `POST …/refunds/{id}/decide`: what became of an unknown one, by a person who has found out. */
export const DecideSchema = v.strictObject({ wasMade: v.boolean('must be true or false'), reason: Reason });
