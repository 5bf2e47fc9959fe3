// A shop with something in every table, and copies of it in a test's hand.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import { restoreBackup } from '../../server/backup/restore-backup.ts';
import { writeBackup } from '../../server/backup/write-backup.ts';
import { openStore } from '../../server/store/open.ts';
import type { Store } from '../../server/store/store.ts';
import type { RowBatch } from '../../server/store/tables.ts';
import { closeTheDay, sell } from '../closing/day.ts';
import { clerk } from '../desk/clerk.ts';
import { emptyStoreUrl } from '../engines.ts';
import type { Engine } from '../engines.ts';
import { openShop } from '../shop.ts';
import type { TestShop } from '../shop.ts';

/** A folder that goes with its test. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'seqr-backup-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** Two paid orders, one of them given back in part, a third one waiting to be paid; a day closed; a text sent. */
export async function busyShop(
  engine: Engine,
): Promise<TestShop & { paid: string; waiting: string; token: string }> {
  const shop = await openShop({ engine });
  const { id: paid } = await sell(shop);
  await sell(shop, 1);
  const anna = await clerk(shop, 'anna', ['look', 'refund', 'approve']);
  const refund = await anna.refund(paid, { kind: 'sum', amount: '10.00', currency: 'SEK' });
  expect(refund.body.state).toBe('done');
  await shop.deliver();
  await closeTheDay(shop);
  const customer = await shop.visit('?jetty=7&skål=å');
  await customer.session();
  const { id: waiting } = await customer.order();
  return Object.assign(shop, { paid, waiting, token: customer.token });
}

export async function copyOf({ store, shop, clock }: TestShop, file: string) {
  return writeBackup(store, file, { at: clock.now(), fingerprint: shop.secrets.fingerprint });
}

/** @returns the store that it was restored into, by the same shop */
export async function restored({ shop }: TestShop, file: string, url: string): Promise<Store> {
  await restore({ shop }, file, url);
  const store = await openStore(url, 'sandbox', shop.clock);
  onTestFinished(() => store.close());
  return store;
}

export function restore({ shop }: Pick<TestShop, 'shop'>, file: string, databaseUrl: string) {
  return restoreBackup(file, { ...shop, databaseUrl, mode: 'sandbox', operator: 'shell:test' });
}

/** The address of an empty store that can be opened more than once. */
export async function lastingStoreUrl(engine: Engine): Promise<string> {
  return engine === 'sqlite' ? `file:${await folder()}/restored.db` : emptyStoreUrl(engine);
}

/** All rows of a store, as they would be copied; a row is one line of text. */
export function rowsOf(store: Store): Promise<Record<string, string[]>> {
  return store.snapshots.take(async ({ rows }) => {
    const all: Record<string, string[]> = {};
    for await (const batch of rows()) {
      const lines = batch.rows.map((row) => JSON.stringify(named(batch, row)));
      all[batch.table] = [...(all[batch.table] ?? []), ...lines].toSorted();
    }
    return all;
  });
}

function named({ columns }: RowBatch, row: RowBatch['rows'][number]): [string, unknown][] {
  return columns.map((column, index): [string, unknown] => [column, row[index]]).toSorted();
}

/** Changes what stands in a copy, and puts it together again so that it is whole. */
export async function rewrite(file: string, change: (lines: string[]) => string[]): Promise<void> {
  const lines = gunzipSync(await readFile(file))
    .toString()
    .trimEnd()
    .split('\n');
  const changed = change(lines.slice(0, -1));
  const text = changed.map((line) => `${line}\n`).join('');
  const rows = changed.filter((line) => line.startsWith('[')).length;
  const end = { end: { rows, sha256: createHash('sha256').update(text).digest('hex') } };
  await writeFile(file, gzipSync(`${text}${JSON.stringify(end)}\n`));
}
