// npm run bench:page: the built page in a slow browser on a slow line, beside the same page without a framework, as a
// default Svelte build, and in React. They take turns, each load in a context of its own with a cold cache. It is a
// measure, not a test: a missed aim is printed, and the run ends with 0.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../../browser/chromium.ts';
import { freePort, node, startProcess } from '../../processes.ts';
import { buildEmpty, buildFrameworkFree, buildReact, buildSvelteDefault, type Files } from './build.ts';
import { loadLater } from './later.ts';
import { openSite, type Sent, type Site } from './site.ts';
import { NAMES, writeTable, type Name, type Result, type Results } from './table.ts';
import { DEVICE, visitEmpty, visitOrder, visitSuccess } from './visit.ts';
import { pay, scan } from './wallet.ts';

const ROUNDS = 9;

const pages: Record<Name, Files | null> = {
  ours: null,
  'framework-free': await buildFrameworkFree(),
  'default Svelte': await buildSvelteDefault(),
  React: await buildReact(),
};
const folder = await mkdtemp(join(tmpdir(), 'seqr-bench-page-'));
const port = await freePort();
const service = `http://127.0.0.1:${port}`;
const environment = {
  PORT: String(port),
  DATABASE_URL: `file:${join(folder, 'service.db')}`,
  SIMULATOR_STATE_FILE: join(folder, 'simulator.db'),
  LOG_LEVEL: 'silent',
};
const running = await startProcess(node('server/main.ts'), environment, `${service}/healthz`);
const sites: [Name, Site][] = [];
for (const name of NAMES) sites.push([name, await openSite(service, pages[name])]);
const empty = await openSite(service, buildEmpty());
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: CHROMIUM_FLAGS,
});
try {
  console.log(writeTable(await compare(browser)));
} finally {
  await browser.close();
  for (const site of [empty, ...sites.map(([, site]) => site)]) site.close();
  await running.stop();
  await rm(folder, { recursive: true });
}

async function compare(browser: Browser): Promise<Results> {
  const noResult = (): Result => ({ bytes: 0, readyMs: [], shift: [], tapsMs: [] });
  const contenders = Object.fromEntries(NAMES.map((name) => [name, noResult()])) as Record<Name, Result>;
  const successMs: number[] = [];
  const emptyTapsMs: number[][] = [];
  let sentByOurs: Sent[] = [];
  // The browser's very first page takes longer; it does not count.
  for (const [name, site] of sites.slice(-1)) await loadOnce(browser, name, site);
  for (let round = 0; round < ROUNDS; round += 1) {
    // Another one begins every time, so that nobody is always first after a pause.
    const turns = sites.map((_, index) => sites[(index + round) % sites.length] as [Name, Site]);
    for (const [name, site] of turns) {
      const load = await loadOnce(browser, name, site);
      const result = contenders[name];
      result.bytes = load.sent.reduce((sum, { bytes }) => sum + bytes, 0);
      result.readyMs.push(load.readyMs ?? NaN);
      result.shift.push(load.shift);
      result.tapsMs.push(load.tapsMs);
      if (name !== 'ours') continue;
      sentByOurs = load.sent;
      successMs.push(load.successMs);
    }
    const context = await browser.newContext(DEVICE);
    emptyTapsMs.push((await visitEmpty(context, empty.origin)).tapsMs);
    await context.close();
    console.log(`round ${round + 1} of ${ROUNDS}`);
  }
  return {
    contenders,
    successMs,
    emptyTapsMs,
    sent: sentByOurs,
    later: await loadLater(service, sentByOurs),
  };
}

/** One visit with a cold cache; ours is paid, and its Success view opened in the same context. */
async function loadOnce(browser: Browser, name: Name, site: Site) {
  const token = await scan(service);
  const context = await browser.newContext(DEVICE);
  try {
    site.takeSent();
    const figures = await visitOrder(context, site.origin, token);
    const sent = site.takeSent();
    let successMs = NaN;
    if (name === 'ours') {
      const success = await visitSuccess(context, site.origin, token, await pay(service));
      successMs = success.readyMs ?? NaN;
    }
    return { ...figures, sent, successMs };
  } finally {
    await context.close();
  }
}
