// Which of ours belong to a period, read from the store and matched against SEQR's rows.
//
// Assumed, not documented, and chosen so that no krona is passed over without a word:
// - SEQR's clock and ours may differ, and a mark is made somewhere between question and answer: what was committed
//   within a minute before the mark was asked for is not called missing, it is left to the next close. What the report
//   lists is compared whenever it was committed.
// - What a report does not list stays due, and every close tells it again, until a week before the close that was
//   matched last: what SEQR has not listed by then is not coming.
// - Before its very first close nothing of a scope is left out: SEQR's first period is taken to begin before our first
//   order. If other means have closed periods before, what they held is told as missing there, once.
// - While an earlier report of the scope is still to come, what was committed before its mark is left to it.
// - A payment that SEQR has taken back is not due; if a report lists it, that is a break that names the order.
// - Orders do not remember their terminal: all of them are taken to be of the one that this service is set up with.
import type { Shop } from '../orders/shop.ts';
import type { ReportRow } from '../seqr/report.ts';
import { scopeOf } from '../store/closing-rows.ts';
import type { ClosingRecord } from '../store/closing-rows.ts';
import { linkRows } from './link-rows.ts';
import type { Booked } from './link-rows.ts';
import { match } from './match.ts';
import type { Matching } from './match.ts';

export const MARGIN_MS = 60_000;
const CARRIED_ON_MS = 7 * 24 * 60 * 60 * 1000;

export interface Comparison extends Matching {
  /** Refunds that stay unknown although this report should have named them. */
  stillUnknown: number;
  /** True while a refund that the report names is just being made: its own answer comes first. */
  isUnderWay: boolean;
}

export async function compareBooks(
  { store, definition, terminalId, clock }: Shop,
  closing: ClosingRecord,
  rows: ReportRow[],
): Promise<Comparison> {
  const { books } = store.closings;
  const scope = scopeOf(closing.terminalId);
  const { from, to } = await windowOf(store, closing);
  const due: Booked = {
    payments: await books.paymentsBetween(scope, from, to),
    refunds: await books.refundsBetween(scope, from, to),
  };
  const isDue = new Set(due.payments.map(({ ersReference }) => ersReference));
  const references = rows.map(({ ersReference }) => ersReference);
  const named: Booked = {
    payments: await books.paymentsByReference(references.filter((reference) => !isDue.has(reference))),
    refunds: await books.refundsByName(refundNames(rows, isDue)),
  };
  const linked = linkRows(rows, {
    payments: [...due.payments, ...named.payments],
    refunds: [...named.refunds, ...due.refunds],
  });
  const isNamedDue = new Set([...isDue, ...due.refunds.map(({ id }) => id)]);
  // What is due was not listed before: only about the others is there anything to ask.
  const listedBefore = await books.listedBefore(
    scope,
    linked.map(({ name }) => name).filter((name) => !isNamedDue.has(name)),
  );
  const { currency } = definition.service;
  const matching = match({ currency, rows: linked, due, listedBefore, ownTerminals: [terminalId] });
  const lost = await books.unknownRefunds(to);
  const found = new Set(matching.result.resolvedRefundIds);
  return {
    ...matching,
    stillUnknown: lost.filter((id) => !found.has(id)).length,
    isUnderWay: named.refunds.some(
      ({ state, sentAt }) => state === 'sent' && clock.now() < (sentAt ?? 0) + MARGIN_MS,
    ),
  };
}

/** From when to when what was committed is due in this period's report. */
async function windowOf(
  { closings }: Shop['store'],
  closing: ClosingRecord,
): Promise<{ from: number; to: number }> {
  const matchedBefore = await closings.lastBefore(closing, 'matched');
  const openBefore = await closings.lastBefore(closing, 'marked');
  const carriedFrom = matchedBefore === null ? 0 : matchedBefore - CARRIED_ON_MS;
  const leftUntil = openBefore === null ? 0 : openBefore + MARGIN_MS;
  return { from: Math.max(carriedFrom, leftUntil), to: closing.requestedAt - MARGIN_MS };
}

/** What could name a refund: every cashier, and the references of rows that are no payment that is due. */
function refundNames(rows: ReportRow[], isDue: ReadonlySet<string | null>): string[] {
  const names = new Set<string>();
  for (const { cashierId, ersReference, amountMinor } of rows) {
    if (cashierId !== null) names.add(cashierId);
    if (amountMinor < 0 || !isDue.has(ersReference)) names.add(ersReference);
  }
  return [...names];
}
