// What a store stands on, whether it is kept twice, and who may work with it.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { SANDBOX_PASSWORD } from '../../server/desk/sandbox-operators.ts';
import { systemClock } from '../../server/world.ts';
import { ENGINES } from '../engines.ts';
import { goingLive, write } from './going-live.ts';

const HOUR_MS = 3_600_000;
const saying = (words: string) => expect.stringContaining(words) as unknown;

describe.each(ENGINES)('on %s', (engine) => {
  test('one of another mode is a fault', async () => {
    const service = await goingLive({ engine, mode: 'demo' });
    expect(await service.find('store', { SEQR_MODE: 'production' })).toMatchObject({
      verdict: 'fault',
      found: saying('It was made in demo mode'),
    });
  });

  test('a backup is good for a day', async () => {
    const service = await goingLive({ engine });
    for (const [hours, verdict] of [
      [24, 'ok'],
      [26, 'warning'],
    ] as const) {
      const clock = { ...systemClock, now: () => Date.now() + hours * HOUR_MS };
      const finding = await service.find('backup', {}, { clock });
      expect(finding).toMatchObject({ verdict, found: saying(`${hours} hours ago`) });
    }
  });

  test('no backup at all', async () => {
    const service = await goingLive({ engine, backedUpAt: null });
    // A database of its own may have one that we know nothing of.
    const inProduction = engine === 'sqlite' ? 'fault' : 'warning';
    expect(await service.find('backup')).toMatchObject({ verdict: inProduction });
    expect(await service.find('backup', { SEQR_MODE: 'demo' })).toMatchObject({ verdict: 'warning' });
    await write(service.databaseUrl, `insert into meta (key, value) values ('backed_up_at', 'yesterday')`);
    expect(await service.find('backup')).toMatchObject({ verdict: inProduction });
  });

  test('somebody must be able to give back and to close, by a password of their own', async () => {
    const two = await goingLive({ engine, operators: { anna: ['refund'], bo: ['close'] } });
    expect(await two.find('operators')).toMatchObject({ verdict: 'ok' });
    await write(two.databaseUrl, `update operators set disabled_at = 1 where name = 'bo'`);
    expect(await two.find('operators')).toMatchObject({ verdict: 'fault', found: saying('the role close') });
    const open = await goingLive({ engine, password: SANDBOX_PASSWORD });
    expect(await open.find('operators')).toMatchObject({
      verdict: 'fault',
      found: saying('anna may sign in with'),
    });
  });

  test('nobody closes the day', async () => {
    const service = await goingLive({ engine });
    const change = { CLOSE_AT: undefined };
    expect(await service.find('closing', change)).toMatchObject({ verdict: 'warning' });
    await write(
      service.databaseUrl,
      `insert into closings (id, request_key, scope, state, requested_by, requested_at, fetches)
       values ('c', 'k', 'shop', 'matched', 'anna', ${Date.now() - 20 * HOUR_MS}, 1)`,
    );
    expect(await service.find('closing', change)).toMatchObject({ verdict: 'ok' });
    const clock = { ...systemClock, now: () => Date.now() + 30 * HOUR_MS };
    expect(await service.find('closing', change, { clock })).toMatchObject({ verdict: 'warning' });
  });

  test('it is looked at and never written: neither migrated nor claimed', async () => {
    const service = await goingLive({ engine });
    await write(service.databaseUrl, `delete from meta where key = 'mode'`);
    await service.checkUp({}, { mayInvoice: true });
    expect(await service.find('store', { SEQR_MODE: 'demo' })).not.toMatchObject({
      found: saying('was made in'),
    });
  });
});

test('memory is no place for orders', async () => {
  const folder = await mkdtemp('/dev/shm/seqr-doctor-');
  onTestFinished(() => rm(folder, { recursive: true }));
  const service = await goingLive({ engine: 'sqlite', folder });
  expect(await service.find('store')).toMatchObject({
    verdict: 'fault',
    found: saying('lies on memory (tmpfs)'),
  });
  expect(await service.find('store', { DATABASE_URL: 'file::memory:' })).toMatchObject({
    verdict: 'fault',
    found: saying('gone with the process'),
  });
});

test('nor is the temporary folder, nor one that everybody reads', async () => {
  const service = await goingLive({ engine: 'sqlite' });
  const file = service.databaseUrl.slice('file:'.length);
  await chmod(dirname(file), 0o755);
  await chmod(file, 0o644);
  expect((await service.find('store')).found).toContain('Every user of this machine may read');
  await chmod(dirname(file), 0o700);
  expect((await service.find('store')).found).not.toContain('Every user of this machine may read');
  vi.stubEnv('TMPDIR', dirname(dirname(file)));
  const { verdict, found } = await service.find('store');
  expect(verdict).toBe('fault');
  expect(found).toMatch(/temporary folder|container/);
});

test('a file that is no store, and one that is not there', async () => {
  const service = await goingLive({ engine: 'sqlite' });
  const folder = dirname(service.databaseUrl.slice('file:'.length));
  expect(await service.find('store', { DATABASE_URL: 'file:package.json' })).toMatchObject({
    verdict: 'fault',
    found: saying('file is not a database'),
  });
  const DATABASE_URL = `file:${join(folder, 'none.db')}`;
  for (const id of ['store', 'backup', 'operators'])
    expect(await service.find(id, { DATABASE_URL })).toMatchObject({ verdict: 'not-tried' });
});

test('a PostgreSQL that does not sync, and one that does not let us in', async () => {
  const service = await goingLive({ engine: 'postgres' });
  const { pathname } = new URL(service.databaseUrl);
  expect((await service.find('store')).found).toMatch(/^PostgreSQL \d+\S* at 127\.0\.0\.1, with fsync, /);
  await write(service.databaseUrl, `alter database ${pathname.slice(1)} set synchronous_commit = off`);
  expect(await service.find('store')).toMatchObject({
    verdict: 'fault',
    found: saying('synchronous_commit off'),
    mend: saying('synchronous_commit = on'),
  });
  const DATABASE_URL = `${service.databaseUrl}_none`;
  expect(await service.find('store', { DATABASE_URL })).toMatchObject({ verdict: 'fault' });
  const clock = { ...systemClock, now: () => Date.now() + 60_000 };
  expect((await service.find('clock', { SEQR_SOAP_URL: 'http://127.0.0.1:1' }, { clock })).found).toContain(
    'It is 60 s before that of the database',
  );
});
