// What stands on the command line as text, read strictly: nothing is a number before it was looked at.
import { InvalidArgumentError } from 'commander';
import * as v from 'valibot';
import { parseAmount } from '../../shared/money.ts';
import { ReasonSchema } from '../../shared/desk/inputs.ts';
import { wholeNumber } from '../whole-number.ts';
import { wrongUsage } from './failure.ts';

/** Makes the reader of an option. */
const reader =
  <S extends v.GenericSchema<unknown, string | number>>(schema: S) =>
  (text: string): v.InferOutput<S> => {
    const read = v.safeParse(schema, text);
    if (read.success) return read.output;
    throw new InvalidArgumentError(`It ${read.issues[0].message}.`);
  };

export const limit = reader(wholeNumber(1, 1_000));
export const quantity = reader(wholeNumber(1, 9_999));
export const reason = reader(ReasonSchema.entries.reason);
export const uuid = reader(v.pipe(v.string(), v.uuid('must be a UUID')));
export const digits = reader(v.pipe(v.string(), v.regex(/^\d{1,40}$/, 'must be digits')));
export const actHash = reader(
  v.pipe(v.string(), v.regex(/^[\w-]{43}$/, 'must be a head that "log verify" has printed')),
);

/** @throws {InvalidArgumentError} for a day that no calendar has */
export function day(text: string): string {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(text))
      return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    // Said below.
  }
  throw new InvalidArgumentError('It must be a day such as 2026-11-23.');
}

/** An amount to be moved, once the currency is known.
 *  @param option whose value it is
 *  @throws {Failure} of wrong usage */
export function amount(text: string, currency: string, option: string): number {
  let amountMinor;
  try {
    amountMinor = parseAmount(text, currency);
  } catch (error) {
    throw wrongUsage(`${option}: ${(error as RangeError).message}, such as 32.50`);
  }
  if (amountMinor <= 0) throw wrongUsage(`${option}: must be more than 0`);
  return amountMinor;
}
