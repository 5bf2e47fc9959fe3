// npm run screenshots: every state of the page as a picture, all of them on one, and what is not as it was accepted.
// With --accept the sheet that was taken last becomes the accepted one, which stays on this machine: fonts differ.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../browser/chromium.ts';
import { freePort, node, startProcess } from '../processes.ts';
import { compareSheets } from './compare.ts';
import { drawContactSheet, thumbnail } from './contact-sheet.ts';
import { everySeries, type Series } from './shots.ts';
import { takeSeries } from './take.ts';

const TAKEN = 'test-results/screenshots';
const DRAWN = 'test-results/screenshot-differences';
const CONTACT_SHEET = 'test-results/contact-sheet.png';
const ACCEPTED = '.screenshots';
const AIM_S = 60;
/** As many as there are cores to count on. */
const BROWSERS = 2;

const { values } = parseArgs({ options: { accept: { type: 'boolean', default: false } } });
if (values.accept) await accept();
else await takeSheet();

async function accept(): Promise<void> {
  if (!existsSync(TAKEN)) throw new Error('There is no sheet to accept: npm run screenshots');
  await rm(ACCEPTED, { recursive: true, force: true });
  await cp(TAKEN, ACCEPTED, { recursive: true });
  console.log(`Accepted: ${ACCEPTED}/ is what the next sheet is compared with.`);
}

async function takeSheet(): Promise<void> {
  const startedAt = performance.now();
  await rm(TAKEN, { recursive: true, force: true });
  await rm(DRAWN, { recursive: true, force: true });
  await mkdir(TAKEN, { recursive: true });
  const executablePath = await findChromium();
  const args = [...CHROMIUM_FLAGS, '--hide-scrollbars'];
  const browsers = await Promise.all(
    Array.from({ length: BROWSERS }, () => chromium.launch({ executablePath, args })),
  );
  const [first] = browsers as [Browser];
  const series = everySeries();
  const thumbnails = await withService((origin) => take(browsers, origin, series));
  await writeFile(CONTACT_SHEET, await drawContactSheet(first, series, thumbnails));
  await Promise.all(browsers.map((browser) => browser.close()));
  console.log(`${thumbnails.size} pictures in ${TAKEN}/, all of them in ${CONTACT_SHEET}`);
  await compare();
  const tookS = (performance.now() - startedAt) / 1_000;
  console.log(`Time: ${tookS.toFixed(0)} s, aim: ${AIM_S} s`);
}

/** Each browser takes the next series until there is none left. @returns small pictures by the name of the shot */
async function take(browsers: Browser[], origin: string, series: Series[]): Promise<Map<string, Buffer>> {
  const thumbnails = new Map<string, Buffer>();
  const left = [...series].sort((a, b) => pixelsOf(b) - pixelsOf(a));
  await Promise.all(
    browsers.map(async (browser) => {
      for (let next = left.shift(); next; next = left.shift()) {
        await takeSeries(browser, origin, next, async ({ name }, png) => {
          const [small] = await Promise.all([thumbnail(png), writeFile(join(TAKEN, `${name}.png`), png)]);
          thumbnails.set(name, small);
        });
      }
    }),
  );
  return thumbnails;
}

function pixelsOf({ device: { width, height, ratio } }: Series): number {
  return width * height * ratio ** 2;
}

async function withService<Result>(work: (origin: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-screenshots-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const environment = {
    PORT: String(port),
    DATABASE_URL: `file:${join(folder, 'service.db')}`,
    SIMULATOR_STATE_FILE: join(folder, 'simulator.db'),
    LOG_LEVEL: 'warn',
  };
  const service = await startProcess(node('server/main.ts'), environment, `${origin}/healthz`);
  try {
    return await work(origin);
  } finally {
    await service.stop();
    await rm(folder, { recursive: true });
  }
}

async function compare(): Promise<void> {
  if (!existsSync(ACCEPTED)) {
    console.log('Nothing was accepted yet: npm run screenshots -- --accept');
    return;
  }
  const differences = await compareSheets({ taken: TAKEN, accepted: ACCEPTED, drawn: DRAWN });
  for (const { name, what } of differences) console.log(`${name} ${what}`);
  console.log(
    differences.length === 0
      ? 'All as accepted.'
      : `${differences.length} are not as accepted; where they differ is drawn in ${DRAWN}/. To accept: npm run screenshots -- --accept`,
  );
  if (differences.length > 0) process.exitCode = 1;
}
