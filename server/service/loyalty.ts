// What a loyalty card is worth here: one rule for all cards that it knows. Knows no order.
import type * as v from 'valibot';
import { wholeText } from '../../shared/service.ts';
import type { Text } from '../../shared/service.ts';
import type { Report } from './definition.ts';
import type { LoyaltyInput } from './schema.ts';

export interface Loyalty {
  /** What the discount is called on the bill. */
  name: Text;
  /** So much of every row is taken off. */
  percent: number;
  /** The whole value of a card must match this regular expression. */
  pattern: string;
}

/** @param text completes a text that stands at this place below `loyalty`
 *  @param report takes places below `loyalty` */
export function toLoyalty(
  input: v.InferOutput<typeof LoyaltyInput> | undefined,
  text: (value: string | Record<string, string>, ...path: string[]) => Text,
  report: Report,
): Loyalty | null {
  if (input === undefined) return null;
  const { percent, pattern, example } = input;
  const loyalty = { name: text(input.name, 'name'), percent, pattern };
  // The pattern is tried as it is used later, before the first customer does.
  try {
    if (!isKnownCard(loyalty, example)) report(['example'], 'does not fit pattern');
  } catch {
    report(['pattern'], 'must be a regular expression');
  }
  return loyalty;
}

/** True when a card of this value brings the discount. */
export function isKnownCard({ pattern }: Loyalty, value: string): boolean {
  return wholeText(pattern).test(value);
}
