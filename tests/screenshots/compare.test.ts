// What is said of a sheet beside the accepted one.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compareSheets } from './compare.ts';

let folder: string;
let folders: { taken: string; accepted: string; drawn: string };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seqr-compare-'));
  folders = {
    taken: join(folder, 'taken'),
    accepted: join(folder, 'accepted'),
    drawn: join(folder, 'drawn'),
  };
  await Promise.all(Object.values(folders).map((each) => mkdir(each)));
});
afterEach(() => rm(folder, { recursive: true }));

const picture = (path: string, background: string, width = 10, compressionLevel = 6) =>
  sharp({ create: { width, height: 10, channels: 4, background } })
    .png({ compressionLevel })
    .toFile(path);

it('names what differs, is new, is gone or has another size, and draws the difference', async () => {
  const { taken, accepted, drawn } = folders;
  for (const name of ['same', 'other', 'larger', 'gone'])
    await picture(join(accepted, `${name}.png`), 'white');
  await picture(join(taken, 'same.png'), 'white', 10, 0);
  await picture(join(taken, 'other.png'), 'black');
  await picture(join(taken, 'larger.png'), 'white', 11);
  await picture(join(taken, 'new.png'), 'white');
  expect(await compareSheets(folders)).toEqual([
    { name: 'larger.png', what: 'has another size' },
    { name: 'new.png', what: 'is new' },
    { name: 'other.png', what: 'differs in 100 pixels' },
    { name: 'gone.png', what: 'is gone' },
  ]);
  expect(await readdir(drawn)).toEqual(['other.png']);
});
