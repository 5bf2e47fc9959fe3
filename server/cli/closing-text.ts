// A closing as text: what both books say, and where they do not agree.
import type { Break, Closing, ClosingRow } from '../../shared/desk/closings.ts';
import { money, table, time } from './output.ts';

const KINDS: Record<Break['kind'], string> = {
  'missing-here': 'only SEQR has it',
  'missing-there': 'SEQR does not have it',
  'amount-differs': 'another amount',
  twice: 'SEQR has it twice',
};

const STATES: Record<ClosingRow['state'], string> = {
  marking: 'is being closed at SEQR',
  unknown: 'is unknown: find out at SEQR whether it was closed, then "closings resolve"',
  marked: 'is closed; SEQR’s report is not compared yet',
  matched: 'is closed, and both books are compared',
  refused: 'was not closed',
  abandoned: 'was abandoned',
};

/** One sentence: of what, and how far it is. */
export function closingSentence({
  id,
  terminalId,
  transactionPeriodId,
  state,
  breakCount,
}: ClosingRow): string {
  const period = transactionPeriodId === null ? '' : ` (period ${transactionPeriodId})`;
  const breaks =
    breakCount === null
      ? ''
      : breakCount === 0
        ? ': they agree'
        : `: ${breakCount} do not agree, see "closings show ${id}"`;
  return `Closing ${id} of ${scopeText(terminalId)}${period} ${STATES[state]}${breaks}.`;
}

/** In a list: "shop", or the terminal's id. */
export const scopeText = (terminalId: string | null): string =>
  terminalId === null ? 'the shop' : terminalId;

export function closingLines(closing: Closing, timeZone: string): string[] {
  const { result, explanation } = closing;
  const facts = [
    ['asked for', `${time(closing.requestedAt, timeZone)} by ${closing.requestedBy}`],
    ['closed', time(closing.markedAt, timeZone)],
    ['compared', time(closing.matchedAt, timeZone)],
    ...(explanation === null ? [] : [['remark', explanation]]),
  ];
  return [closingSentence(closing), ...table(facts), ...(result === null ? [] : resultLines(result))];
}

function resultLines({
  currency,
  ours,
  theirs,
  statedMinor,
  matchedCount,
  breaks,
  resolvedRefundIds,
}: Result): string[] {
  const inCurrency = (amountMinor: number | null) =>
    amountMinor === null ? '-' : money({ amountMinor, currency });
  const sums = [
    ['ours', String(ours.count), inCurrency(ours.totalMinor)],
    ['SEQR’s', String(theirs.count), inCurrency(theirs.totalMinor)],
    ['SEQR’s own sum', '', inCurrency(statedMinor)],
    ['alike', String(matchedCount), ''],
  ];
  const differing = breaks.map((found) => [
    KINDS[found.kind],
    found.of,
    found.bookingNumber ?? '-',
    found.ersReference,
    inCurrency(found.oursMinor),
    inCurrency(found.theirsMinor),
  ]);
  return [
    ...table(sums, [1, 2]),
    ...(resolvedRefundIds.length === 0 ? [] : [`refunds found made: ${resolvedRefundIds.join(', ')}`]),
    ...(differing.length === 0
      ? []
      : table([['BREAK', 'OF', 'BOOKING', 'REFERENCE', 'OURS', 'SEQR’S'], ...differing], [4, 5])),
  ];
}

type Result = NonNullable<Closing['result']>;
