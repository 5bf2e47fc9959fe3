// Money as integer minor units (öre, cents) and the two ways out of them: decimal text and what people read.

/** An amount in the currency's minor unit: `{ amountMinor: 13000, currency: 'SEK' }` is 130 kronor. */
export interface Money {
  amountMinor: number;
  currency: string;
}

/** Currencies whose minor unit is not a hundredth. Source: ISO 4217, list one. */
const WHOLE = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
const THOUSANDTHS = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');

/** How many decimals the currency has: 2 unless ISO 4217 says otherwise. */
export function minorDigits(currency: string): number {
  if (WHOLE.includes(currency)) return 0;
  return THOUSANDTHS.includes(currency) ? 3 : 2;
}

/** Reads decimal text such as "65.00", "-3" or "93.31000" exactly.
 *  @returns minor units
 *  @throws {RangeError} when the text is no decimal, is finer than the currency, or is beyond safe integers */
export function parseAmount(text: string, currency: string): number {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a decimal amount`);
  const [, sign, whole = '', fraction = ''] = match;
  const digits = minorDigits(currency);
  if (/[1-9]/.test(fraction.slice(digits))) {
    throw new RangeError(`"${text}" has more than ${digits} decimals of ${currency}`);
  }
  const amountMinor = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError(`"${text}" is too large an amount`);
  return sign && amountMinor !== 0 ? -amountMinor : amountMinor;
}

/** Writes minor units as plain decimal text with a dot: 13000 SEK → "130.00". */
export function formatAmount(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Writes amounts in minor units. */
export type MoneyFormat = (amountMinor: number) => string;

/** Writes amounts of a currency the way people of that language read them: "130,00 kr". */
export function moneyFormat(currency: string, language: string): MoneyFormat {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  const scale = 10 ** minorDigits(currency);
  return (amountMinor) => format.format(amountMinor / scale);
}
