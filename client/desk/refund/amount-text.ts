// A sum as a clerk types it. Stricter than plain decimals where one might mean another sum than the one that is read.
import { formatAmount, minorDigits, parseAmount } from '../../../shared/money.ts';

/** @returns minor units, or what is wrong with the text
 *  @param mostMinor what there is */
export function readSum(text: string, currency: string, mostMinor: number): number | string {
  const bare = text
    .trim()
    .replace(/\s*(kr\.?|[a-z]{3}|€|\$|£)$/i, '')
    .replace(/\s/g, '')
    .replace(',', '.');
  const most = decimal(mostMinor, currency);
  if (bare === '') return `Write a sum, at most ${most}.`;
  const digits = minorDigits(currency);
  // "1.000" may be a thousand: it is asked for again and not guessed.
  if ((/\.(\d*)$/.exec(bare)?.[1]?.length ?? 0) > digits) return tooFine(digits, currency);
  let amountMinor: number;
  try {
    amountMinor = parseAmount(bare, currency);
  } catch {
    return `“${text.trim()}” is no sum. Write it such as ${most}.`;
  }
  if (amountMinor <= 0) return 'The sum must be more than 0.';
  if (amountMinor > mostMinor) return `That is more than what is left: at most ${most}.`;
  return amountMinor;
}

/** With a decimal comma, as it may be typed: "65,00". */
export function decimal(amountMinor: number, currency: string): string {
  return formatAmount(amountMinor, currency).replace('.', ',');
}

function tooFine(digits: number, currency: string): string {
  if (digits === 0) return `${currency} has no decimals: leave out everything from the comma on.`;
  return `At most ${digits} decimals. For a thousand write 1000.`;
}
