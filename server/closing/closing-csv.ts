// A closing's result as a table for spreadsheets: the sums, then a row for each break.
import { stringify } from 'csv-stringify/sync';
import { formatAmount } from '../../shared/money.ts';
import type { Break, Closing } from '../../shared/desk/closings.ts';

const COLUMNS = [
  'period',
  'terminal',
  'what',
  'of',
  'reference',
  'booking_number',
  'order_id',
  'refund_id',
  'ours',
  'theirs',
  'currency',
  'count_ours',
  'count_theirs',
  'cashier',
  'row_terminal',
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string | number | null>>;

/** What a spreadsheet would take for a formula, at the beginning of a cell (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** UTF-8 with a byte order mark, so that spreadsheets read "Å"; CRLF, as RFC 4180 has it. Amounts are decimal text. */
export function closingCsv(closing: Closing): string {
  const { result, transactionPeriodId, terminalId } = closing;
  const common = { period: transactionPeriodId, terminal: terminalId };
  const rows: Row[] = [];
  if (result) {
    const { currency, ours, theirs, statedMinor } = result;
    const amount = (minor: number | null) => (minor === null ? null : formatAmount(minor, currency));
    rows.push({
      ...common,
      what: 'sum',
      ours: amount(ours.totalMinor),
      theirs: amount(theirs.totalMinor),
      currency,
      count_ours: ours.count,
      count_theirs: theirs.count,
    });
    rows.push({ ...common, what: 'stated', theirs: amount(statedMinor), currency });
    rows.push(...result.breaks.map((found) => ({ ...common, ...breakRow(found, amount), currency })));
  }
  return stringify(
    rows.map((row) => COLUMNS.map((column) => cell(column, row[column] ?? null))),
    { header: true, columns: [...COLUMNS], bom: true, record_delimiter: 'windows' },
  );
}

function breakRow(found: Break, amount: (minor: number | null) => string | null): Row {
  return {
    what: found.kind,
    of: found.of,
    reference: found.ersReference,
    booking_number: found.bookingNumber,
    order_id: found.orderId,
    refund_id: found.refundId,
    ours: amount(found.oursMinor),
    theirs: amount(found.theirsMinor),
    cashier: found.cashierId,
    row_terminal: found.terminalId,
  };
}

/** Our own amounts may begin with a minus; whatever SEQR's report has brought must not begin with anything that counts. */
function cell(column: (typeof COLUMNS)[number], value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return column !== 'ours' && column !== 'theirs' && FORMULA.test(text) ? `'${text}` : text;
}
