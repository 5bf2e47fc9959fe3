// What must not be restored, and where: said in words, and nothing is written.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { restoreBackup } from '../../server/backup/restore-backup.ts';
import { createSecrets } from '../../server/secrets.ts';
import { StoreError } from '../../server/store/connect.ts';
import { openStore } from '../../server/store/open.ts';
import { systemClock, systemRandom } from '../../server/world.ts';
import { ENGINES } from '../engines.ts';
import { busyShop, copyOf, folder, lastingStoreUrl, rewrite, rowsOf } from './books.ts';

const shop = {
  clock: systemClock,
  secrets: createSecrets('a key that only tests know, of 32+', systemRandom),
};

let made: Promise<Buffer> | null = null;
/** The same for every test: none of them changes it. */
const aCopy = (): Promise<Buffer> => (made ??= make());

async function make(): Promise<Buffer> {
  const file = `${await folder()}/copy.gz`;
  await copyOf(await busyShop('sqlite'), file);
  return readFile(file);
}

function flipped(whole: Buffer): Buffer {
  const copy = Buffer.from(whole);
  copy.writeUInt8(copy.readUInt8(copy.length >> 1) ^ 1, copy.length >> 1);
  return copy;
}

/** Other lines in the same wrapping. */
function reformed(change: (lines: string[]) => string[]) {
  return (whole: Buffer): Buffer => {
    const lines = gunzipSync(whole).toString().trimEnd().split('\n');
    return gzipSync(
      change(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
  };
}

describe('a copy', () => {
  test.each<[string, (copy: Buffer) => Buffer, string]>([
    ['cut in the middle', (whole) => whole.subarray(0, whole.length / 2), 'is damaged'],
    ['cut by a byte', (whole) => whole.subarray(0, -1), 'is damaged'],
    ['with a byte that fell over', flipped, 'is damaged'],
    ['with a line left out', reformed((lines) => lines.toSpliced(3, 1)), 'its end is missing'],
    [
      'with an amount that was changed',
      reformed((lines) => lines.map((line) => line.replaceAll('13000', '13001'))),
      'not as it was written',
    ],
    ['cut between two lines', reformed((lines) => lines.slice(0, -1)), 'its end is missing'],
    ['with something behind its end', reformed((lines) => [...lines, '[1]']), 'behind its end'],
    ['of another form', reformed((lines) => lines.toSpliced(2, 0, '{"drop":"all"}')), 'line 3 is unknown'],
    ['of nothing', () => Buffer.alloc(0), 'is damaged'],
    ['that is none', () => Buffer.from('{}'), 'is no backup'],
    ['that is another gzip file', () => gzipSync('hello\n'), 'is no backup'],
    [
      'of a later form',
      reformed(([head = '', ...lines]) => [head.replace('"version":1', '"version":2'), ...lines]),
      'newer version',
    ],
  ])('%s is refused before anything is written', async (_, damage, words) => {
    const file = `${await folder()}/copy.gz`;
    await writeFile(file, damage(await aCopy()));
    const target = `${await folder()}/none.db`;
    const restoring = restoreBackup(file, {
      ...shop,
      databaseUrl: `file:${target}`,
      mode: 'sandbox',
      operator: 'x',
    });
    await expect(restoring).rejects.toThrow(StoreError);
    await expect(restoring).rejects.toThrow(words);
    await expect(stat(target)).rejects.toThrow('ENOENT');
  });

  test('of another mode, another key or a later version is refused', async () => {
    const file = `${await folder()}/copy.gz`;
    await writeFile(file, await aCopy());
    const target = { ...shop, databaseUrl: await lastingStoreUrl('sqlite'), mode: 'sandbox', operator: 'x' };
    await expect(restoreBackup(file, { ...target, mode: 'production' })).rejects.toThrow(
      'was made in sandbox mode, and SEQR_MODE is production',
    );
    const secrets = createSecrets('another key of more than 32 letters', systemRandom);
    await expect(restoreBackup(file, { ...target, secrets })).rejects.toThrow('another SECRET_KEY');
    await rewrite(file, ([head = '', ...lines]) => [head.replace('0005-deliveries', '0005-other'), ...lines]);
    await expect(restoreBackup(file, target)).rejects.toThrow('newer version of this service');
  });
});

describe.each(ENGINES)('on %s', (engine) => {
  test('a store that is in use is left as it is', async () => {
    const used = await busyShop(engine);
    const file = `${await folder()}/copy.gz`;
    await copyOf(used, file);
    const databaseUrl = await lastingStoreUrl(engine);
    const target = { ...shop, databaseUrl, mode: 'sandbox', operator: 'x' };
    await restoreBackup(file, target);
    const store = await openStore(databaseUrl, 'sandbox');
    const before = await rowsOf(store);
    await expect(restoreBackup(file, target)).rejects.toThrow('the store is not empty');
    expect(await rowsOf(store)).toEqual(before);
    await store.close();
  });

  test('a store of another mode takes nothing', async () => {
    const file = `${await folder()}/copy.gz`;
    await writeFile(file, await aCopy());
    const databaseUrl = await lastingStoreUrl(engine);
    await (await openStore(databaseUrl, 'demo')).close();
    const target = { ...shop, databaseUrl, mode: 'sandbox', operator: 'x' };
    await expect(restoreBackup(file, target)).rejects.toThrow('was made in demo mode');
  });

  test('what fails at the last row has written none', async () => {
    const file = `${await folder()}/copy.gz`;
    await writeFile(file, await aCopy());
    // Whole as a file, and impossible as a table.
    await rewrite(file, (lines) => [...lines, lines.at(-1) ?? '']);
    const databaseUrl = await lastingStoreUrl(engine);
    const target = { ...shop, databaseUrl, mode: 'sandbox', operator: 'x' };
    await expect(restoreBackup(file, target)).rejects.toThrow(/the store cannot be filled: .*unique/i);
    const store = await openStore(databaseUrl, 'sandbox');
    expect(await rowsOf(store)).toEqual({});
    expect(await store.meta.time('refunds_held_since')).toBeNull();
    await store.close();
  });
});

test('a name that is taken, or cannot be written, makes no backup', async () => {
  const used = await busyShop('sqlite');
  const place = await folder();
  await writeFile(`${place}/taken.gz`, 'mine');
  await expect(copyOf(used, `${place}/taken.gz`)).rejects.toThrow('exists already');
  expect(await readFile(`${place}/taken.gz`, 'utf8')).toBe('mine');
  await expect(copyOf(used, `${place}/no/folder.gz`)).rejects.toThrow(
    `there is no folder ${place}/no: make it first`,
  );
  await expect(copyOf(used, `${place}/taken.gz/x.gz`)).rejects.toThrow(
    `there is no folder ${place}/taken.gz`,
  );
  const tooLong = `${place}/${'x'.repeat(250)}.gz`;
  await expect(copyOf(used, tooLong)).rejects.toThrow('the backup was not made: ENAMETOOLONG');
  expect(await used.store.meta.time('backed_up_at')).toBeNull();
});
