// No picture is blurred: each has twice the pixels with which it is shown, on every page of both examples, in the wallet
// and on the wall. Drawings have no pixels.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { DEVICES } from '../../client/devices.ts';
import { expect, scanned, test, Wallet, withService } from './wallet.ts';

/** Of a logo that the definition takes. Source: server/service/images.ts. */
const LEAST_LOGO = 80;

test.use({ deviceScaleFactor: 2 });

test('no picture of the ferry’s or of the wall has fewer pixels than two to a point', async ({
  page,
  origin,
}) => {
  expect(await blurredOnTheWay(new Wallet(page, origin))).toEqual([]);
  await page.goto(`${origin}/preview?device=iphone-640x960`);
  await expect(page.locator('iframe').first().contentFrame().locator('main')).toBeVisible();
  expect(await blurredIn(page)).toEqual([]);
});

test('nor has one of a service with photographs and the smallest logo that is taken', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-pictures-'));
  await cp('server/service/examples', folder, { recursive: true });
  const file = join(folder, 'city-parking.yaml');
  const definition = await readFile(file, 'utf8');
  await writeFile(file, definition.replace('theme:', 'theme:\n  logo: logo.png'));
  await sharp({ create: { width: 200, height: LEAST_LOGO, channels: 3, background: '#6a3aa2' } })
    .png()
    .toFile(join(folder, 'images/logo.png'));
  await withService(
    async (origin) => {
      expect(await blurredOnTheWay(new Wallet(page, origin), 'ABC-123')).toEqual([]);
      for (const { width, height } of DEVICES) {
        await page.setViewportSize({ width, height });
        await page.goto(await scanned(page, origin, '?zone=B'));
        await expect(page.locator('main')).toHaveAttribute('data-screen', 'choose');
        expect(await rastersIn(page)).toHaveLength(2);
        expect(await blurredIn(page)).toEqual([]);
      }
    },
    { SERVICE_FILE: file },
  );
  await rm(folder, { recursive: true });
});

/** From the code to the receipt, all in one. */
async function blurredOnTheWay(wallet: Wallet, plate?: string): Promise<string[]> {
  const { page, service } = wallet;
  const blurred: string[] = [];
  const look = async () => blurred.push(...(await blurredIn(page)));
  await wallet.scan();
  await look();
  if (plate) await service.getByRole('textbox').fill(plate);
  await service.locator('.plus').first().click();
  await wallet.button('Review').click();
  await wallet.is({ step: 'review' });
  await look();
  await wallet.button(/^Pay/).click();
  await expect(wallet.bill).toBeVisible();
  await look();
  await wallet.pay();
  await wallet.is({ status: 'paid' });
  await look();
  return blurred;
}

interface Raster {
  src: string;
  natural: number;
  shown: number;
}

async function blurredIn(page: Page): Promise<string[]> {
  const rasters = await rastersIn(page);
  return rasters
    .filter(({ natural, shown }) => natural < 2 * shown)
    .map(({ src, natural, shown }) => `${src} has ${natural} pixels and is shown with ${shown}`);
}

/** Every picture that is no drawing, in the page and in the frames that it has. */
async function rastersIn(page: Page): Promise<Raster[]> {
  const found = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(async () => {
        for (const element of document.querySelectorAll('*')) {
          const { backgroundImage } = getComputedStyle(element);
          if (/url\(/.test(backgroundImage))
            throw new Error(`a picture that is not looked at: ${backgroundImage}`);
        }
        const images = [...document.images].filter(({ src }) => !/\.svg$|^data:image\/svg/.test(src));
        for (const image of images) {
          image.loading = 'eager';
          await image.decode();
        }
        return images.map(({ src, naturalWidth, naturalHeight, clientWidth, clientHeight }) => {
          // What is cut to fit its frame is as sharp as its scarcer side.
          const isWide = clientWidth / naturalWidth > clientHeight / naturalHeight;
          return isWide
            ? { src, natural: naturalWidth, shown: clientWidth }
            : { src, natural: naturalHeight, shown: clientHeight };
        });
      }),
    ),
  );
  return found.flat();
}
