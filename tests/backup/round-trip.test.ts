// From one store into another: every row, whatever engines they are.
import { stat } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { verifyActs } from '../../server/desk/act-log.ts';
import { COPIED_TABLES } from '../../server/store/tables.ts';
import { busyShop, copyOf, folder, lastingStoreUrl, restored, rewrite, rowsOf } from './books.ts';

const ROUTES = [
  ['sqlite', 'sqlite'],
  ['sqlite', 'postgres'],
  ['postgres', 'sqlite'],
] as const;

describe.each(ROUTES)('from %s to %s', (from, to) => {
  test('every row of every table comes back, and the log of acts goes on', async () => {
    const shop = await busyShop(from);
    const file = `${await folder()}/copy.gz`;
    const { head } = await copyOf(shop, file);
    const before = await rowsOf(shop.store);
    // Nobody compares tables that are empty on both sides.
    expect(Object.keys(before)).toEqual(COPIED_TABLES);
    expect(Object.values(before).map(({ length }) => length)).toEqual(Object.values(head.counts));

    // A claim of before has ended by then: see below for one that has not.
    await shop.sleepThrough(60_000);
    const store = await restored(shop, file, await lastingStoreUrl(to));
    const { acts, ...after } = await rowsOf(store);
    expect({ acts: acts?.slice(0, -1), ...after }).toEqual(before);
    expect(await verifyActs(store.acts, shop.shop.secrets.sealAct)).toMatchObject({ fault: null });
    expect((await store.acts.readBefore(1_000, 1))[0]).toMatchObject({
      operator: 'shell:test',
      act: 'store restored',
      detail: { madeAt: head.at },
    });
    expect(await store.meta.time('backed_up_at')).toBe(head.at);
  });
});

test('what is open is due at once in the restored store, whoever had claimed it', async () => {
  const shop = await busyShop('sqlite');
  await shop.watcher.look();
  const file = `${await folder()}/copy.gz`;
  await copyOf(shop, file);
  const store = await restored(shop, file, await lastingStoreUrl('postgres'));
  const times = { launchedMs: 4_000, waitingMs: 8_000 };
  expect(await store.claims.takeDue(shop.clock.now(), times, 10)).toContain(shop.waiting);
});

test('the service goes on writing while it is copied, and none of that is in the copy', async () => {
  const shop = await busyShop('postgres');
  await shop.store.snapshots.take(async ({ rows, counts }) => {
    await (await shop.visit()).order();
    let orders = 0;
    for await (const batch of rows()) if (batch.table === 'orders') orders += batch.rows.length;
    expect(orders).toBe(counts.orders);
  });
});

test('a copy that an earlier version has made is restored, and brought up to date', async () => {
  const shop = await busyShop('sqlite');
  const file = `${await folder()}/copy.gz`;
  await copyOf(shop, file);
  await rewrite(file, (lines) => asBefore(lines));
  const store = await restored(shop, file, await lastingStoreUrl('sqlite'));
  expect(await store.findOrder(shop.paid)).toMatchObject({ status: 'paid' });
  expect(await store.deliveries.findReleased(10)).toEqual([]);
});

test('a copy is for its owner only, and is noted', async () => {
  const shop = await busyShop('sqlite');
  const file = `${await folder()}/copy.gz`;
  expect(await shop.store.meta.time('backed_up_at')).toBeNull();
  const { bytes } = await copyOf(shop, file);
  const { mode, size } = await stat(file);
  expect(mode & 0o777).toBe(0o600);
  expect(size).toBe(bytes);
  expect(await shop.store.meta.time('backed_up_at')).toBe(shop.clock.now());
});

/** Without what the fifth migration has brought. */
function asBefore(lines: string[]): string[] {
  let table = '';
  let gone = -1;
  return lines.flatMap((text, index) => {
    const line = JSON.parse(text) as { table?: string; columns?: string[]; migrations: string[] } | unknown[];
    if (index === 0 && !Array.isArray(line))
      return [JSON.stringify({ ...line, migrations: line.migrations.slice(0, 4) })];
    if (!Array.isArray(line)) {
      table = line.table ?? '';
      gone = (line.columns ?? []).indexOf('fanned_out_at');
    }
    if (table === 'deliveries') return [];
    if (gone === -1) return [text];
    if (Array.isArray(line)) return [JSON.stringify(line.toSpliced(gone, 1))];
    return [JSON.stringify({ table, columns: line.columns?.toSpliced(gone, 1) })];
  });
}
