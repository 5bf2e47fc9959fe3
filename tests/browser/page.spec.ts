// The document in a real browser: that its policy is in force and not in its way, that one request brings all of it, and
// that it speaks the customer's language from the first paint on.
import type { Page } from '@playwright/test';
import { de } from '../../client/messages/de.ts';
import { fi } from '../../client/messages/fi.ts';
import { expect, scanned, test } from './wallet.ts';

declare global {
  interface Window {
    /** Every heading that was ever to be seen, and every refusal of the policy. */
    seen?: string[];
    refused?: string[];
  }
}

/** Notes what is shown on the way, and what the policy refuses. */
async function watch(page: Page) {
  await page.addInitScript(() => {
    const seen: string[] = (window.seen = []);
    const refused: string[] = (window.refused = []);
    document.addEventListener('securitypolicyviolation', (event) => {
      refused.push(`${event.effectiveDirective} ${event.blockedURI}`);
    });
    const look = () => {
      const text = document.querySelector('h1')?.textContent;
      if (text && !seen.includes(text)) seen.push(text);
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  });
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const headings = (page: Page) => page.evaluate(() => window.seen);
const refusals = (page: Page) => page.evaluate(() => window.refused);

/** What the page asks for, as `GET /order`, without the images of what is sold. */
function watchRequests(page: Page): string[] {
  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'image') return;
    requests.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  return requests;
}

test('the policy refuses nothing that the page does, from the first view to the payment', async ({
  wallet,
}) => {
  await watch(wallet.page);
  const refused: unknown[] = [];
  const note = async () =>
    refused.push(...((await wallet.main.evaluate(() => window.refused)) ?? ['not watched']));
  await wallet.order();
  await note();
  await wallet.pay();
  await wallet.is({ view: 'success', status: 'paid' });
  await note();
  expect(refused).toEqual([]);
});

test('the policy is in force: no foreign script and no style of an attribute gets in', async ({
  page,
  origin,
}) => {
  await watch(page);
  await page.goto(await scanned(page, origin));
  await expect(heading(page)).toBeVisible();
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "broken in";';
    document.body.append(script);
    document.body.setAttribute('style', 'color: red');
  });
  await expect.poll(() => refusals(page)).toEqual(['script-src-elem inline', 'style-src-attr inline']);
  expect(await page.title()).toBe('Archipelago ferry');
});

test('one document and one question for the session bring a page that can be used', async ({
  page,
  origin,
}) => {
  const address = await scanned(page, origin);
  const requests = watchRequests(page);
  await page.goto(address);
  await page.getByRole('button', { name: 'One more: Adult' }).click();
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByRole('button', { name: /^Pay.*65/ })).toBeVisible();
  expect(requests).toEqual(['GET /order', 'POST /api/session']);
});

test('the session is asked for before the page’s own script is there', async ({ page, origin }) => {
  const address = await scanned(page, origin);
  await page.goto(address);
  await expect(heading(page)).toBeVisible();
  const { askedAt, parsedAt } = await page.evaluate(() => {
    const [document] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const requests = performance.getEntriesByType('resource');
    return {
      askedAt: requests.find(({ name }) => name.endsWith('/api/session'))?.startTime,
      // Modules run after this.
      parsedAt: document?.domInteractive ?? 0,
    };
  });
  expect(askedAt).toBeLessThan(parsedAt);
});

test.describe('in a Finnish browser', () => {
  test.use({ locale: 'fi-FI' });

  test('the page is Finnish from the first paint on, and nothing is loaded for that', async ({
    page,
    origin,
  }) => {
    const address = await scanned(page, origin);
    await watch(page);
    const requests = watchRequests(page);
    const answer = await page.goto(address);
    expect(answer?.headers()['content-language']).toBe('fi');
    await expect(heading(page)).toHaveText(fi.chooseTitle);
    await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
    await expect(page).toHaveTitle('Saaristolautta');
    expect(await headings(page)).toEqual([fi.chooseTitle]);
    expect(requests).toEqual(['GET /order', 'POST /api/session']);
  });
});

test('a QR code that asks for German is answered in German, and nobody sees another language first', async ({
  page,
  origin,
}) => {
  const address = await scanned(page, origin, '?jetty=7&lang=de');
  await watch(page);
  const requests = watchRequests(page);
  await page.goto(address);
  await expect(heading(page)).toHaveText(de.chooseTitle);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page).toHaveTitle('Schärenfähre');
  expect(await headings(page)).toEqual([de.chooseTitle]);
  expect(requests).toEqual(['GET /order', 'POST /api/session', 'GET /messages/de']);
});

test('a language that cannot be loaded leaves the page in the one that it has', async ({ page, origin }) => {
  const address = await scanned(page, origin, '?jetty=7&lang=de');
  await page.route('**/messages/de', (route) => route.abort());
  await page.goto(address);
  await expect(heading(page)).toHaveText('What will it be?');
  await page.getByRole('button', { name: 'One more: Adult' }).click();
  await expect(page.locator('[data-total]')).toContainText('65');
});

test('the customer chooses a language: it stays on reload, on the bill and after the payment', async ({
  wallet,
}) => {
  await wallet.scan();
  await wallet.add('Adult', 2);
  await wallet.button('Suomi').click();
  await expect(wallet.heading(fi.chooseTitle)).toBeVisible();
  await expect(wallet.service.locator('html')).toHaveAttribute('lang', 'fi');
  await expect(wallet.button('Suomi')).toHaveAttribute('aria-pressed', 'true');
  // The basket is none of the language's business.
  await expect(wallet.service.locator('[data-sku=adult] output')).toHaveText('2');

  await wallet.reload();
  await expect(wallet.heading(fi.chooseTitle)).toBeVisible();
  await wallet.button(fi.review).click();
  await expect(wallet.heading(fi.reviewTitle)).toBeVisible();
  await wallet.reload();
  await expect(wallet.heading(fi.reviewTitle)).toBeVisible();

  await wallet.button(/^Maksa.*130/).click();
  await expect(wallet.bill).toContainText('Lauttaliput');
  await wallet.pay();
  await wallet.is({ view: 'success', status: 'paid' });
  await expect(wallet.heading(fi.paidTitle)).toBeVisible();
});

test('a language that the customer chooses and that cannot be loaded is told, and not kept', async ({
  page,
  origin,
}) => {
  await page.route('**/messages/fi', (route) => route.abort());
  await page.goto(await scanned(page, origin));
  await page.getByRole('button', { name: 'Suomi' }).click();
  await expect(page.getByRole('alert')).toContainText('No connection');
  await page.unroute('**/messages/fi');
  await page.reload();
  await expect(heading(page)).toHaveText('What will it be?');
});

test('every tap counts, however many come before the page has been painted', async ({ wallet }) => {
  await wallet.scan();
  const row = wallet.main.locator('[data-sku]').first();
  await row.locator('.plus:not([aria-disabled="true"])').evaluate((button: HTMLButtonElement) => {
    for (let taps = 0; taps < 3; taps += 1) button.click();
  });
  await expect(row.locator('output')).toHaveText('3');
});
