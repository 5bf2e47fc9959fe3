// A clerk prints codes and asks whether everything is ready, over the real service.
import { readFile } from 'node:fs/promises';
import { test as base, expect, type Download, type Page } from '@playwright/test';
import { pixelsOf, readByJsqr } from '../codes/read-code.ts';
import { withService } from './wallet.ts';

const test = base.extend<object, { origin: string }>({
  origin: [({}, use) => withService(use), { scope: 'worker' }],
});
test.use({ viewport: { width: 320, height: 480 } });

async function signIn(page: Page, origin: string, view: string) {
  await page.goto(`${origin}/desk#/${view}`);
  await page.getByLabel('Name').fill('clerk');
  await page.getByLabel('Password').fill('sandbox-desk');
  await page.keyboard.press('Enter');
}

const download = async (
  page: Page,
  press: () => Promise<void>,
): Promise<{ file: Download; text: string }> => {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return { file, text: await readFile(await file.path(), 'latin1') };
};
const pagesOf = (pdf: string) => Number(/\/Count (\d+)/.exec(pdf)?.[1]);

test('a poster of one jetty is downloaded by keyboard alone, from a phone’s screen', async ({
  page,
  origin,
}) => {
  await signIn(page, origin, 'orders');
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeFocused();
  const to = async (name: RegExp) => {
    for (let stops = 0; stops < 60; stops += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const { activeElement: at } = document;
        return at instanceof HTMLInputElement ? (at.labels?.[0]?.textContent ?? '') : (at?.textContent ?? '');
      });
      if (name.test(at)) return;
    }
    throw new Error(`no Tab leads to ${String(name)}`);
  };
  await to(/^More/);
  await page.keyboard.press('Enter');
  await to(/^Codes$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Codes' })).toBeFocused();
  await to(/Stickers/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('Posters')).toBeChecked();
  await to(/^Choose none/);
  await page.keyboard.press('Enter');
  await to(/On the sheet \(Vaxholm\)/);
  await page.keyboard.press('Space');
  await expect(page.getByText('1 of 5 codes')).toBeVisible();
  await page.getByRole('link', { name: 'Download the PDF' }).focus();
  const { file, text } = await download(page, () => page.keyboard.press('Enter'));
  expect([file.suggestedFilename(), pagesOf(text)]).toEqual(['codes-poster.pdf', 1]);
});

test('the drawing on the screen is the code, and its file is the same', async ({ page, origin }) => {
  await signIn(page, origin, 'codes');
  const image = page.getByRole('img', { name: 'QR code, Vaxholm' });
  await image.scrollIntoViewIfNeeded();
  expect(readByJsqr(await pixelsOf(await image.screenshot()))).toBe('HTTP://SEQR.SE/000/SANDBOX?jetty=7');
  const link = page.getByRole('link', { name: 'SVG of Vaxholm' });
  const { file, text } = await download(page, () => link.click());
  expect(file.suggestedFilename()).toBe('jetty-7.svg');
  expect(readByJsqr(await pixelsOf(text))).toBe('HTTP://SEQR.SE/000/SANDBOX?jetty=7');
});

test('a table with a bad line is refused by that line, and is a sheet once it is mended', async ({
  page,
  origin,
}) => {
  await signIn(page, origin, 'codes');
  const table = (last: string) => ({
    name: 'jetties.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\uFEFFjetty;caption\r\n7;Vaxholm\r\n${last};Ny brygga\r\n`),
  });
  const button = page.getByRole('button', { name: 'Make stickers of it' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel(/^Table/).setInputFiles(table('99'));
  await button.click();
  await expect(page.getByText(/line 3 column 1: jetty: "99"/)).toBeVisible();
  await page.getByLabel(/^Table/).setInputFiles(table('2'));
  await expect(page.getByText('Nothing was made of it.')).toBeHidden();
  const { file, text } = await download(page, () => button.click());
  expect([file.suggestedFilename(), pagesOf(text)]).toEqual(['jetties-stickers.pdf', 1]);
  await expect(page.getByText(/see your downloads for jetties-stickers.pdf/).first()).toBeVisible();
});

test('whether it is ready is looked at anew when somebody asks', async ({ page, origin }) => {
  await signIn(page, origin, 'checkup');
  await expect(page.getByText(/^Looked at 20/)).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('heading', { name: 'Service file' })).toBeVisible();
  const again = page.waitForResponse(/desk\/api\/checkup/);
  await page.getByRole('button', { name: 'Look again' }).click();
  expect((await again).status()).toBe(200);
});
