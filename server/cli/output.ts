// What people read: aligned columns, amounts, local times. Knows no command.
import { formatAmount } from '../../shared/money.ts';
import type { Money } from '../../shared/money.ts';

/** What a command has found or done: one document for programs, lines for people. */
export interface Outcome {
  document: object;
  lines: string[];
  /** Instead of the lines: text of a form of its own. */
  raw?: string;
  /** 0 when left out. */
  exitCode?: 0 | 1 | 3;
  /** Said beside the answer, to people only. */
  note?: string;
}

/** @param right the columns whose ends stand below each other */
export function table(rows: string[][], right: number[] = []): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((text, column) => {
        const gap = ' '.repeat((widths[column] ?? 0) - widthOf(text));
        return right.includes(column) ? gap + text : text + gap;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** The rows below a head; a sentence when there are none. */
export function list(head: string[], rows: string[][], none: string, right: number[] = []): string[] {
  return rows.length === 0 ? [none] : table([head, ...rows], right);
}

export function money({ amountMinor, currency }: Money): string {
  return `${formatAmount(amountMinor, currency)} ${currency}`;
}

/** "2026-11-23 14:05:09" in the shop's time zone; a dash for never. */
export function time(
  at: number | null,
  timeZone: string,
  smallestUnit: 'minute' | 'second' = 'minute',
): string {
  if (at === null) return '-';
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return local.toPlainDateTime().toString({ smallestUnit }).replace('T', ' ');
}

/** What others have typed must not move a terminal's cursor, nor turn its text round. */
export function harmless(line: string): string {
  return line.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

const letters = new Intl.Segmenter('en');

/** How many letters it has, as a reader counts them. */
function widthOf(text: string): number {
  return Array.from(letters.segment(text)).length;
}
