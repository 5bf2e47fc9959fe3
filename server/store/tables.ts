// Which tables make a copy of the store, each with its primary key, in an order that their foreign keys allow.
import type { Tables } from './schema.ts';

/** Not in a copy: what a store says of itself, and the keys of operators who are signed in. */
type NotCopied = 'meta' | 'operator_sessions';
export type CopiedTable = Exclude<keyof Tables, NotCopied>;

/** Typed over every table: a new one does not compile until it has its place here. */
export const PRIMARY_KEYS: Record<CopiedTable, readonly string[]> = {
  sessions: ['token_hash'],
  orders: ['id'],
  attempts: ['key'],
  outbox: ['key'],
  deliveries: ['key'],
  history: ['order_id', 'row_version'],
  operators: ['name'],
  acts: ['number'],
  refunds: ['id'],
  closings: ['id'],
  listed: ['scope', 'name'],
};

export const COPIED_TABLES = Object.keys(PRIMARY_KEYS) as CopiedTable[];

/** Some rows of one table, column by column: what every engine keeps is text, a whole number or nothing. */
export interface RowBatch {
  table: CopiedTable;
  columns: string[];
  rows: Value[][];
}
export type Value = string | number | null;
