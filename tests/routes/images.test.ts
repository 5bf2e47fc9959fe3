// The images as a page gets them: sharp enough for every screen, as small as the browser allows, and made once.
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { imageRoutes } from '../../server/routes/images.ts';
import { placeImage, readImage } from '../../server/service/images.ts';
import type { ImageUse } from '../../server/service/images.ts';
import { openShop } from '../shop.ts';

const serviceFile = 'server/service/examples/city-parking.yaml';
const CHROME = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';
const SAFARI_12 = 'image/png,image/svg+xml,image/*;q=0.8,video/*;q=0.8,*/*;q=0.5';

test.each([
  [CHROME, 'image/avif', 'heif'],
  ['image/webp,*/*', 'image/webp', 'webp'],
  ['image/avif;q=0,image/webp', 'image/webp', 'webp'],
  [SAFARI_12, 'image/jpeg', 'jpeg'],
  ['*/*', 'image/jpeg', 'jpeg'],
])('who accepts %s gets %s', async (accept, type, format) => {
  const shop = await openShop({ serviceFile });
  const [item] = shop.shop.definition.service.items;
  const answer = await fetch(shop.url + (item?.image?.src ?? ''), { headers: { accept } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(type);
  expect(answer.headers.get('vary')).toBe('Accept');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('cache-control')).toContain('max-age=3600');
  const content = await answer.arrayBuffer();
  // Twice the 63 px that it is shown with, and three times the 56 px of a phone.
  expect(await sharp(content).metadata()).toMatchObject({ format, width: 192, height: 192 });
  expect(content.byteLength).toBeLessThan(6000);
});

test('a drawing is sent as it is, to everybody, and may run nothing', async () => {
  const shop = await openShop();
  const { logo } = shop.shop.definition.service;
  expect(logo).toEqual({ src: '/logo/ferry-logo.svg', width: 60, height: 40 });
  const answer = await fetch(shop.url + (logo?.src ?? ''), { headers: { accept: CHROME } });
  expect(answer.headers.get('content-type')).toBe('image/svg+xml');
  expect(answer.headers.get('vary')).toBeNull();
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await answer.text()).toBe(readFileSync('server/service/examples/images/ferry-logo.svg', 'utf8'));
});

test('an image that has not changed is not sent again', async () => {
  const shop = await openShop({ serviceFile });
  const url = `${shop.url}/images/parking.jpg`;
  const etag = (await fetch(url, { headers: { accept: CHROME } })).headers.get('etag') ?? '';
  const again = (accept: string) => fetch(url, { headers: { accept, 'if-none-match': etag } });
  const same = await again(CHROME);
  expect(same.status).toBe(304);
  expect(same.headers.get('vary')).toBe('Accept');
  expect((await again(SAFARI_12)).status).toBe(200);
});

test.each([
  ['item', [600, 300], { width: 192, height: 192 }, { width: 56, height: 56 }],
  ['item', [150, 400], { width: 150, height: 150 }, { width: 56, height: 56 }],
  ['logo', [900, 300], { width: 360, height: 120 }, { width: 120, height: 40 }],
  ['logo', [300, 100], { width: 300, height: 100 }, { width: 120, height: 40 }],
] as const)('as %s, %j pixels become %j', async (use, [width, height], pixels, room) => {
  const { app, image } = await routesOf(use, await grey(width, height).png().toBuffer());
  expect(image).toMatchObject(room);
  const answer = await app.request(image.src, { headers: { accept: 'image/webp' } });
  expect(await sharp(await answer.arrayBuffer()).metadata()).toMatchObject(pixels);
});

test('a photograph is turned as its camera was held', async () => {
  const lying = await grey(600, 300).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const { app, image } = await routesOf('logo', lying);
  expect(image).toMatchObject({ width: 20, height: 40 });
  const answer = await app.request(image.src);
  expect(await sharp(await answer.arrayBuffer()).metadata()).toMatchObject({ width: 60, height: 120 });
});

test('what is transparent stays so, for every browser', async () => {
  const { app, image } = await routesOf('item', await grey(200, 200).ensureAlpha(0.5).png().toBuffer());
  const answer = await app.request(image.src, { headers: { accept: SAFARI_12 } });
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect((await sharp(await answer.arrayBuffer()).metadata()).hasAlpha).toBe(true);
});

test('many askers at once make an image once, and it is kept', async () => {
  const { app, image, file } = await routesOf('item', await grey(400, 400).png().toBuffer());
  let tasks = 0;
  const count = () => (tasks += 1);
  sharp.queue.on('change', count);
  onTestFinished(() => void sharp.queue.off('change', count));
  await app.request(image.src, { headers: { accept: 'image/webp' } });
  const tasksOfOne = tasks;
  expect(tasksOfOne).toBeGreaterThan(0);
  await Promise.all(Array.from({ length: 20 }, async () => app.request(image.src)));
  expect(tasks).toBe(2 * tasksOfOne);
  rmSync(file);
  expect((await app.request(image.src)).status).toBe(200);
});

test('an image that could not be made is tried again', async () => {
  const { app, image, file } = await routesOf('item', await grey(400, 400).png().toBuffer());
  app.onError((_error, c) => c.text('', 500));
  renameSync(file, `${file}.away`);
  expect((await app.request(image.src)).status).toBe(500);
  renameSync(`${file}.away`, file);
  expect((await app.request(image.src)).status).toBe(200);
});

const grey = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#808080' } });

/** The routes of one image with this content. */
async function routesOf(use: ImageUse, content: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'images-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'image.png');
  writeFileSync(file, content);
  const { served, ...image } = placeImage(use, 'image.png', await readImage(file));
  return { app: imageRoutes([served]), image, file };
}
