// The form of a backup: gzip around lines of JSON, the same whatever engine they come from or go to. First a head, then
// for each table its columns and its rows, at the end a checksum of every byte before. Knows no store.
import * as v from 'valibot';
import { COPIED_TABLES } from '../store/tables.ts';

export const FORMAT = 'seqr-backup';
/** Raised when a reader of before could not read it any more. */
export const VERSION = 1;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const table = v.picklist(COPIED_TABLES);

/** The first line. */
export const Head = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  /** When it was begun, in epoch milliseconds: what was written later is not in it. */
  at: count,
  mode: v.string(),
  /** Of the SECRET_KEY that its tokens are hashed and its personal data is sealed with. */
  fingerprint: v.string(),
  migrations: v.array(v.string()),
  counts: v.record(table, count),
});
export type Head = v.InferOutput<typeof Head>;

/** Says whose rows follow: each an array of its values, text, whole numbers and nulls. */
export const Columns = v.object({ table, columns: v.array(v.pipe(v.string(), v.regex(/^[a-z0-9_]+$/))) });
export type Columns = v.InferOutput<typeof Columns>;

/** The last line. */
export const End = v.object({ end: v.object({ rows: count, sha256: v.string() }) });
export type End = v.InferOutput<typeof End>;

/** How many rows there are in all. */
export const total = ({ counts }: Pick<Head, 'counts'>): number =>
  Object.values(counts).reduce((sum, rows) => sum + rows, 0);
