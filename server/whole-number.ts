// A whole number as people write it in a file or in the environment, where everything is text.
import * as v from 'valibot';

/** Reads digits as a number from `least` to `most`, both included; one message says all that it may be. */
export function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return v.pipe(
    v.string(message),
    v.regex(/^\d{1,9}$/, message),
    v.transform(Number),
    v.minValue(least, message),
    v.maxValue(most, message),
  );
}
