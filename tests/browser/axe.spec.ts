// No fault of accessibility that axe knows: in any state of the page, view, language and size, light and dark, and in the
// wallet and on the wall. All of it at once would be 30,000 looks of a tenth of a second each: so every state of every
// view is seen light and dark, every state in every language, and every size with one state of each kind of screen; in the
// dark only for its colours, in other languages for all but them.
import type { Page } from '@playwright/test';
import { DEVICES } from '../../client/devices.ts';
import { frameUrl, type FrameSpec } from '../../client/preview/frame-spec.ts';
import { findState, statesOf } from '../../client/preview/states.ts';
import { TONGUES, type Tongue } from '../../client/preview/tongues.ts';
import { VIEWS, type View } from '../../shared/service-url.ts';
import { bringAxe, findings, type Look } from './axe.ts';
import { expect, test } from './wallet.ts';

/** While it loads, the page has no words: the session says in which language they are. A good practice, not WCAG's. */
const UNTITLED = 'page-has-heading-one:';
const SMALL = { width: 320, height: 480 };
/** One of each kind of screen: forms, statements with much and with little to do. */
const KINDS: [View, string][] = [
  ['order', 'chooseNoPlate'],
  ['order', 'noticeOrderLive'],
  ['order', 'appMissing'],
  ['success', 'paid'],
  ['failure', 'offline'],
];

const specOf = (view: View, state: string, language: Tongue = 'en', text = 100): FrameSpec => {
  return { view, state, language, text, accent: '', scheme: 'system' };
};

async function open(page: Page, origin: string) {
  await page.setViewportSize(SMALL);
  await page.goto(origin + frameUrl(specOf('order', 'choose')));
  await bringAxe(page);
}

async function findingsIn(page: Page, spec: FrameSpec, look?: Look): Promise<string[]> {
  await page.evaluate((shown) => window.preview?.show(shown, true), spec);
  const { view, state, language } = spec;
  const found = await findings(page, look);
  return found
    .filter((finding) => !(state === 'loading' && finding.startsWith(UNTITLED)))
    .map((finding) => `${view}/${state} ${language} ${finding}`);
}

for (const view of VIEWS) {
  test(`axe finds nothing in any state of the ${view} view, light and dark`, async ({ page, origin }) => {
    await open(page, origin);
    const found: string[] = [];
    for (const state of statesOf(view)) found.push(...(await findingsIn(page, specOf(view, state))));
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const state of statesOf(view))
      found.push(...(await findingsIn(page, specOf(view, state), 'colours')));
    expect(found).toEqual([]);
  });
}

const others = (Object.keys(TONGUES) as Tongue[]).filter((language) => language !== 'en');
for (const language of others) {
  test(`axe finds nothing in any state in ${TONGUES[language]}`, async ({ page, origin }) => {
    await open(page, origin);
    // Much is the same in several views.
    const all = VIEWS.flatMap((view) => statesOf(view).map((state) => ({ view, state })));
    const different = new Map(all.map(({ view, state }) => [findState(view, state), { view, state }]));
    const found: string[] = [];
    for (const { view, state } of different.values()) {
      found.push(...(await findingsIn(page, specOf(view, state, language), 'words')));
    }
    expect(found).toEqual([]);
  });
}

test('axe finds nothing in any size, held both ways, nor in large text', async ({ page, origin }) => {
  await open(page, origin);
  const found: string[] = [];
  const widths = new Map(DEVICES.map((device) => [device.width, device]));
  for (const { width, height } of widths.values()) {
    for (const size of [
      { width, height },
      { width: height, height: width },
    ]) {
      await page.setViewportSize(size);
      for (const [view, state] of KINDS) found.push(...(await findingsIn(page, specOf(view, state))));
    }
  }
  await page.setViewportSize(SMALL);
  for (const [view, state] of KINDS) found.push(...(await findingsIn(page, specOf(view, state, 'en', 200))));
  expect(found).toEqual([]);
});

test('axe finds nothing in the wallet, from the code to the receipt', async ({ wallet }) => {
  const found: string[] = [];
  const look = async () => found.push(...(await findings(wallet.page)));
  await wallet.scan();
  await bringAxe(wallet.page);
  await look();
  await wallet.review();
  await wallet.button(/^Pay/).click();
  await expect(wallet.bill).toBeVisible();
  await look();
  await wallet.tap('Pay');
  await look();
  await wallet.page.keyboard.type('1234');
  await expect(wallet.page.getByRole('button', { name: 'Continue', exact: true })).toBeVisible();
  await look();
  await wallet.tap('Continue');
  await wallet.is({ status: 'paid' });
  await wallet.link('Done').click();
  await wallet.isAtHome();
  await look();
  expect(found).toEqual([]);
});

test('axe finds nothing on the wall', async ({ page, origin }) => {
  await page.goto(`${origin}/preview`);
  await expect(page.locator('iframe').first()).toBeVisible();
  await bringAxe(page);
  expect(await findings(page)).toEqual([]);
  await page.getByLabel('Theme colour').fill('#ffee00');
  await expect(page.locator('.fault')).toBeVisible();
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await findings(page)).toEqual([]);
});
