// One visit in a browser that is as slow as the aims say: opens the page, orders by touch, and tells what that took.
//
// The shaping is Chromium's own (CDP), in its network service: every request's answer waits 400 ms from when it was sent,
// and all bodies of the page share 50,000 bytes a second. It does not model connections: no handshakes of TCP and TLS, no
// DNS, no slow start, no loss; a new connection costs as little as a kept one. That is kind to pages that open many
// connections, which ours is not.
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { probe, type Figures } from './probe.ts';

const LATENCY_MS = 400;
const BYTES_PER_SECOND = 50_000;
const CPU_SLOWDOWN = 6;
/** The taps of one order, as `visitOrder` makes them. */
export const TAPS = ['+', 'Review', 'Back', 'Review', 'Pay'] as const;
/** Far beyond what any page takes here: a limit for what hangs. */
const PATIENCE_MS = 30_000;
const QUIET_MS = 100;

/** A small Android phone, as the vendor lists it. */
export const DEVICE = {
  viewport: { width: 320, height: 480 },
  isMobile: true,
  hasTouch: true,
  locale: 'en-GB',
} as const;

/** Nobody reads a bill and types a PIN in less; the page stays open below the wallet meanwhile. */
const IN_WALLET_MS = 2_000;

/** Nobody sees a new screen and taps it sooner: a page may take that for the second tap of a double one. */
const LOOKING_MS = 400;

/** Opens the Order view, waits until ordering is possible, and goes on as far as the payment. */
export async function visitOrder(context: BrowserContext, origin: string, token: string): Promise<Figures> {
  const page = await openSlowly(context, `${origin}/order#${token}`);
  const before = await page.evaluate(totalShown);
  await tap(page, 'One more: Adult');
  await until(page, async () => (await page.evaluate(totalShown)) !== before);
  await tap(page, 'Review');
  await untilMain(page, { step: 'review' });
  await tap(page, 'Back');
  await untilMain(page, { step: 'choose' });
  await tap(page, 'Review');
  await untilMain(page, { step: 'review' });
  await tap(page, /^Pay/);
  await untilMain(page, { step: 'pay', status: 'payable' });
  await sleep(IN_WALLET_MS);
  return read(page);
}

/** As many taps as an order takes, on the page that does nothing. */
export async function visitEmpty(context: BrowserContext, origin: string): Promise<Figures> {
  const page = await openSlowly(context, `${origin}/order`);
  for (let taps = 0; taps < TAPS.length; taps += 1) await tap(page, 'One more: Adult');
  return read(page);
}

/** Opens the Success view of a paid order and waits until it says so. */
export async function visitSuccess(
  context: BrowserContext,
  origin: string,
  token: string,
  invoiceReference: string,
): Promise<Figures> {
  const page = await openSlowly(context, `${origin}/success#${token}_${invoiceReference}`);
  return read(page);
}

async function openSlowly(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const ready = Promise.withResolvers<undefined>();
  await page.exposeFunction('tellReady', () => ready.resolve(undefined));
  await page.addInitScript(probe);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: BYTES_PER_SECOND,
    uploadThroughput: BYTES_PER_SECOND,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await page.goto(url, { waitUntil: 'commit' });
  await Promise.race([ready.promise, tooLate(url)]);
  return page;
}

/** A touch at the button's middle, and nothing else: Playwright's own tap runs checks in the page during the touch, which
 *  this slow CPU would charge to the page; looking for what comes of it waits too. */
async function tap(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await button.scrollIntoViewIfNeeded();
  const box = await button.boundingBox();
  if (box === null) throw new Error(`${String(name)} is not to be seen`);
  await page.evaluate(() => window.figures.tapsMs.push(0));
  await sleep(QUIET_MS);
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  await sleep(2 * QUIET_MS);
}

function totalShown(): string | null {
  return document.querySelector('[data-total]')?.textContent ?? null;
}

function mainData(): DOMStringMap {
  return Object.assign({}, document.querySelector('main')?.dataset);
}

async function untilMain(page: Page, data: { step?: string; status?: string }): Promise<void> {
  await until(page, async () => {
    const shown: DOMStringMap = await page.evaluate(mainData);
    return Object.entries(data).every(([name, value]) => shown[name] === value);
  });
  await sleep(LOOKING_MS);
}

/** Asks from outside, since what polls inside the page takes part in its interactions. */
async function until(page: Page, isSo: () => Promise<boolean>): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += QUIET_MS) {
    if (await isSo()) return;
    await sleep(QUIET_MS);
  }
  await tooLate(page.url(), 0);
}

async function tooLate(url: string, afterMs = PATIENCE_MS): Promise<never> {
  await sleep(afterMs, undefined, { ref: false });
  throw new Error(`${new URL(url).pathname} does not get any further`);
}

/** The observers are told of a frame after it was painted: a few frames later they know of everything. */
async function read(page: Page): Promise<Figures> {
  await sleep(3 * QUIET_MS);
  const figures = await page.evaluate(() => window.figures);
  await page.close();
  return figures;
}
