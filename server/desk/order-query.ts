// What a clerk types, as something to look for: a booking number, a number of SEQR's, or the last digits of a phone.
import type { OrderStatus } from '../../shared/order-status.ts';
import { Refusal } from '../orders/refusal.ts';
import type { OrderQuery, OrderSearch, FoundOrder } from '../store/order-search.ts';

export interface Question {
  q?: string | undefined;
  status?: OrderStatus | undefined;
  from?: string | undefined;
  to?: string | undefined;
  after?: string | undefined;
}

interface Shown {
  orders: FoundOrder[];
  /** For `after`; null at the end. */
  next: string | null;
}

export const PAGE = 50;

/** @param timeZone in which a day begins and ends
 *  @param prefix of the booking numbers: it may be left out
 *  @returns the newest first, or which part of the question is wrong */
export async function findOrders(
  search: OrderSearch,
  question: Question,
  { timeZone, prefix, limit = PAGE }: { timeZone: string; prefix: string; limit?: number },
): Promise<Shown | Refusal> {
  const period = days(question, timeZone);
  if (period instanceof Refusal) return period;
  const base = { ...period, ...(question.status ? { status: question.status } : null) };
  if (base.fromMs !== undefined && base.beforeMs !== undefined && base.fromMs >= base.beforeMs)
    return new Refusal('invalid-request', { detail: 'to: is before from' });
  const after = question.after === undefined ? undefined : place(question.after);
  if (after === null) return new Refusal('invalid-request', { detail: 'after: is no place in a list' });
  const ways = waysToRead(question.q ?? '', prefix);
  if (ways instanceof Refusal) return ways;
  for (const [index, by] of ways.entries()) {
    const query: OrderQuery = { ...base, ...(by ? { by } : null), ...(after ? { after } : null) };
    const found = await search.find(query, limit + 1);
    if (found.length === 0 && index < ways.length - 1) continue;
    const orders = found.slice(0, limit);
    const last = orders.at(-1);
    return { orders, next: found.length > limit && last ? `${last.createdAt}.${last.id}` : null };
  }
  return { orders: [], next: null };
}

type By = NonNullable<OrderQuery['by']> | null;

const booking = (text: string): By => ({ kind: 'booking', text });

/** Four digits are a phone's last ones; more may be a number of SEQR's, a booking number that happens to have no letter,
 *  or a whole phone number. */
function waysToRead(text: string, prefix: string): By[] | Refusal {
  const typed = text.replace(/\s+/g, '').toUpperCase();
  if (typed === '') return [null];
  const digits = typed.replace(/^\+/, '').replace(/-/g, '');
  if (/^\d+$/.test(digits)) {
    if (digits.length < 4) return new Refusal('invalid-request', { detail: 'q: needs four digits or more' });
    const phone: By = { kind: 'phone', text: digits.slice(-4) };
    if (digits.length === 4) return [phone];
    return [
      { kind: 'reference', text: digits },
      booking(prefix === '' ? digits : `${prefix}-${digits}`),
      phone,
    ];
  }
  return [
    ...bookingNumbers(typed, prefix).map(booking),
    // The ledger's own number of a refund.
    { kind: 'reference', text: typed },
  ];
}

/** The booking numbers that somebody may mean: dashes, spaces, small letters and the prefix are nobody's business. */
export function bookingNumbers(text: string, prefix: string): [asTyped: string, asWritten: string] {
  const typed = text.replace(/\s+/g, '').toUpperCase();
  const bare = typed.replace(/-/g, '');
  if (prefix === '') return [typed, bare];
  return [typed, `${prefix}-${typed.startsWith(prefix) ? bare.slice(prefix.length) : bare}`];
}

/** The days as milliseconds; a day of summer time has its 23 or 25 hours. */
function days({ from, to }: Question, timeZone: string): Pick<OrderQuery, 'fromMs' | 'beforeMs'> | Refusal {
  const [first, last] = [day(from), day(to)];
  if (first === null || last === null) {
    const place = first === null ? 'from' : 'to';
    return new Refusal('invalid-request', { detail: `${place}: must be a day such as 2026-11-23` });
  }
  const start = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).epochMilliseconds;
  return {
    ...(first && { fromMs: start(first) }),
    ...(last && { beforeMs: start(last.add({ days: 1 })) }),
  };
}

/** @returns null for a day that no calendar has, such as the 30th of February */
function day(text: string | undefined): Temporal.PlainDate | null | undefined {
  if (text === undefined) return undefined;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return null;
  }
}

function place(text: string): { createdAt: number; id: string } | null {
  const match = /^(\d{1,15})\.([\w-]{1,64})$/.exec(text);
  return match ? { createdAt: Number(match[1]), id: match[2] ?? '' } : null;
}
