// How the desk writes sums and times: as the shop's receipts do, and days as they are typed into the search. Times are the
// shop's, wherever the screen stands: by them the server searches and closes.
import { moneyFormat } from '../../shared/money.ts';

const LOCALE = 'sv-SE';
/** Of who is signed in; nothing is written before. */
let times = timesOf(undefined);

function timesOf(timeZone: string | undefined) {
  const inZone = timeZone === undefined ? {} : { timeZone };
  return {
    minute: new Intl.DateTimeFormat(LOCALE, { dateStyle: 'short', timeStyle: 'short', ...inZone }),
    second: new Intl.DateTimeFormat(LOCALE, { dateStyle: 'short', timeStyle: 'medium', ...inZone }),
    day: new Intl.DateTimeFormat(LOCALE, { dateStyle: 'short', ...inZone }),
  };
}

/** @param timeZone of the shop, "Europe/Stockholm" */
export function useTimeZone(timeZone: string) {
  times = timesOf(timeZone);
}

/** "130,00 kr" */
export function money(amountMinor: number, currency: string): string {
  return moneyFormat(currency, LOCALE)(amountMinor);
}

/** "2026-11-23 14:05" */
export const minute = (at: number): string => times.minute.format(at);
/** "2026-11-23 14:05:09" */
export const second = (at: number): string => times.second.format(at);
/** "2026-11-23" */
export const day = (at: number): string => times.day.format(at);

/** "2026-11-22": by the calendar, since a day may have 23 hours or 25. */
export function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/** "•••0605" */
export const phone = (last4: string | null): string => (last4 === null ? 'unknown phone' : `•••${last4}`);

/** What the smallest part of the currency is called: the desk says to what both books agree. */
export function smallestUnit(currency: string): string {
  if (currency === 'SEK') return 'öre';
  return currency === 'NOK' || currency === 'DKK' ? 'øre' : 'cent';
}
