// Writes all of the store into one file, beside the running service: whole and on the disk, or not there.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { StoreError } from '../store/connect.ts';
import type { Snapshot } from '../store/snapshot.ts';
import type { Store } from '../store/store.ts';
import { FORMAT, total, VERSION } from './backup-file.ts';
import type { Columns, End, Head } from './backup-file.ts';

/** Only its owner reads it: it holds what a shop knows of its customers. */
const FILE_MODE = 0o600;
/** The fastest: rows of text become a quarter more than by the best, in a fraction of its time. */
const LEVEL = 1;

interface Told {
  at: number;
  fingerprint: string;
  /** Is told how many rows were written, of how many. */
  onProgress?: (done: number, all: number) => void;
}

/** @param file the name of a file that does not exist yet
 *  @returns what it begins with, and its size in bytes
 *  @throws {StoreError} that says why it could not be written; then there is no file of that name */
export async function writeBackup(
  store: Store,
  file: string,
  told: Told,
): Promise<{ head: Head; bytes: number }> {
  if (await stat(file).catch(() => null))
    throw new StoreError(`${file} exists already, and is not written over: give another name`);
  // Of the same folder, since only there renaming is one step.
  const unfinished = `${file}.unfinished`;
  if (!(await stat(dirname(file)).catch(() => null))?.isDirectory())
    throw new StoreError(`there is no folder ${dirname(file)}: make it first, for its owner alone`);
  try {
    const head = await store.snapshots.take((snapshot) => write(snapshot, unfinished, told));
    await rename(unfinished, file);
    await syncFolder(dirname(file));
    await store.meta.noteTime('backed_up_at', told.at);
    return { head, bytes: (await stat(file)).size };
  } catch (error) {
    // What went wrong first is told, and not that nothing is there to be removed.
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw new StoreError(
      `the backup was not made: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function write(snapshot: Snapshot, file: string, told: Told): Promise<Head> {
  const { at, fingerprint, onProgress } = told;
  const { mode, migrations, counts } = snapshot;
  const head: Head = { format: FORMAT, version: VERSION, at, mode, fingerprint, migrations, counts };
  const all = total(head);
  await rm(file, { force: true });
  await pipeline(
    Readable.from(content(snapshot, head, (done) => onProgress?.(done, all))),
    createGzip({ level: LEVEL }),
    createWriteStream(file, { flags: 'wx', mode: FILE_MODE, flush: true }),
  );
  return head;
}

async function* content(
  snapshot: Snapshot,
  head: Head,
  onProgress: (done: number) => void,
): AsyncGenerator<string> {
  const checksum = createHash('sha256');
  const summed = (text: string): string => {
    checksum.update(text);
    return text;
  };
  yield summed(line(head));
  let rows = 0;
  let table: string | null = null;
  for await (const batch of snapshot.rows()) {
    if (batch.table !== table)
      yield summed(line({ table: batch.table, columns: batch.columns } satisfies Columns));
    ({ table } = batch);
    yield summed(batch.rows.map(line).join(''));
    rows += batch.rows.length;
    onProgress(rows);
  }
  yield line({ end: { rows, sha256: checksum.digest('hex') } } satisfies End);
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** A new name is on the disk when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
