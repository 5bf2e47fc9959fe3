// Web views below the page's baseline: the plain form orders and is paid, and where not even that runs, the document says
// what to do. Chromium stands in for them: what they have not is taken from it.
import type { APIRequestContext, Page } from '@playwright/test';
import { SERVICE, session } from '../../client/preview/fixtures.ts';
import { expect, test } from './wallet.ts';

const SMALL = { width: 320, height: 480 };
test.use({ viewport: SMALL });

/** A web view that knows no modules: to it, the page's own script is some data. */
async function knowNoModules(page: Page) {
  await page.route(/\/(order|success|failure|cancel|app)$/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('<script type="module">', '<script type="unknown">');
    await route.fulfill({ response, body });
  });
}

/** One that was made before 2015: nothing after ECMAScript 5, no fetch, and no Intl either. */
async function beOld(page: Page) {
  await knowNoModules(page);
  await page.addInitScript(() => {
    const globals = [
      'fetch',
      'Promise',
      'Symbol',
      'Map',
      'Set',
      'WeakMap',
      'Proxy',
      'Reflect',
      'Intl',
      'URL',
    ];
    const gone: [object, string[]][] = [
      [window, [...globals, 'queueMicrotask', 'globalThis', 'AbortController', 'TextDecoder', 'CustomEvent']],
      [Object, ['assign', 'entries', 'values', 'fromEntries']],
      [Array, ['from', 'of']],
      [Array.prototype, ['find', 'findIndex', 'includes', 'fill', 'flat', 'flatMap', 'at']],
      [
        String.prototype,
        ['includes', 'startsWith', 'endsWith', 'repeat', 'padStart', 'padEnd', 'replaceAll'],
      ],
      [Element.prototype, ['append', 'prepend', 'remove', 'before', 'after', 'closest', 'replaceChildren']],
      [NodeList.prototype, ['forEach']],
      [Crypto.prototype, ['randomUUID']],
    ];
    for (const [owner, names] of gone) {
      for (const name of names) Object.defineProperty(owner, name, { value: undefined, configurable: true });
    }
  });
}

/** One that stores nothing. */
async function forgetEverything(page: Page) {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new Error('no storage here');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, name, { get: refuse });
    }
    Object.defineProperty(document, 'cookie', { get: refuse, set: refuse });
  });
}

/** The SEQR app's side, without its screens. */
class Seqr {
  readonly #request: APIRequestContext;
  readonly #origin: string;

  constructor(request: APIRequestContext, origin: string) {
    this.#request = request;
    this.#origin = origin;
  }

  async scan(): Promise<string> {
    const { token } = (await this.#post('scan', { url: 'HTTP://SEQR.SE/000/SANDBOX?jetty=7' })) as {
      token: string;
    };
    return token;
  }

  async pay(reference: string) {
    await this.#post(`bills/${reference}/pay`, { pin: '1234' });
  }

  async decline(reference: string) {
    await this.#post(`bills/${reference}/decline`, {});
  }

  async #post(path: string, data: object): Promise<unknown> {
    const answer = await this.#request.post(`${this.#origin}/simulator/app/${path}`, { data });
    expect(answer.ok(), path).toBe(true);
    return answer.json();
  }
}

const form = (page: Page) => page.locator('main[data-form=plain]');
const shows = (page: Page, screen: string) => expect(form(page)).toHaveAttribute('data-screen', screen);

/** Another address, up to its own document: where only the hash changes, the form loads it by itself, a moment later. */
async function goOn(page: Page, address: string) {
  const loaded = page.waitForEvent('load');
  await page.goto(address);
  await loaded;
}

/** Two adults, as far as the link to the wallet. @returns the invoice that it names */
async function order(page: Page): Promise<string> {
  await page.getByLabel('Adult').selectOption('2');
  await page.getByRole('button', { name: 'Go to payment' }).tap();
  return linkedInvoice(page);
}

async function linkedInvoice(page: Page): Promise<string> {
  await shows(page, 'awaiting');
  const href = await page.getByRole('link', { name: 'Open SEQR' }).getAttribute('href');
  return /^seqr-demo:\/\/SEQR\.SE\/R(\d+)$/.exec(href ?? '')?.[1] ?? `none in ${href}`;
}

/** Nothing is wider than the screen, and every target is a thumb wide. */
async function isFitting(page: Page) {
  // Asked of the browser: what Playwright runs in a page needs more than these pages have.
  const browser = await page.context().newCDPSession(page);
  const { cssContentSize } = await browser.send('Page.getLayoutMetrics');
  expect(cssContentSize.width).toBe(SMALL.width);
  for (const target of await page.locator('a, button, select, input').all()) {
    const box = await target.boundingBox();
    expect(box?.height, await target.innerText()).toBeGreaterThanOrEqual(44);
    expect(box?.width, await target.innerText()).toBeGreaterThanOrEqual(44);
  }
}

