// A page of the service in a real Chromium that is left and come back to, one round trip at a time, and everything that
// it has shown meanwhile. Knows nothing of what is right to show.
import { chromium } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../browser/chromium.ts';
import { PATIENCE } from '../shop.ts';

export const WAYS = ['fresh', 'reload', 'back', 'bfcache', 'other token'] as const;
export type Way = (typeof WAYS)[number];

/** What a page shows, in one line: screen, status, and what a customer takes for the state of the money. */
export const LOADING = 'loading, none';

interface Witness {
  /** Everything shown since the page was come back to, in this order; see {@link LOADING}. */
  shown: string[];
  /** Every request since then. */
  asked: string[];
  /** True once the browser itself gave the page back as it was. */
  wasKept: boolean;
}

declare global {
  interface Window {
    witness: Witness;
  }
}

/** Where pages are opened: one browser that forgets a page that is left, and one that keeps it, if there is such a one. */
export interface Browsers {
  forgetting: BrowserContext;
  keeping: BrowserContext | null;
  close: () => Promise<void>;
}

export async function launchBrowsers(): Promise<Browsers> {
  const launch = async (ignoreDefaultArgs: string[]) =>
    chromium.launch({
      executablePath: await findChromium(),
      // Some 200 pages are opened, and a process for each would take most of the time.
      args: [...CHROMIUM_FLAGS, '--process-per-site'],
      ignoreDefaultArgs,
    });
  const browsers = await Promise.all([launch([]), launch(['--disable-back-forward-cache'])]);
  const [forgetting, keeping] = await Promise.all(browsers.map(openContext));
  const close = async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
  };
  if (!forgetting || !keeping) throw new Error('two browsers have two contexts');
  // The small headless Chromium of the package keeps no page ("BackForwardCacheDisabledForDelegate"); a whole one does.
  return { forgetting, keeping: (await keepsPages(keeping)) ? keeping : null, close };
}

async function openContext(browser: Browser): Promise<BrowserContext> {
  // Many pages are open at once: their spinners stand still.
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 320, height: 480 },
    reducedMotion: 'reduce',
  });
  await context.addInitScript(installWitness);
  return context;
}

async function keepsPages(context: BrowserContext): Promise<boolean> {
  const page = await context.newPage();
  await page.route('http://kept.test/*', (route) => route.fulfill({ body: '', contentType: 'text/html' }));
  for (const path of ['a', 'b']) await page.goto(`http://kept.test/${path}`);
  await page.goBack({ waitUntil: 'commit' });
  const isKept = await page.evaluate(() => window.witness.wasKept);
  await page.close();
  return isKept;
}

export class ReturningPage {
  readonly way: Way;
  readonly #page: Page;
  /** True when the browser, and not this file, keeps the page that is left. */
  readonly isKept: boolean;
  /** What the page has thrown. */
  readonly complaints: string[] = [];

  private constructor(page: Page, way: Way, isKept: boolean) {
    this.#page = page;
    this.way = way;
    this.isKept = isKept;
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  static async create({ forgetting, keeping }: Browsers, way: Way): Promise<ReturningPage> {
    const isKept = way === 'bfcache' && keeping !== null;
    return new ReturningPage(await (isKept ? keeping : forgetting).newPage(), way, isKept);
  }

  async open(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  /** A page that is to be reloaded stays. */
  async leave(elsewhere: string): Promise<void> {
    if (this.way === 'back' || this.isKept) await this.#page.goto(elsewhere);
    else if (this.way === 'bfcache') await this.#page.evaluate(hidePage);
  }

  async comeBack(): Promise<void> {
    if (this.way === 'back' || this.isKept) await this.#page.goBack({ waitUntil: 'commit' });
    else if (this.way === 'bfcache') await this.#page.evaluate(showPage);
    else await this.#page.reload();
  }

  /** What the page has shown and asked when it shows that, or when patience ends. */
  async until(expected: string): Promise<Witness> {
    await this.#page
      .waitForFunction((text) => window.witness.shown.at(-1) === text, expected, PATIENCE)
      .catch(() => undefined);
    return this.#page.evaluate(() => window.witness);
  }

  text(): Promise<string> {
    return this.#page.content();
  }
}

/** Runs in the page before anything of its own. From each opening, and each return, one request is let through and no
 *  more, and the page's clock stands still: what is shown then was learnt in one round trip. */
function installWitness() {
  const witness: Witness = { shown: [], asked: [], wasKept: false };
  window.witness = witness;
  let isGranted = true;
  const send = window.fetch.bind(window);
  window.fetch = (input, init) => {
    const path = new URL(input as string, location.href).pathname.replace(/[0-9a-f-]{36}/, ':id');
    witness.asked.push(`${init?.method ?? 'GET'} ${path}`);
    if (!isGranted) return new Promise(() => undefined);
    isGranted = false;
    return send(input, init);
  };
  window.setTimeout = (() => 0) as unknown as typeof window.setTimeout;

  const note = () => {
    const main = document.querySelector<HTMLElement>('main[data-screen]');
    if (!main) return;
    const mark = document.querySelector<HTMLElement>('[data-mark]')?.dataset['mark'];
    const number = document.querySelector('[data-booking]');
    const seen = [
      main.dataset['screen'],
      main.dataset['status'],
      mark && `looks ${mark}`,
      number && `${number.closest('.void') ? 'void ' : ''}${number.textContent}`,
      document.querySelector('a[href^="seqr-demo:"]') && 'to be paid',
    ];
    const now = seen.filter(Boolean).join(', ');
    if (now !== witness.shown.at(-1)) witness.shown.push(now);
  };
  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver(note).observe(document, everything);

  addEventListener('pagehide', () => {
    isGranted = true;
    witness.shown = [];
    witness.asked = [];
  });
  addEventListener('pageshow', ({ persisted, isTrusted }) => {
    witness.wasKept = persisted && isTrusted;
    note();
  });
}

// Measured in Chromium 156: a page that is kept sees these events, in this order, and nothing else.

function hidePage() {
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

function showPage() {
  Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
}
