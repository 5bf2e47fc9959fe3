// How long a clerk waits for an order among a million: every way to look for one, on both engines, each with other
// values every time. Figure and aim side by side.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import pg from 'pg';
import { findOrders } from '../../server/desk/order-query.ts';
import type { Question } from '../../server/desk/order-query.ts';
import { Refusal } from '../../server/orders/refusal.ts';
import { openStore } from '../../server/store/open.ts';
import type { Store } from '../../server/store/store.ts';
import { startPostgres } from '../postgres-server.ts';
import { fillOrders } from './million.ts';
import { median } from './measure.ts';

const ORDERS = 1_000_000;
const ROUNDS = 40;
const AIM_MS = 100;

/** Where the n-th of them lies: spread over all. */
const nth = (round: number): number => 1 + Math.floor(((round + 0.5) * ORDERS) / ROUNDS);

/** Every way to look, and how many it must find at the least: who finds nothing is fast without a merit. */
const QUESTIONS: Record<string, { ask: (n: number) => Question; atLeast: number }> = {
  'the newest': { ask: () => ({}), atLeast: 50 },
  'booking number': { ask: (n) => ({ q: `FRY-${digits(n, 7)}` }), atLeast: 1 },
  'invoice reference': { ask: (n) => ({ q: `3${digits(n, 15)}` }), atLeast: 1 },
  'ERS reference': { ask: (n) => ({ q: `20151029${digits(n, 17)}` }), atLeast: 1 },
  'last digits': { ask: (n) => ({ q: digits(n % 10_000, 4) }), atLeast: 50 },
  'last digits, on a day': { ask: (n) => ({ q: digits(n % 10_000, 4), ...dayOf(n) }), atLeast: 0 },
  'last digits, failed': { ask: (n) => ({ q: digits(n % 10_000, 4), status: 'failed' }), atLeast: 0 },
  'a day': { ask: (n) => dayOf(n), atLeast: 50 },
  'failed ones': { ask: () => ({ status: 'failed' }), atLeast: 50 },
  'failed ones of a day': { ask: (n) => ({ status: 'failed', ...dayOf(n) }), atLeast: 1 },
  'a page in the middle': { ask: (n) => ({ after: `${timeOf(n)}.${digits(n, 12)}` }), atLeast: 50 },
};

/** @returns whether every way stays below the aim */
export async function benchSearch(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-search-'));
  const postgres = await startPostgres();
  try {
    const embedded = `file:${join(folder, 'orders.db')}`;
    const results = [
      await measureEngine('SQLite', embedded, () => fillEmbedded(embedded)),
      await measureEngine('PostgreSQL', `${postgres.url}/postgres`, () => fillPostgres(postgres.url)),
    ];
    return results.every(Boolean);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureEngine(name: string, url: string, fill: () => Promise<void>): Promise<boolean> {
  // The store makes its tables, and is opened anew on what was filled in.
  await (await openStore(url, 'sandbox')).close();
  await fill();
  const store = await openStore(url, 'sandbox');
  try {
    console.log(`finding an order among ${ORDERS.toLocaleString('en')} on ${name}, ms, ${ROUNDS} times each`);
    console.log(line('', 'median', 'slowest', 'aim', ''));
    let isMet = true;
    for (const [title, question] of Object.entries(QUESTIONS)) {
      const times = await measureQuestion(store, question);
      const slowest = Math.max(...times);
      isMet &&= slowest < AIM_MS;
      const columns = [median(times).toFixed(1), slowest.toFixed(1), `< ${AIM_MS}`];
      console.log(line(title, ...columns, slowest < AIM_MS ? 'met' : 'MISSED'));
    }
    console.log('');
    return isMet;
  } finally {
    await store.close();
  }
}

async function measureQuestion(
  store: Store,
  { ask, atLeast }: { ask: (n: number) => Question; atLeast: number },
): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const question = ask(nth(round));
    const startedAt = performance.now();
    const found = await findOrders(store.search, question, { timeZone: 'Europe/Stockholm', prefix: 'FRY' });
    times.push(performance.now() - startedAt);
    if (found instanceof Refusal || found.orders.length < atLeast)
      throw new Error(`${JSON.stringify(question)} does not find what is there`);
  }
  return times;
}

function fillEmbedded(url: string): Promise<void> {
  const database = new SQLite(url.slice('file:'.length));
  // Filling is not what is measured.
  database.pragma('synchronous = OFF');
  for (const statement of fillOrders(ORDERS, 'embedded')) database.exec(statement);
  database.close();
  return Promise.resolve();
}

async function fillPostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  for (const statement of fillOrders(ORDERS, 'postgres')) await client.query(statement);
  await client.end();
}

const digits = (n: number, length: number): string => String(n).padStart(length, '0');

/** As million.ts spreads them: over 700 days. */
const FIRST_MS = Date.UTC(2025, 0, 1);
const timeOf = (n: number): number => FIRST_MS + n * 60_480;
const dayOf = (n: number): Question => {
  const day = new Date(timeOf(n)).toISOString().slice(0, 10);
  return { from: day, to: day };
};

function line(name: string, ...columns: string[]): string {
  return `  ${name.padEnd(24)}${columns.map((column) => column.padStart(10)).join('')}`;
}
