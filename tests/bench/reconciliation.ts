// A day of 100,000 payments: from the text of SEQR's SOAP answer to the stored result, on the embedded engine, or on
// the PostgreSQL that BENCH_POSTGRES_URL names (an empty database).
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { compare } from '../../server/closing/fetch-report.ts';
import type { Shop } from '../../server/orders/shop.ts';
import { parseAnswer } from '../../server/seqr/client.ts';
import { readDetails } from '../../server/seqr/report.ts';
import { loadDefinition } from '../../server/service/load.ts';
import { REPORTS, writeReport } from '../../server/simulator/business/report-xml.ts';
import type { Transaction } from '../../server/simulator/business/report-xml.ts';
import { writeAnswer } from '../../server/simulator/soap/answer.ts';
import type { ClosingRecord } from '../../server/store/closing-rows.ts';
import { openStore } from '../../server/store/open.ts';
import { systemClock } from '../../server/world.ts';
import { fillWithPayments } from './payments.ts';

const PAYMENTS = 100_000;
const ROUNDS = 5;
const AIM_MS = 2_000;
const TERMINAL = '87e54cd0e9354abcb65a';

/** @returns whether the aim is met */
export async function benchReconciliation(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-bench-'));
  try {
    const given = process.env['BENCH_POSTGRES_URL'];
    const rounds = [];
    for (let round = 0; round < (given === undefined ? ROUNDS : 1); round += 1)
      rounds.push(await reconcile(given ?? `file:${join(folder, `${round}.db`)}`));
    return tell(rounds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Stages {
  answer: number;
  rows: number;
  match: number;
  write: number;
  total: number;
  cpu: number;
}

/** Closes one day in a store of its own. */
async function reconcile(url: string): Promise<Stages> {
  const store = await openStore(url, 'sandbox');
  try {
    const payments = await fillWithPayments(url, PAYMENTS);
    const closing = await openClosing(store);
    const answer = writeDay(closing, payments);
    const shop = await shopAround(store);
    const asked = { transactionPeriodId: PERIOD, terminalId: null, currency: 'SEK' };

    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    const { report } = parseAnswer('executeReport', answer);
    const answeredAt = performance.now();
    const rows = readDetails(report, asked);
    const readAt = performance.now();
    const complete = store.closings.complete.bind(store.closings);
    let matchedAt = NaN;
    store.closings.complete = (...given) => {
      matchedAt = performance.now();
      return complete(...given);
    };
    await compare(shop, closing, rows, () => Promise.resolve(null));
    const endedAt = performance.now();
    const { user, system } = process.cpuUsage(cpuBefore);

    const { result } = (await store.closings.find(closing.id)) ?? {};
    // Whoever does not compare is fast without a merit.
    if (result?.matchedCount !== PAYMENTS - 1 || result.breaks.length !== 2)
      throw new Error(`${PAYMENTS} payments with one difference came out as ${JSON.stringify(result)}`);
    return {
      answer: answeredAt - startedAt,
      rows: readAt - answeredAt,
      match: matchedAt - readAt,
      write: endedAt - matchedAt,
      total: endedAt - startedAt,
      cpu: (user + system) / 1_000,
    };
  } finally {
    await store.close();
  }
}

const PERIOD = '2025122415000000000000001';

/** The answer as the simulated SEQR writes it, with one payment under another number. */
function writeDay(closing: ClosingRecord, payments: Transaction[]): string {
  const [kind] = REPORTS.filter(({ id }) => id.includes('STD_RECON_003'));
  if (!kind) throw new Error('there is no such report');
  const transactions = payments.map((payment, index) =>
    index === 5_000 ? { ...payment, ersReference: '1' } : payment,
  );
  const contentString = writeReport(kind, {
    resellerId: 'SANDBOX',
    terminalId: null,
    transactionPeriodId: PERIOD,
    generatedAt: closing.requestedAt,
    currency: 'SEK',
    transactions: transactions.map((transaction) => ({ ...transaction, terminalId: TERMINAL })),
  });
  const content = Buffer.from(contentString).toString('base64');
  return writeAnswer('executeReport', { resultCode: 0, report: { title: 'Day', content, contentString } });
}

async function openClosing(store: Shop['store']): Promise<ClosingRecord> {
  const { closing } = await store.closings.open({
    id: 'bench',
    requestKey: 'bench',
    terminalId: null,
    state: 'marked',
    transactionPeriodId: PERIOD,
    requestedBy: 'bench',
    requestedAt: Date.now(),
    markedAt: Date.now(),
    matchedAt: null,
    explanation: null,
    breakCount: null,
    result: null,
    fetches: 0,
    nextAt: null,
  });
  return closing;
}

/** Nothing of it but the store and the terminal is asked; SEQR least of all. */
async function shopAround(store: Shop['store']): Promise<Shop> {
  const definition = await loadDefinition('server/service/examples/archipelago-ferry.yaml');
  const log = pino({ level: 'silent' });
  const nothing = {} as Pick<Shop, 'seqr' | 'secrets'>;
  const parts = { ...nothing, store, definition, clock: systemClock, random: randomBytes, log };
  return { ...parts, terminalId: TERMINAL, publicUrl: '', invoiceTimeoutMs: 0 };
}

function tell(rounds: Stages[]): boolean {
  const middle = rounds.toSorted((a, b) => a.total - b.total)[Math.floor(rounds.length / 2)];
  if (!middle) return false;
  const ms = (figure: number) => `${Math.round(figure)} ms`.padStart(12);
  const isMet = middle.total < AIM_MS;
  console.log(
    [
      `reconciliation: ${PAYMENTS.toLocaleString('en')} payments, from SEQR's answer to the stored result`,
      `  reading the answer${ms(middle.answer)}`,
      `  reading the rows  ${ms(middle.rows)}`,
      `  matching          ${ms(middle.match)}`,
      `  writing           ${ms(middle.write)}`,
      `  measured, median  ${ms(middle.total)}     aim < ${AIM_MS} ms     ${isMet ? 'met' : 'MISSED'}`,
      `  its CPU           ${ms(middle.cpu)}`,
      `  all rounds        ${rounds.map(({ total }) => ms(total)).join('')}`,
      '',
    ].join('\n'),
  );
  return isMet;
}
