// A reconciliation report's XML text into rows and sums: tolerant where the vendor's own samples are odd, and deaf to
// whatever is not whole, or not about the period that was asked for. Source: seqr-api §4 "Reconciliation".
import { parseAmount } from '../../shared/money.ts';
import type { Answer } from './operations.ts';
import { cutOutPlainRows } from './plain-rows.ts';
import type { RawRow } from './plain-rows.ts';
import { MalformedMessage, parseXml } from './xml.ts';
import type { Node } from './xml.ts';

/** A report that cannot be used. The message says what is wrong and where, for a person. */
export class BadReport extends Error {
  override readonly name = 'BadReport';
}

/** What was asked for. */
export interface Asked {
  transactionPeriodId: string;
  /** null: the whole shop's. */
  terminalId: string | null;
  /** The report names none. */
  currency: string;
}

export interface ReportRow {
  terminalId: string | null;
  cashierId: string | null;
  /** Negative for money given back. */
  amountMinor: number;
  ersReference: string;
}

type Report = Answer<'executeReport'>['report'];

/** Reads the details of a period, in the report's order.
 *  @throws {BadReport} */
export function readDetails(report: Report, asked: Asked): ReportRow[] {
  const { root, rows } = readRows(textOf(report));
  checkMeta(root, asked);
  return rows.map((row, index) => readRow(row, `row ${index + 1}`, asked));
}

/** Reads the sum that a summary states, over all of its rows.
 *  @throws {BadReport} */
export function readSummary(report: Report, asked: Asked): number {
  const root = parseReport(textOf(report));
  checkMeta(root, asked);
  const totals = children(root, 'Row').map((row, index) =>
    amountOf(leaf(row, 'SalesTotal'), `row ${index + 1}`, asked.currency),
  );
  return totals.reduce((sum, total) => sum + total, 0);
}

/** The text, out of whichever of the two elements holds it. */
function textOf(report: Report): string {
  const plain = report?.contentString?.trim() ?? '';
  const text =
    plain === ''
      ? Buffer.from(report?.content ?? '', 'base64')
          .toString()
          .trim()
      : plain;
  if (text === '') throw new BadReport('the report is empty');
  return withOwnClosingTag(text.replace(/^\uFEFF/, ''));
}

const ROOTS = '(?:TransactionDetails|(?:Reseller|Terminal|Cashier)TransactionSummary)';
const FIRST_TAG = new RegExp(`^(?:<\\?xml[^>]*>\\s*)?<(${ROOTS})\\b`);
const LAST_TAG = new RegExp(`</(${ROOTS})\\s*>$`);

/** The vendor's samples close with another root than they open with. A report that was cut ends with no root at all. */
function withOwnClosingTag(text: string): string {
  const [, opened] = FIRST_TAG.exec(text) ?? [];
  // The end alone: a search through tens of megabytes would be one for nothing.
  const tail = text.slice(-100);
  const last = LAST_TAG.exec(tail);
  if (opened === undefined || !last || last[1] === opened) return text;
  return `${text.slice(0, text.length - tail.length + last.index)}</${opened}>`;
}

/** Plain rows by the short cut, all others and what is around them by the parser. */
function readRows(text: string): { root: Node; rows: RawRow[] } {
  const cut = cutOutPlainRows(text);
  const root = cut && parseRest(cut.rest);
  const others = root ? children(root, 'Row') : [];
  if (cut && root && cut.rows.filter((row) => row === null).length === others.length) {
    let next = 0;
    return { root, rows: cut.rows.map((row) => row ?? rawRow(others[next++] ?? {})) };
  }
  const whole = parseReport(text);
  return { root: whole, rows: children(whole, 'Row').map(rawRow) };
}

/** @returns null when it is not well-formed: where, only the whole text can tell */
function parseRest(rest: string): Node | null {
  try {
    return parseReport(rest);
  } catch {
    return null;
  }
}

function parseReport(text: string): Node {
  try {
    const [root] = Object.entries(parseXml(text)).filter(([name]) => !name.startsWith('?'));
    return typeof root?.[1] === 'object' ? (root[1] as Node) : {};
  } catch (error) {
    if (!(error instanceof MalformedMessage)) throw error;
    const place = /:(\d+):(\d+)$/.exec(error.cause instanceof Error ? error.cause.message : '');
    const where = place ? `, line ${place[1] ?? ''}, character ${place[2] ?? ''}` : '';
    throw new BadReport(`the report ${error.message}${where}`, { cause: error });
  }
}

function checkMeta(root: Node, asked: Asked): void {
  const [meta] = children(root, 'Meta');
  const period = meta ? leaf(meta, 'TransactionPeriodId') : null;
  if (!meta || period === null) throw new BadReport('the report does not say which period it is about');
  if (period !== asked.transactionPeriodId)
    throw new BadReport(`the report is about period ${period}, not about ${asked.transactionPeriodId}`);
  const terminal = leaf(meta, 'TerminalId');
  if (terminal !== null && terminal !== asked.terminalId)
    throw new BadReport(`the report is about terminal ${terminal}, not about ${whose(asked)}`);
}

function readRow(raw: RawRow, place: string, asked: Asked): ReportRow {
  const terminalId = present(raw.terminalId);
  const ersReference = present(raw.ersReference);
  if (ersReference === null) throw new BadReport(`${place} has no ErsReference`);
  if (asked.terminalId !== null && terminalId !== null && terminalId !== asked.terminalId)
    throw new BadReport(`${place} is about terminal ${terminalId}, not about ${whose(asked)}`);
  return {
    terminalId,
    cashierId: present(raw.cashierId),
    amountMinor: amountOf(raw.amount, place, asked.currency),
    ersReference,
  };
}

function amountOf(raw: string | null, place: string, currency: string): number {
  const text = present(raw);
  if (text === null) throw new BadReport(`${place} has no amount`);
  try {
    return parseAmount(text, currency);
  } catch (error) {
    throw new BadReport(`${place}: ${error instanceof Error ? error.message : ''}`, { cause: error });
  }
}

/** "NULL" is how SEQR writes a cashier that there is none of. */
function present(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' || trimmed === 'NULL' ? null : trimmed;
}

const whose = ({ terminalId }: Asked) => (terminalId === null ? 'the shop' : `terminal ${terminalId}`);

function rawRow(row: Node): RawRow {
  return {
    terminalId: leaf(row, 'TerminalId'),
    cashierId: leaf(row, 'CashierId'),
    amount: leaf(row, 'SalesAmount'),
    ersReference: leaf(row, 'ErsReference'),
  };
}

function children(node: Node, name: string): Node[] {
  const found = node[name];
  const all = Array.isArray(found) ? (found as unknown[]) : found === undefined ? [] : [found];
  return all.map((child) => (typeof child === 'object' && child !== null ? (child as Node) : {}));
}

/** The text of an element; null when it is not there, empty, or stands there twice. */
function leaf(node: Node, name: string): string | null {
  const found = node[name];
  const text = typeof found === 'object' && found !== null ? (found as Node)['#text'] : found;
  return typeof text === 'string' ? present(text) : null;
}
