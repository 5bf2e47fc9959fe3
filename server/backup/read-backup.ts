// Reads a backup, and believes it only when it is whole. Knows no store.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import * as v from 'valibot';
import { StoreError } from '../store/connect.ts';
import type { RowBatch, Value } from '../store/tables.ts';
import { Columns, End, Head, VERSION } from './backup-file.ts';

const BATCH = 500;
const LINE_END = 10;

/** Reads the first line only: the rest may still be damaged.
 *  @throws {StoreError} when it is no backup, or one of a later form */
export async function readHead(file: string): Promise<Head> {
  for await (const bytes of lines(file)) return headOf(file, bytes);
  throw damaged(file, 'it is empty');
}

/** Every row, in an order in which they can be written again.
 *  @throws {StoreError} at the latest behind the last row, when not all are there as they were written */
export async function* readRows(file: string): AsyncGenerator<RowBatch> {
  let current: Columns | null = null;
  let rows: Value[][] = [];
  for await (const part of parts(file)) {
    if (current && (rows.length === BATCH || (rows.length > 0 && 'table' in part))) {
      yield { ...current, rows };
      rows = [];
    }
    if ('table' in part) current = part;
    else if (current?.columns.length === part.row.length) rows.push(part.row);
    else throw damaged(file, 'a row has not its columns');
  }
  if (current && rows.length > 0) yield { ...current, rows };
}

type Part = Columns | { row: Value[] };

/** What stands between the first line and the last, which speaks for all before it. */
async function* parts(file: string): AsyncGenerator<Part> {
  const checksum = createHash('sha256');
  let [count, rows] = [0, 0];
  let end: End['end'] | null = null;
  for await (const bytes of lines(file)) {
    if (end) throw damaged(file, 'something stands behind its end');
    count += 1;
    const part = count === 1 ? headOf(file, bytes) : partOf(file, bytes, count);
    if ('end' in part) {
      ({ end } = part);
      continue;
    }
    checksum.update(bytes).update('\n');
    if ('row' in part) rows += 1;
    if (!('format' in part)) yield part;
  }
  if (end?.rows !== rows) throw damaged(file, 'its end is missing');
  if (end.sha256 !== checksum.digest('hex')) throw damaged(file, 'it is not as it was written');
}

function partOf(file: string, bytes: Buffer, lineNumber: number): Part | End {
  const value = parse(bytes);
  if (Array.isArray(value) && value.every(isValue)) return { row: value };
  const parsed = v.safeParse(v.union([Columns, End]), value);
  if (parsed.success) return parsed.output;
  throw damaged(file, `line ${lineNumber} is unknown`);
}

function headOf(file: string, bytes: Buffer): Head {
  const value = parse(bytes);
  const parsed = v.safeParse(Head, value);
  if (parsed.success) return parsed.output;
  if (v.is(LaterHead, value))
    throw new StoreError(`${file} was made by a newer version of this service: restore it with that version`);
  throw noBackup(file);
}

const LaterHead = v.object({
  format: Head.entries.format,
  version: v.pipe(v.number(), v.gtValue(VERSION)),
});

async function* lines(file: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  // What fails destroys the last of them, and is heard there.
  pipeline(createReadStream(file), gunzip, () => undefined);
  let rest: Buffer[] = [];
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      let from = 0;
      for (let to = chunk.indexOf(LINE_END); to !== -1; to = chunk.indexOf(LINE_END, from)) {
        yield Buffer.concat([...rest, chunk.subarray(from, to)]);
        rest = [];
        from = to + 1;
      }
      rest.push(chunk.subarray(from));
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw unreadable(file, error as NodeJS.ErrnoException);
  }
  if (rest.some(({ length }) => length > 0)) throw damaged(file, 'its last line is cut');
}

function unreadable(file: string, { code = '', message }: NodeJS.ErrnoException): StoreError {
  if (!code.startsWith('Z_')) return new StoreError(`${file} cannot be read (${code || message})`);
  return message === 'incorrect header check' ? noBackup(file) : damaged(file, message);
}

function noBackup(file: string): StoreError {
  return new StoreError(`${file} is no backup that "seqr backup" has made`);
}

function damaged(file: string, what: string): StoreError {
  return new StoreError(`${file} is damaged (${what}): take another backup`);
}

const isValue = (value: unknown): value is Value =>
  value === null || typeof value === 'string' || Number.isSafeInteger(value);

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
