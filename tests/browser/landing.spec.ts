// The landing page in a browser: it fits every screen, light and dark, and its code is read from the screen itself.
import { test as base, expect, type Page } from '@playwright/test';
import { pixelsOf, readByJsqr } from '../codes/read-code.ts';
import { bringAxe, findings } from './axe.ts';
import { withService } from './wallet.ts';

const test = base.extend<object, { origin: string }>({
  origin: [({}, use) => withService(use), { scope: 'worker' }],
});

const ANDROID =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36';
const DESKTOP =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';
const SIZES = [
  [320, 480],
  [800, 1280],
  [1280, 800],
] as const;

/** Everything that runs over the edge, or that a finger does not hit. */
function inspect(): string[] {
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) => {
    const box = element.getBoundingClientRect();
    if (box.width === 0) return [];
    const name = `<${element.tagName} ${element.className}>`;
    const isOut = box.left < -0.5 || box.right > width + 0.5;
    const isSmall = element.matches('a, summary') && Math.min(box.width, box.height) < 44;
    return [
      ...(isOut ? [`${name} is outside`] : []),
      ...(isSmall ? [`${name} is only ${box.height} high`] : []),
    ];
  });
}

/** What a phone that is held before this screen reads. */
const scan = async (page: Page) => readByJsqr(await pixelsOf(await page.screenshot()));

for (const [device, userAgent] of [
  ['a phone', ANDROID],
  ['a desktop', DESKTOP],
] as const) {
  test.describe(device, () => {
    test.use({ userAgent });

    test('fits everywhere, at any size of text, and axe finds nothing', async ({ page, origin }) => {
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(`${origin}/welcome?jetty=7`);
      await page.locator('summary').click();
      const faults: string[] = [];
      for (const percent of [100, 200]) {
        for (const [width, height] of SIZES) {
          await page.setViewportSize({ width, height });
          await page.evaluate((size) => (document.documentElement.style.fontSize = `${size}%`), percent);
          const found = await page.evaluate(inspect);
          faults.push(...found.map((fault) => `${width}×${height} ${percent} %: ${fault}`));
        }
      }
      await page.evaluate(() => document.documentElement.removeAttribute('style'));
      await bringAxe(page);
      faults.push(...(await findings(page)));
      await page.emulateMedia({ colorScheme: 'dark' });
      faults.push(...(await findings(page, 'colours')));
      expect([faults, complaints]).toEqual([[], []]);
    });
  });
}

test.describe('the code on the screen', () => {
  test.use({ userAgent: DESKTOP });

  test('is read from each, light and dark, without scrolling on a desktop', async ({ page, origin }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        await page.goto(`${origin}/welcome?jetty=7`);
        if (height < 500) await page.locator('.code').scrollIntoViewIfNeeded();
        expect(await scan(page), `${width} ${colorScheme}`).toBe('HTTP://SEQR.SE/000/SANDBOX?jetty=7');
      }
    }
  });
});

test.describe('by keyboard alone, on a phone', () => {
  test.use({ userAgent: ANDROID, viewport: { width: 320, height: 480 }, locale: 'sv-SE' });

  test('the app comes first, then its store, and the code is unfolded', async ({ page, origin }) => {
    await page.goto(`${origin}/welcome?jetty=7`);
    const stops: (string | null)[] = [];
    for (let stop = 0; stop < 4; stop += 1) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate(() => document.activeElement?.getAttribute('href') ?? null));
    }
    expect(stops).toEqual([
      'seqr-demo://SEQR.SE/000/SANDBOX?jetty=7',
      'market://details?id=com.seamless.seqr',
      'https://apps.apple.com/app/id494224742',
      null,
    ]);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('img', { name: 'Tjänstens QR-kod' })).toBeVisible();
    await page.locator('.code').scrollIntoViewIfNeeded();
    expect(await scan(page)).toBe('HTTP://SEQR.SE/000/SANDBOX?jetty=7');
  });
});
