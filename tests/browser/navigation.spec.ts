// Going back and forth: the browser's way and the page's own always agree, nothing is taken twice, and after the payment
// no way leads into a past in which it was still to be paid. On a phone that opens the page by itself.
import type { BrowserContext, Page } from '@playwright/test';
import { LEAVE_URL } from '../../client/wallet-link.svelte.ts';
import type { SessionDto } from '../../shared/api.ts';
import type { ScanAnswer } from '../../shared/simulator-app.ts';
import { expect, test as base } from './wallet.ts';

/** Number 2 on the ferry's line. */
const JETTY = 'Nacka strand';
const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, locale: 'en-GB' };

declare global {
  interface Window {
    /** What was tapped, by its words. */
    touched: string[];
  }
}

class Phone {
  readonly page: Page;
  readonly token: string;
  readonly #origin: string;
  /** The orders that were put, each by its own address. */
  readonly placed = new Set<string>();

  constructor(page: Page, origin: string, token: string) {
    this.page = page;
    this.#origin = origin;
    this.token = token;
    page.on('request', (request) => {
      if (request.method() === 'PUT') this.placed.add(request.url());
    });
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.#origin + path);
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name });
  }

  async is(screen: string): Promise<void> {
    await expect(this.page.locator('main')).toHaveAttribute('data-screen', screen);
  }

  /** The basket that is shown is the one that was chosen, whichever screen shows it. */
  async hasBasket(): Promise<void> {
    const main = this.page.locator('main');
    const isChoosing = (await main.getAttribute('data-screen')) === 'choose';
    const adults = main.locator(isChoosing ? '[data-sku=adult] output' : '[data-sku=adult] .quantity');
    await expect(adults).toHaveText(isChoosing ? '2' : '2 ×');
    if (isChoosing) await expect(main.getByRole('combobox')).toHaveValue('2');
    else await expect(main.locator('.choice').last()).toContainText(JETTY);
  }

  /** The paid order is what is shown, and nothing is left to pay. */
  async showsPayment(): Promise<void> {
    await this.is('paid');
    await expect(this.button(/^(Pay|Review|Try again)/)).toHaveCount(0);
    await expect(this.page.locator('a[href^="seqr-demo:"]')).toHaveCount(0);
  }

  /** Two adults from another jetty than the code's, as far as that. */
  async order(until: 'choose' | 'review' | 'awaiting'): Promise<void> {
    await this.open(`/order#${this.token}`);
    await this.is('choose');
    await this.page.getByRole('combobox').selectOption('2');
    for (let adults = 0; adults < 2; adults += 1) await this.button('One more: Adult').tap();
    if (until === 'choose') return;
    await this.button('Review').tap();
    await this.is('review');
    if (until === 'review') return;
    await this.button(/^Pay/).tap();
    await this.is('awaiting');
  }

  /** Where the page is, and how much history it has made. */
  where() {
    return this.page.evaluate(() => ({
      hash: location.hash,
      length: history.length,
      screen: document.querySelector('main')?.dataset['screen'],
    }));
  }

  back(): Promise<void> {
    return this.#go(-1);
  }

  forward(): Promise<void> {
    return this.#go(1);
  }

  /** By the history, as a swipe does it. */
  async #go(delta: number): Promise<void> {
    const before = this.page.url();
    // Later, since the document that is asked may be gone with it.
    await this.page.evaluate((by) => void setTimeout(() => history.go(by)), delta);
    // Not waitForURL, which gives up when the page tries to open the wallet at that moment.
    await expect.poll(() => this.page.url()).not.toBe(before);
  }

  /** Two taps on the same spot; nothing but this button has been touched then. */
  async tapTwice(name: RegExp): Promise<void> {
    await this.button(name).tap({ trial: true });
    const box = await this.button(name).boundingBox();
    if (box === null) throw new Error('nothing to tap');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.evaluate(() => {
      window.touched = [];
      const note = ({ target }: Event) => {
        const hit = (target as Element).closest('a, button');
        if (hit) window.touched.push(hit.textContent.trim());
      };
      document.addEventListener('click', note, { capture: true });
    });
    await this.page.touchscreen.tap(x, y);
    await this.page.touchscreen.tap(x, y);
    const touched = await this.page.evaluate(() => window.touched);
    expect(touched.length).toBeGreaterThan(0);
    for (const label of touched) expect(label).toMatch(name);
  }

  /** In the wallet, which then opens the page that belongs to it. */
  async act(verb: 'pay' | 'decline' | 'cancel'): Promise<void> {
    const reference = await this.reference();
    const bill = `${this.#origin}/simulator/app/bills/${reference}/${verb}`;
    expect((await this.page.request.post(bill, { data: { pin: '1234' } })).ok()).toBe(true);
    const view = { pay: 'success', decline: 'failure', cancel: 'cancel' }[verb];
    await this.open(`/${view}#${this.token}_${reference}`);
  }

  /** That of the visit's newest order. */
  async reference(): Promise<string> {
    const headers = { authorization: `Bearer ${this.token}` };
    const answer = await this.page.request.post(`${this.#origin}/api/session`, { headers, data: {} });
    return ((await answer.json()) as SessionDto).order?.invoiceReference ?? '';
  }
}

