// From a backup into an empty store: first the whole file is read and checked, then all of it is written, or nothing.
import { actEntry } from '../orders/act-entry.ts';
import type { Shop } from '../orders/shop.ts';
import { StoreError } from '../store/connect.ts';
import { restoreStore } from '../store/restore.ts';
import { total } from './backup-file.ts';
import type { Head } from './backup-file.ts';
import { readHead, readRows } from './read-backup.ts';
import type { RowBatch } from '../store/tables.ts';

interface Target extends Pick<Shop, 'clock' | 'secrets'> {
  databaseUrl: string;
  mode: string;
  /** Who restores it, for the log of acts. */
  operator: string;
  /** Is told how many rows were read, of how many: each is read twice. */
  onProgress?: (done: number, all: number) => void;
}

/** @returns what the backup begins with
 *  @throws {StoreError} that says what is wrong with the file, the key, the mode or the store; nothing is written then */
export async function restoreBackup(file: string, target: Target): Promise<Head> {
  const { databaseUrl, mode, operator, clock, secrets, onProgress } = target;
  const head = await readHead(file);
  if (head.mode !== mode)
    throw new StoreError(`${file} was made in ${head.mode} mode, and SEQR_MODE is ${mode}`);
  if (head.fingerprint !== secrets.fingerprint)
    throw new StoreError(
      `${file} belongs to another SECRET_KEY: set the one that its service ran with; without it its tokens and personal data are lost`,
    );
  const all = 2 * total(head);
  let done = 0;
  const tell = ({ rows }: RowBatch) => onProgress?.((done += rows.length), all);
  for await (const batch of readRows(file)) tell(batch);
  const rows = async function* (): AsyncGenerator<RowBatch> {
    for await (const batch of readRows(file)) {
      yield batch;
      tell(batch);
    }
  };
  const restored = actEntry(
    { clock, secrets },
    { operator, act: 'store restored', subject: null, detail: { madeAt: head.at } },
  );
  await restoreStore(databaseUrl, { ...head, rows: rows() }, { entry: restored, now: clock.now() });
  return head;
}