/** Whatever a script throws or the policy forbids fails the test. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
  });
  return complaints;
}

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('before 2015, without storage: two adults are ordered, paid, and shown with their booking number', async ({
    page,
    request,
    origin,
  }) => {
    const complaints = listen(page);
    await beOld(page);
    await forgetEverything(page);
    const puts: string[] = [];
    page.on('request', (sent) => sent.method() === 'PUT' && puts.push(sent.url()));
    const seqr = new Seqr(request, origin);
    await page.goto(`${origin}/order#${await seqr.scan()}`);
    await shows(page, 'choose');
    await expect(page.getByLabel('From')).toHaveValue('7');
    await isFitting(page);

    await page.getByRole('button', { name: 'Go to payment' }).tap();
    await expect(page.getByRole('alert')).toHaveText('Add at least one item first.');
    await page.getByLabel('Adult').selectOption('2');
    await expect(page.getByRole('alert')).toBeHidden();
    // Without Intl an amount is plain text.
    await expect(page.locator('[data-total]')).toHaveText('130.00 SEK');
    const reference = await order(page);
    await isFitting(page);
    await expect(page.locator('.summary')).toContainText('Vaxholm');
    await expect(page.locator('.total')).toHaveText('Total130.00 SEK');
    const bookingNumber = await page.locator('.choice dd').first().innerText();

    const launched = page.waitForResponse((response) => response.url().endsWith('/launch'));
    await page.getByRole('link', { name: 'Open SEQR' }).tap();
    expect((await launched).status()).toBe(200);
    await expect(page.getByRole('link', { name: 'Open SEQR again' })).toBeVisible();
    await seqr.pay(reference);
    await shows(page, 'paid');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Paid');
    await expect(page.locator('[data-booking]')).toHaveText(bookingNumber);
    expect(bookingNumber).toMatch(/^FRY-\w{6}$/);
    await expect(page.getByRole('link', { name: 'Done' })).toHaveAttribute(
      'href',
      'SEQR-ACTION://WIZARD/CANCEL',
    );
    await isFitting(page);
    expect(puts).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test('a changed order changes the bill', async ({ page, request, origin }) => {
    await beOld(page);
    const seqr = new Seqr(request, origin);
    await page.goto(`${origin}/order#${await seqr.scan()}`);
    const reference = await order(page);
    await page.getByRole('button', { name: 'Change the order' }).tap();
    await expect(page.getByText('You have an open order')).toBeVisible();
    await page.getByLabel('Child').selectOption('1');
    await page.getByRole('button', { name: 'Go to payment' }).tap();
    expect(await linkedInvoice(page)).toBe(reference);
    await expect(page.locator('.total')).toHaveText('Total162.50 SEK');
    await seqr.decline(reference);
    await shows(page, 'failed');
    await expect(page.getByText('You have not been charged.')).toBeVisible();
    await page.getByRole('button', { name: 'Try again' }).tap();
    await expect(page.getByLabel('Adult')).toHaveValue('2');
    await page.getByRole('button', { name: 'Go to payment' }).tap();
    expect(await linkedInvoice(page)).not.toBe(reference);
  });

  test('coming back from the wallet, it says what the server knows', async ({ page, request, origin }) => {
    await beOld(page);
    const seqr = new Seqr(request, origin);
    const token = await seqr.scan();
    await page.goto(`${origin}/order#${token}`);
    const reference = await order(page);

    await page.goto(`${origin}/failure#${token}_${reference}`);
    await shows(page, 'notPaid');
    await page.goto(`${origin}/success#${token}_${reference}`);
    await shows(page, 'confirming');
    await expect(page.getByText('Confirming your payment')).toBeVisible();
    await seqr.pay(reference);
    await shows(page, 'paid');
    for (const address of ['failure#', 'cancel#', 'app#/success/', 'app#/failure#']) {
      await goOn(page, `${origin}/${address}${token}_${reference}`);
      await shows(page, 'paid');
    }
    // Only the hash changes here: the app opens another visit.
    await goOn(page, `${origin}/app#/order#${await seqr.scan()}`);
    await shows(page, 'choose');
  });
});

test('by keyboard alone', async ({ page, request, origin }) => {
  await beOld(page);
  const seqr = new Seqr(request, origin);
  await page.goto(`${origin}/order#${await seqr.scan()}`);
  await shows(page, 'choose');
  for (const name of ['Back to SEQR', 'From', 'Adult']) {
    await page.keyboard.press('Tab');
    const target = name === 'Back to SEQR' ? page.getByRole('link', { name }) : page.getByLabel(name);
    await expect(target).toBeFocused();
  }
  await page.keyboard.type('2');
  for (let stop = 0; stop < 3; stop += 1) await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Go to payment' })).toBeFocused();
  await page.keyboard.press('Enter');
  const reference = await linkedInvoice(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Open SEQR' })).toBeFocused();
  await seqr.pay(reference);
  await shows(page, 'paid');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('the network is away for a while: a button tries again, and the basket stays', async ({
  page,
  request,
  origin,
}) => {
  await beOld(page);
  const seqr = new Seqr(request, origin);
  await page.route('**/api/**', (route) => route.abort());
  await page.goto(`${origin}/order#${await seqr.scan()}`);
  await shows(page, 'offline');
  await isFitting(page);
  await page.unroute('**/api/**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByLabel('Adult').selectOption('2');
  await page.route('**/api/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Go to payment' }).click();
  await expect(page.getByRole('alert')).toHaveText('No connection. Check your network and try again.');
  await page.unroute('**/api/**');
  await page.getByRole('button', { name: 'Go to payment' }).click();
  await linkedInvoice(page);
});

