// backup and restore: one file, as text and as one document.
import { expect, test } from 'vitest';
import { PASSWORD } from '../desk/clerk.ts';
import { folder, lastingStoreUrl } from '../backup/books.ts';
import { openShop } from '../../server/cli/open-shop.ts';
import { runIn } from './terminal.ts';

test('a shop moves from one engine to the other, and says how it stands', async () => {
  const file = `${await folder()}/copy.gz`;
  const [here, there] = [shell(await lastingStoreUrl('sqlite')), shell(await lastingStoreUrl('postgres'))];
  await here(['operator', 'add', 'anna', '--roles', 'look', '--password-stdin'], PASSWORD);
  const made = await here(['backup', file]);
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toMatch(/copy\.gz holds 0 orders, 2 rows in all \(1 kB\)\.\nKeep SECRET_KEY too, /);

  const restored = await there(['restore', file, '--json']);
  expect(restored).toMatchObject({ code: 0, err: '' });
  expect(restored.json()).toMatchObject({
    rows: 2,
    areRefundsHeld: true,
    counts: { operators: 1, orders: 0 },
  });
  expect((await there(['operator', 'list'])).out).toContain('anna');

  const again = await there(['restore', file, '--json']);
  expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/^the store is not empty/) as string });
  expect(again.json()).toMatchObject({ error: { code: 'not-restored' } });
  const twice = await here(['backup', file]);
  expect(twice).toMatchObject({ code: 1, out: '' });
  expect(twice.err).toContain('exists already');
});

test('a configuration that is wrong is told before a store is touched', async () => {
  const there = shell('mysql://nobody');
  expect(await there(['restore', 'copy.gz'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('DATABASE_URL must be file:PATH or postgres://') as string,
  });
  expect(await there(['restore'])).toMatchObject({ code: 2 });
});

function shell(databaseUrl: string) {
  const env = { DATABASE_URL: databaseUrl };
  return (argv: string[], stdin = '') => runIn(() => openShop(env), argv, { stdin, env });
}
