// From which sum on a refund needs a second operator.
import { parseAmount } from '../../shared/money.ts';

/** @param text as it stands in the file
 *  @returns minor units; null where none stands there */
export function toApprovalLimit(
  text: string | undefined,
  currency: string,
  report: (message: string) => void,
): number | null {
  if (text === undefined) return null;
  try {
    const amountMinor = parseAmount(text, currency);
    if (amountMinor < 0) report('must not be less than 0');
    return amountMinor;
  } catch (error) {
    report((error as RangeError).message);
    return null;
  }
}
