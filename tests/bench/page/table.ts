// The figures side by side, and under them every aim with what was measured.
import { availableParallelism, loadavg } from 'node:os';
import { median } from '../measure.ts';
import type { Sent } from './site.ts';
import { TAPS } from './visit.ts';

/** The names of the contenders, ours first. */
export const NAMES = ['ours', 'framework-free', 'default Svelte', 'React'] as const;
export type Name = (typeof NAMES)[number];

/** Of one contender: bytes of one visit, and one figure for every round. */
export interface Result {
  bytes: number;
  readyMs: number[];
  shift: number[];
  /** Of every round, one figure for each tap. */
  tapsMs: number[][];
}

export interface Results {
  contenders: Record<Name, Result>;
  /** What a visit to ours has transferred, and what it could load later in one language. */
  sent: Sent[];
  later: Sent[];
  /** Until our Success view says "paid", in the same context as the round's Order view. */
  successMs: number[];
  /** As many taps on a page that does nothing: the browser's and the machine's own part. */
  emptyTapsMs: number[][];
}

/** Of 1,000 bytes: under the other reading of "KB" it is met as well. */
const BUDGET_BYTES = 20_000;

export function writeTable({ contenders, sent, later, successMs, emptyTapsMs }: Results): string {
  const { ours } = contenders;
  const ready = (name: Name) => median(contenders[name].readyMs);
  const ratio = (name: Name, aim: number) => {
    const times = ready('ours') / ready(name);
    return line(`  ordering, times ${name}`, times.toFixed(2), `<= ${aim}`, verdict(times <= aim));
  };
  const allBytes = [...sent, ...later].reduce((sum, { bytes }) => sum + bytes, 0);
  const shift = Math.max(...ours.shift);
  const longest = median(longestOf(ours.tapsMs));
  const orderMs = ready('ours');
  const isSuccessInTime = median(successMs) <= orderMs;
  return [
    line('', 'bytes', 'ordering ms', 'fastest', 'slowest', 'shift'),
    ...NAMES.map((name) => line(`  ${name}`, ...columns(contenders[name]))),
    '',
    line('taps, ms', ...TAPS, 'longest', 'worst'),
    ...NAMES.map((name) => line(`  ${name}`, ...tapColumns(contenders[name].tapsMs))),
    line('  a page that does nothing', ...tapColumns(emptyTapsMs)),
    '',
    line('ours', 'measured', 'aim', ''),
    line(
      '  bytes brotli in all',
      count(allBytes),
      `<= ${count(BUDGET_BYTES)}`,
      verdict(allBytes <= BUDGET_BYTES),
    ),
    ratio('framework-free', 1.15),
    ratio('default Svelte', 0.6),
    ratio('React', 0.4),
    line('  layout shift, worst', shift.toFixed(4), '0', verdict(shift < 0.00005)),
    line('  longest interaction ms', count(longest), '< 50', verdict(longest < 50)),
    line('  Success usable, ms', count(median(successMs)), `<= ${count(orderMs)}`, verdict(isSuccessInTime)),
    '',
    `Sent by ours, in bytes: ${listed(sent)}.`,
    `May be loaded later, compressed: ${listed(later)}.`,
    `Medians of ${ours.readyMs.length}; shift: the worst. Taps as the browser rounds them, to the next 8 ms; longest: the median of each visit's.`,
    `Machine: ${availableParallelism()} cores, load ${(loadavg()[1] ?? 0).toFixed(1)} in the last five minutes; with other work on it the figures say little.`,
  ].join('\n');
}

function listed(sent: Sent[]): string {
  return (
    sent.map(({ path, bytes, encoding }) => `${path} ${count(bytes)} (${encoding})`).join(', ') || 'nothing'
  );
}

function columns({ bytes, readyMs, shift }: Result): string[] {
  const figures = [bytes, median(readyMs), Math.min(...readyMs), Math.max(...readyMs)];
  return [...figures.map(count), Math.max(...shift).toFixed(4)];
}

function tapColumns(tapsMs: readonly number[][]): string[] {
  const each = TAPS.map((_, index) => median(tapsMs.map((taps) => taps[index] ?? NaN)));
  const longest = longestOf(tapsMs);
  return [...each, median(longest), Math.max(...longest)].map(count);
}

function longestOf(tapsMs: readonly number[][]): number[] {
  return tapsMs.map((taps) => Math.max(...taps));
}

function verdict(isMet: boolean): string {
  return isMet ? 'met' : 'MISSED';
}

function count(figure: number): string {
  return Math.round(figure).toLocaleString('en');
}

function line(name: string, ...columns: string[]): string {
  return `${name.padEnd(32)}${columns.map((column) => column.padStart(12)).join('')}`;
}