test('what is sold is text, and never markup', async ({ page, origin }) => {
  await beOld(page);
  const text = '<img src=x onerror="document.title=1"><b>Åland</b>';
  const service = {
    ...SERVICE,
    name: { en: text },
    items: SERVICE.items.map((item) => ({ ...item, name: { en: text } })),
  };
  await page.route('**/api/session', (route) => route.fulfill({ json: session({ service }) }));
  await page.goto(`${origin}/order#123456-789013`);
  await shows(page, 'choose');
  await expect(page.locator('.service-name')).toHaveText(text);
  await expect(page.locator('main b, main img')).toHaveCount(0);
});

for (const name of ['queueMicrotask', 'globalThis', 'Map']) {
  test(`a web view that reads the page’s script but has no ${name} gets the form`, async ({
    page,
    request,
    origin,
  }) => {
    await page.addInitScript((missing) => {
      Object.defineProperty(window, missing, { value: undefined, configurable: true });
    }, name);
    await page.goto(`${origin}/order#${await new Seqr(request, origin).scan()}`);
    await shows(page, 'choose');
    await expect(page.locator('main')).toHaveCount(1);
  });
}

test('a web view that runs the page does so without Proxy too, and never loads the form', async ({
  page,
  request,
  origin,
}) => {
  const asked: string[] = [];
  page.on('request', (sent) => asked.push(new URL(sent.url()).pathname));
  await page.addInitScript(() => Object.defineProperty(window, 'Proxy', { value: undefined }));
  await page.goto(`${origin}/order#${await new Seqr(request, origin).scan()}`);
  await page.getByRole('button', { name: 'One more: Adult' }).click();
  await expect(page.locator('[data-total]')).toContainText('65');
  expect(asked).not.toContain('/plain.js');
});

test.describe('below even the form, the document says what to do', () => {
  const advice = (page: Page) => page.getByText('This page does not open.');

  test('where the form does not arrive', async ({ page, origin }) => {
    await beOld(page);
    await page.route('**/plain.js', (route) => route.abort());
    await page.goto(`${origin}/order#123456-789013`);
    await expect(advice(page)).toBeHidden();
    await expect(advice(page)).toBeVisible();
    await isFitting(page);
  });

  test('where the form cannot make an order’s id', async ({ page, origin }) => {
    await beOld(page);
    await page.addInitScript(() => Object.defineProperty(window, 'crypto', { value: undefined }));
    await page.goto(`${origin}/order#123456-789013`);
    await expect(advice(page)).toBeVisible();
  });

  test.describe('where scripts are off', () => {
    test.use({ javaScriptEnabled: false });

    test('in the customer’s language', async ({ browser, page, origin }) => {
      await page.goto(`${origin}/success#123456-789013_9001`);
      await expect(advice(page)).toBeVisible();
      await expect(advice(page)).toContainText('scan the code again');
      const swedish = await browser.newPage({ javaScriptEnabled: false, locale: 'sv-SE' });
      await swedish.goto(`${origin}/order#123456-789013`);
      await expect(swedish.locator('.too-old')).toBeVisible();
      expect(await swedish.locator('.too-old').innerText()).not.toContain('This page');
      await swedish.close();
    });
  });

  test('but never on a line that is only slow', async ({ page, request, origin }) => {
    const token = await new Seqr(request, origin).scan();
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 2_000,
      uploadThroughput: 2_000,
    });
    const startedAt = Date.now();
    let wasAdvised = false;
    await page.goto(`${origin}/order#${token}`, { waitUntil: 'commit' });
    await expect(page.locator('.spinner')).toBeVisible();
    while (!(await page.getByRole('heading', { level: 1 }).isVisible())) {
      wasAdvised ||= await advice(page).isVisible();
      expect(Date.now() - startedAt, 'milliseconds').toBeLessThan(25_000);
      await page.waitForTimeout(100);
    }
    expect(wasAdvised).toBe(false);
    // Longer than it takes until the text appears: else this would show nothing.
    expect(Date.now() - startedAt).toBeGreaterThan(9_000);
  });
});