const test = base.extend<{ phone: Phone; context: BrowserContext }>({
  phone: async ({ browser, origin }, use) => {
    const context = await browser.newContext(PHONE);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    const scanned = await page.request.post(`${origin}/simulator/app/scan`, {
      data: { url: 'HTTP://SEQR.SE/000/SANDBOX?jetty=7' },
    });
    const { token } = (await scanned.json()) as ScanAnswer;
    await use(new Phone(page, origin, token));
    await context.close();
    expect(complaints).toEqual([]);
  },
});

test('from each step the browser’s way back and the page’s own lead to the same place, with the same history', async ({
  phone,
}) => {
  await phone.order('awaiting');
  for (const [from, to] of [
    ['awaiting', 'review'],
    ['review', 'choose'],
  ] as const) {
    await phone.back();
    await phone.is(to);
    const byBrowser = await phone.where();
    await phone.forward();
    await phone.is(from);
    await phone.button('Back').tap();
    await phone.is(to);
    expect(await phone.where()).toEqual(byBrowser);
  }
});

test('back from the first view leaves to the app, by the page’s link and by the history', async ({
  phone,
}) => {
  await phone.open('/healthz');
  await phone.order('review');
  await phone.button('Back').tap();
  await phone.is('choose');
  await expect(phone.page.getByRole('link', { name: 'Back to SEQR' })).toHaveAttribute('href', LEAVE_URL);
  await phone.back();
  await phone.page.waitForURL('**/healthz');
});

test('a double tap takes one step only, whatever has come under the thumb', async ({ phone }) => {
  await phone.open('/healthz');
  await phone.order('choose');
  await phone.tapTwice(/^Review$/);
  await phone.is('review');
  await phone.tapTwice(/^Back$/);
  await phone.is('choose');
  await phone.button('Review').tap();
  await phone.is('review');
  expect(phone.placed.size).toBe(0);
  await phone.tapTwice(/^(Pay .*|Preparing …)$/);
  await phone.is('awaiting');
  await phone.tapTwice(/^Back$/);
  await phone.is('review');
  expect(phone.placed.size).toBe(1);
});

test('a basket that is not the order’s any more is reviewed before it is paid', async ({ phone }) => {
  await phone.order('awaiting');
  await phone.button('Change the order').tap();
  await phone.is('choose');
  await expect(phone.button('Go to payment')).toBeVisible();
  await phone.page.getByRole('button', { name: 'One more: Adult' }).tap();
  await expect(phone.button('Go to payment')).toBeHidden();
});

test('two quick steps back in the browser are two steps back, with the basket', async ({ phone }) => {
  await phone.order('awaiting');
  await phone.page.evaluate(() => {
    history.back();
    history.back();
  });
  await expect(phone.page.locator('main')).not.toHaveAttribute('data-step', 'pay');
  // A browser may take both for one.
  const { screen } = await phone.where();
  if (screen === 'review') await phone.back();
  await phone.is('choose');
  await phone.hasBasket();
});

