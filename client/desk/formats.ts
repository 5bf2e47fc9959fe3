// How the desk writes sums and times: as the shop's receipts do, and days as they are typed into the search.
import { moneyFormat } from '../../shared/money.ts';

const LOCALE = 'sv-SE';
const MINUTE = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'short', timeStyle: 'short' });
const SECOND = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'short', timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'short' });

/** "130,00 kr" */
export function money(amountMinor: number, currency: string): string {
  return moneyFormat(currency, LOCALE)(amountMinor);
}

/** "2026-11-23 14:05" */
export const minute = (at: number): string => MINUTE.format(at);
/** "2026-11-23 14:05:09" */
export const second = (at: number): string => SECOND.format(at);
/** "2026-11-23" */
export const day = (at: number): string => DAY.format(at);

/** "•••0605" */
export const phone = (last4: string | null): string => (last4 === null ? 'unknown phone' : `•••${last4}`);

/** What the smallest part of the currency is called: the desk says to what both books agree. */
export function smallestUnit(currency: string): string {
  if (currency === 'SEK') return 'öre';
  return currency === 'NOK' || currency === 'DKK' ? 'øre' : 'cent';
}
