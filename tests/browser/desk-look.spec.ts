// How the desk looks, over a backend in memory: every view and dialog fits from 320 px on and at 200 % text, has no fault
// that axe knows, light and dark, and can be used by keyboard alone.
import { expect, test as base, type Page } from '@playwright/test';
import type { ScriptedDesk } from '../client/desk/scripted-desk.ts';
import { bringAxe, findings } from './axe.ts';
import { DESK_VIEWS, type DeskView } from './desk-views.ts';
import { inspectDesk } from './inspect-desk.ts';
import { ORIGIN, serveDesk } from './served-desk.ts';

const SIZES = [
  [320, 480, 100],
  [320, 480, 200],
  [800, 1280, 100],
  [800, 1280, 200],
  [1280, 800, 100],
  [1280, 800, 200],
] as const;

const test = base.extend<{ desk: ScriptedDesk }>({
  // What the page throws or complains of fails its test, whatever else it shows.
  desk: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      const isRefusal = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
    });
    await use(await serveDesk(page));
    expect(complaints).toEqual([]);
  },
});

async function open(page: Page, desk: ScriptedDesk, { hash, prepare, act, shows }: DeskView) {
  prepare?.(desk);
  await page.goto(`${ORIGIN}/desk${hash}`);
  await act?.(page, desk);
  await expect(page.getByText(shows).first()).toBeAttached();
}

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent.trim() ?? '';
  });

for (const view of DESK_VIEWS) {
  test(`${view.name}: fits everywhere, and axe finds nothing`, async ({ page, desk }) => {
    await page.setViewportSize({ width: 320, height: 480 });
    await open(page, desk, view);
    const faults: string[] = [];
    for (const [width, height, text] of SIZES) {
      await page.setViewportSize({ width, height });
      await page.evaluate((percent) => (document.documentElement.style.fontSize = `${percent}%`), text);
      const found = await page.evaluate(inspectDesk);
      faults.push(...found.map((fault) => `${width}×${height} ${text} %: ${fault}`));
    }
    await page.evaluate(() => document.documentElement.removeAttribute('style'));
    await bringAxe(page);
    faults.push(...(await findings(page)));
    await page.setViewportSize({ width: 320, height: 480 });
    faults.push(...(await findings(page, 'words')));
    await page.emulateMedia({ colorScheme: 'dark' });
    faults.push(...(await findings(page, 'colours')));
    expect(faults).toEqual([]);
  });
}

test('one ticket goes back by keyboard alone', async ({ page, desk }) => {
  await page.goto(`${ORIGIN}/desk`);
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('fry-7k2m9q');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'FRY-7K2M9Q' })).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Give money back…');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Give money back for FRY-7K2M9Q' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('Some of it')).toBeChecked();
  for (const stop of ['One less: Adult', '', 'One more: Adult']) {
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe(stop);
  }
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const reason = page.getByLabel('Reason');
  await expect(reason).toBeFocused();
  await expect(reason).toHaveAccessibleDescription(/Write why, in 3 letters or more/);
  await page.keyboard.type('Missed the boat');
  await page.keyboard.press('Tab');
  expect((await focused(page)).replace('\u00a0', ' ')).toBe('Give back 65,00 kr');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'was given back' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Give money back…' })).toBeFocused();
  await expect(page.getByText('1 of them given back')).toBeVisible();
  expect(desk.calls(/refunds$/)).toHaveLength(1);
});

test('Escape closes a dialog and gives the focus back, but not while money is on its way', async ({
  page,
  desk,
}) => {
  let letGo = () => {};
  await page.goto(`${ORIGIN}/desk#/orders/o1`);
  await page.getByRole('button', { name: 'Give money back…' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Give money back…' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.route('**/refunds', async (route) => {
    await new Promise<void>((resolve) => (letGo = resolve));
    await route.fallback();
  });
  await page.getByLabel('Reason').fill('Missed the boat');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Being sent…' })).toBeVisible();
  letGo();
  await expect(page.getByText('What became of it')).toBeVisible();
  expect(desk.calls(/refunds$/)).toHaveLength(1);
});

test('who is signed out while writing loses nothing of it', async ({ page, desk }) => {
  await page.goto(`${ORIGIN}/desk#/orders/o1`);
  await page.getByRole('button', { name: 'Give money back…' }).click();
  await page.getByLabel('Reason').fill('Missed the boat');
  desk.isSignedIn = false;
  await page.getByRole('button', { name: /^Give back/ }).click();
  await page.getByLabel('Name').fill('anna');
  await page.getByLabel('Password').fill('right');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Reason')).toHaveValue('Missed the boat');
  await page.getByRole('button', { name: /^Give back/ }).click();
  await expect(page.getByText('was given back.')).toBeVisible();
  const keys = desk.calls(/refunds$/).map(({ body }) => (body as { key: string }).key);
  expect(new Set(keys).size).toBe(1);
});

test('the way back from an order leads to its line in the list', async ({ page, desk }) => {
  await page.goto(`${ORIGIN}/desk#/orders?status=paid`);
  await page.getByRole('link', { name: 'FRY-3H8XWT' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'FRY-3H8XWT' })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('link', { name: 'FRY-3H8XWT' })).toBeFocused();
  await expect(page).toHaveURL(/status=paid/);
  expect(desk.calls(/^GET orders\?/).length).toBeGreaterThan(1);
});

test('a role that may not do something is told which one may', async ({ page, desk }) => {
  desk.session.operator.roles = ['look'];
  await page.goto(`${ORIGIN}/desk#/closings`);
  await expect(page.getByText('To close the day takes the role “close”.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Close the day…' })).toBeHidden();
  await page.goto(`${ORIGIN}/desk#/tasks`);
  const agree = page.getByRole('button', { name: 'Agree…', exact: true });
  await expect(agree).toHaveAttribute('aria-disabled', 'true');
  await expect(agree).toHaveAccessibleDescription(/role “approve”/);
  await agree.click({ force: true });
  await expect(page.getByRole('dialog')).toBeHidden();
});
