// A person at the sandbox: scans, orders, pays, and looks at the page in the phone. One service per worker.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import type { Fault, ScanAnswer } from '../../shared/simulator-app.ts';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { freePort, node, startProcess } from '../processes.ts';

export class Wallet {
  readonly page: Page;
  /** The service's page in the phone. */
  readonly service: FrameLocator;
  readonly main: Locator;
  readonly bill: Locator;
  readonly #origin: string;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.#origin = origin;
    this.service = page.frameLocator('iframe[title=Service]');
    this.main = this.service.locator('main');
    this.bill = page.locator('section[aria-label=Bill]');
  }

  async scan(): Promise<void> {
    await this.page.goto(`${this.#origin}/sandbox`);
    await this.tap('Scan this code');
    await expect(this.heading()).toBeVisible();
  }

  /** Two adults, as far as the review. */
  async review(): Promise<void> {
    await this.add('Adult', 2);
    await this.button('Review').click();
    await this.is({ step: 'review' });
  }

  async add(item: string, times = 1): Promise<void> {
    for (let added = 0; added < times; added += 1) await this.button(`One more: ${item}`).click();
  }

  /** The whole way to the bill in the wallet. */
  async order(): Promise<void> {
    await this.scan();
    await this.review();
    await this.button(/^Pay/).click();
    await expect(this.bill).toBeVisible();
  }

  async enterPin(pin = '1234'): Promise<void> {
    await this.tap('Pay');
    await this.page.keyboard.type(pin);
  }

  /** Pays and goes where the wallet leads. */
  async pay(): Promise<void> {
    await this.enterPin();
    await this.tap('Continue');
  }

  /** What the service's page says first of all, whatever it is. */
  heading(name?: string): Locator {
    return this.service.getByRole('heading', { level: 1, ...(name === undefined ? null : { name }) });
  }

  /** A button of the service's page. */
  button(name: string | RegExp): Locator {
    return this.service.getByRole('button', { name });
  }

  link(name: string | RegExp): Locator {
    return this.service.getByRole('link', { name });
  }

  /** Presses a button of the wallet or of the panel beside it. */
  async tap(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  async is(state: { view?: string; step?: string; status?: string }): Promise<void> {
    for (const [name, value] of Object.entries(state)) {
      await expect(this.main).toHaveAttribute(`data-${name}`, value);
    }
  }

  async isAtHome(): Promise<void> {
    await expect(this.page.getByText('Scan to pay')).toBeVisible();
  }

  /** The Service URL that the phone shows; it follows the page a moment later. */
  get addressBar(): Locator {
    return this.page.locator('output.url');
  }

  async address(): Promise<string> {
    return this.addressBar.innerText();
  }

  /** Reloads the page in the phone and waits for its answer to be shown. */
  async reload(): Promise<void> {
    const answered = this.page.waitForResponse((response) => response.url().endsWith('/api/session'));
    await this.tap('Reload the page');
    await answered;
  }

  /** What goes wrong at SEQR from now on. */
  async faults(...faults: Partial<Fault>[]): Promise<void> {
    const url = `${this.#origin}/simulator/app/faults`;
    expect((await this.page.request.put(url, { data: faults })).ok()).toBe(true);
  }

  async expireVisit(): Promise<void> {
    const done = this.page.waitForResponse((response) => response.url().includes('/simulator/app/tokens/'));
    await this.tap('Expire this visit');
    await done;
  }
}

interface Fixtures {
  wallet: Wallet;
}
interface WorkerFixtures {
  origin: string;
}

/** Where the app would open the service after this code was scanned: nothing but the page, without a wallet around it. */
export async function scanned(page: Page, origin: string, query = '?jetty=7'): Promise<string> {
  const data = { url: `HTTP://SEQR.SE/000/SANDBOX${query}` };
  const answer = await page.request.post(`${origin}/simulator/app/scan`, { data });
  const { urls, token } = (await answer.json()) as ScanAnswer;
  return `${urls.order}#${token}`;
}

/** A service of its own for as long as it is used. */
export async function withService(
  use: (origin: string) => Promise<void>,
  environment: Record<string, string> = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-browser-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const own = {
    PORT: String(port),
    DATABASE_URL: `file:${join(folder, 'service.db')}`,
    SIMULATOR_STATE_FILE: join(folder, 'simulator.db'),
    LOG_LEVEL: 'warn',
  };
  const service = await startProcess(node('server/main.ts'), { ...own, ...environment }, `${origin}/healthz`);
  await use(origin);
  await service.stop();
  await rm(folder, { recursive: true });
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  // Playwright wants the empty pattern: this fixture needs no other.
  origin: [({}, use) => withService(use), { scope: 'worker' }],

  // What the page throws or complains of fails its test, whatever else it shows.
  wallet: async ({ page, origin }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // Chromium itself reports each refused request; which are refused is the tests' own business.
      const isRefusal = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
    });
    await use(new Wallet(page, origin));
    expect(complaints).toEqual([]);
  },
});

export { expect };