test('basket and choices are kept going back and forth, and loading each step anew', async ({ phone }) => {
  await phone.order('awaiting');
  await phone.hasBasket();
  for (const screen of ['review', 'choose']) {
    await phone.back();
    await phone.is(screen);
    await phone.hasBasket();
    await phone.page.reload();
    await phone.is(screen);
    await phone.hasBasket();
  }
  for (const screen of ['review', 'awaiting']) {
    await phone.forward();
    await phone.is(screen);
    await phone.hasBasket();
  }
  expect(phone.placed.size).toBe(1);
});

test('after the payment every way back shows that it is paid, and every way forth', async ({ phone }) => {
  await phone.order('awaiting');
  await phone.act('pay');
  await phone.showsPayment();
  for (const step of ['/pay', '/review', '']) {
    await phone.back();
    await phone.page.waitForURL(`**/order#${phone.token}${step}`);
    await phone.showsPayment();
    await phone.page.reload();
    await phone.showsPayment();
  }
  for (const path of ['order#*/review', 'order#*/pay', 'success#*']) {
    await phone.forward();
    await phone.page.waitForURL(`**/${path}`);
    await phone.showsPayment();
  }
  expect(phone.placed.size).toBe(1);
});

test('told of the payment while it waits, the page shows it on every step back in the same document', async ({
  phone,
}) => {
  await phone.order('awaiting');
  const bill = `simulator/app/bills/${await phone.reference()}/pay`;
  await phone.page.evaluate(
    (path) =>
      fetch(`/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ pin: '1234' }),
      }),
    bill,
  );
  await phone.showsPayment();
  for (const step of ['/review', '']) {
    await phone.back();
    await phone.page.waitForURL(`**/order#${phone.token}${step}`);
    await phone.showsPayment();
  }
  await phone.forward();
  await phone.showsPayment();
});

test('a bookmark of any step shows the payment', async ({ phone }) => {
  await phone.order('awaiting');
  await phone.act('pay');
  await phone.showsPayment();
  for (const step of ['', '/choose', '/review', '/pay']) {
    await phone.open('/healthz');
    await phone.open(`/order#${phone.token}${step}`);
    await phone.showsPayment();
  }
});

for (const [verb, screen] of [
  ['decline', 'failed'],
  ['cancel', 'canceled'],
] as const) {
  test(`after ${verb} every step back says so, and only an explicit new try makes another order`, async ({
    phone,
  }) => {
    await phone.order('awaiting');
    await phone.act(verb);
    await phone.is(screen);
    for (const step of ['/pay', '/review', '']) {
      await phone.back();
      await phone.page.waitForURL(`**/order#${phone.token}${step}`);
      await phone.is(screen);
      await expect(phone.button(/^(Pay|Review)/)).toHaveCount(0);
    }
    await phone.button('Try again').tap();
    await phone.is('review');
    await phone.hasBasket();
    expect(phone.placed.size).toBe(1);
    await phone.button(/^Pay/).tap();
    await phone.is('awaiting');
    expect(phone.placed.size).toBe(2);
  });
}

test('a second order is begun by a button only, and once it is paid nothing leads back into the first one', async ({
  phone,
}) => {
  await phone.order('awaiting');
  await phone.act('decline');
  await phone.button('Try again').tap();
  await phone.is('review');
  await phone.button(/^Pay/).tap();
  await phone.is('awaiting');
  await phone.act('pay');
  await phone.showsPayment();

  // Every entry of the visit, each loaded anew: those of the first order as well, which carry its basket, and the view
  // in which it was told that the first had failed.
  const seen: (string | undefined)[] = [];
  do {
    await phone.back();
    await phone.page.reload();
    await expect(phone.page.locator('main[data-status=none]')).toHaveCount(0);
    seen.push((await phone.where()).screen);
    await expect(phone.button(/^(Pay|Review)/)).toHaveCount(0);
  } while (!phone.page.url().endsWith(`/order#${phone.token}`));
  expect(seen).toEqual(['paid', 'paid', 'paid', 'paid', 'paid', 'paid']);
  expect(phone.placed.size).toBe(2);
});
