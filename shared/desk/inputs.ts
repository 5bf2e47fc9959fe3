// What operators type, checked alike wherever it arrives.
import * as v from 'valibot';

/** Half a letter, or none: no store keeps it as it was sent, and the log of acts would no longer hold together. */
export const writable = v.check(
  (text: string) => text.isWellFormed() && !text.includes('\0'),
  'must be text that can be written down',
);

/** Why money moves, in the operator's own words. */
export const Reason = v.pipe(
  v.string('must be a text'),
  writable,
  v.trim(),
  v.minLength(3, 'must say why, in 3 letters or more'),
  v.maxLength(500, 'must have at most 500 letters'),
);

export const Key = v.pipe(v.string(), v.uuid('must be a UUID'));

/** Decimal text in the order's currency, such as "32.50": never a number. */
export const AmountText = v.pipe(v.string('must be a text such as "32.50"'), v.maxLength(20));

/** `POST …/orders/{id}/cancel`, `…/orders/{id}/resolve-alarm`, `…/refunds/{id}/approve`, `…/refunds/{id}/reject`. */
export const ReasonSchema = v.strictObject({ reason: Reason });
