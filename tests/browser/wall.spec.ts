// A designer at the device wall: finds a page, sends its link, taps in one frame, tries another colour.
import type { Page } from '@playwright/test';
import { expect, test as base } from './wallet.ts';

/** The wall, which must not complain of anything, its own policies above all. */
const test = base.extend<{ wall: Page }>({
  wall: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    await use(page);
    expect(complaints).toEqual([]);
  },
});

test('the Failure page in Finnish on a 640×960 iPhone is found, and its link shows a colleague the same', async ({
  wall,
  origin,
}) => {
  await wall.goto(`${origin}/preview`);
  await wall.getByLabel('View', { exact: true }).selectOption('Failure');
  await wall.getByLabel('Device', { exact: true }).selectOption('640 × 960 px · iPhone 4');
  await wall.getByLabel('Language', { exact: true }).selectOption('Suomi');
  await wall.getByLabel('Scale', { exact: true }).selectOption('Pixels');
  const isThere = async () => {
    await expect(wall.locator('iframe')).toHaveCount(1);
    const main = wall.frameLocator('iframe').locator('main');
    await expect(main).toHaveAttribute('data-screen', 'failed');
    await expect(main).toContainText('Maksu epäonnistui');
    // The scale was chosen last, and the frame follows it.
    const shown = async () => [
      await wall.locator('iframe').boundingBox(),
      await main.evaluate(() => [innerWidth, innerHeight]),
    ];
    await expect.poll(shown).toMatchObject([{ width: 640, height: 960 }, [320, 480]]);
  };
  await isThere();
  const link = wall.url();
  expect(link).toContain('?view=failure&device=iphone-640x960&language=fi&scale=pixels');
  await wall.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await wall.getByRole('button', { name: 'Copy link' }).click();
  await expect(wall.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await wall.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await wall.reload();
  await isThere();
  await expect(wall.getByLabel('Device', { exact: true })).toHaveValue('iphone-640x960');
  expect(wall.url()).toBe(link);
});

test('what is tapped, typed and scrolled in one frame happens in the others, also in one that comes later', async ({
  wall,
  origin,
}) => {
  await wall.goto(`${origin}/preview?view=order&state=chooseNoPlate&device=iphone-640x960&language=all`);
  const frame = (language: string) => wall.frameLocator(`iframe[title*="${language}"]`);
  // A page is there a moment before the wall hears of it; no person types that fast.
  await expect(async () => {
    await frame('English').getByLabel('Number plate').fill('ABC 123');
    await expect(frame('Deutsch').getByLabel('Kennzeichen')).toHaveValue('ABC 123', { timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
  await frame('English').getByRole('heading', { level: 1 }).hover();
  await wall.mouse.wheel(0, 400);
  const scrolled = () =>
    frame('Deutsch')
      .locator('html')
      .evaluate(() => scrollY);
  await expect.poll(scrolled).toBeGreaterThan(50);
  await frame('English').getByRole('button', { name: 'Review' }).click();
  await expect(frame('Suomi').locator('main')).toHaveAttribute('data-screen', 'review');
  await expect(frame('Deutsch').locator('main')).toContainText('ABC 123');

  // Larger, some are too far away to be there; who scrolls to them finds them where the others are.
  await wall.getByLabel('Scale', { exact: true }).selectOption('Pixels');
  await expect(wall.locator('iframe[title*="Right to left"]')).toHaveCount(0);
  await wall.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(frame('Right to left').locator('main')).toHaveAttribute('data-screen', 'review');
  await wall.getByLabel('Scale', { exact: true }).selectOption('Overview');
  for (const language of ['English', 'Svenska']) {
    await expect(frame(language).locator('main')).toHaveAttribute('data-screen', 'review');
  }

  await wall.getByLabel('Mirror').uncheck();
  await frame('English').getByRole('button', { name: 'Back' }).click();
  await expect(frame('English').locator('main')).toHaveAttribute('data-screen', 'choose');
  await expect(frame('Svenska').locator('main')).toHaveAttribute('data-screen', 'review');
});

test('a deed is done once, whatever the frames look like afterwards', async ({ wall, origin }) => {
  await wall.goto(`${origin}/preview?view=order&state=chooseEmpty&device=iphone-640x960&language=all`);
  const frame = (language: string) => wall.frameLocator(`iframe[title*="${language}"]`);
  await expect(frame('Suomi').locator('[data-sku=adult] output')).toHaveText('0');
  await frame('English').getByRole('button', { name: 'One more: Adult' }).click();
  await expect(frame('Suomi').locator('[data-sku=adult] output')).toHaveText('1');
  await wall.getByLabel('Theme colour').fill('#aa0044');
  await wall.getByLabel('Colours').selectOption('Dark');
  await expect(frame('Suomi').locator('html')).toHaveCSS('background-color', 'rgb(16, 24, 30)');
  await expect(frame('Suomi').locator('[data-sku=adult] output')).toHaveText('1');
  await wall.getByRole('button', { name: 'Restart' }).click();
  await expect(frame('English').locator('[data-sku=adult] output')).toHaveText('0');
});

test('another theme colour changes every frame, and says when it cannot be read', async ({
  wall,
  origin,
}) => {
  await wall.goto(`${origin}/preview?view=success&state=none`);
  await expect(wall.locator('iframe').first().contentFrame().locator('main')).toHaveAttribute(
    'data-screen',
    'noOrder',
  );
  await wall.getByLabel('Theme colour').fill('#aa0044');
  for (const frame of await wall.locator('iframe').all()) {
    await expect(frame.contentFrame().locator('.button.primary')).toHaveCSS(
      'background-color',
      'rgb(170, 0, 68)',
    );
  }
  await expect(wall.locator('.fault')).toBeHidden();
  await wall.getByLabel('Theme colour').fill('#ffee00');
  await expect(wall.locator('.fault')).toContainText('needs 4.5');
  expect(wall.url()).toContain('accent=%23ffee00');
});

test('a frame can be made dark where the system is light', async ({ wall, origin }) => {
  await wall.goto(`${origin}/preview/frame?view=success&state=paid&language=en&scheme=dark`);
  await expect(wall.locator('main')).toHaveAttribute('data-screen', 'paid');
  await expect(wall.locator('html')).toHaveCSS('background-color', 'rgb(16, 24, 30)');
});
