// certify as a process, against the simulated SEQR; and what it refuses before anything is done.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newAttempt } from '../../server/orders/numbers.ts';
import { newOrder } from '../../server/orders/order.ts';
import { openStore } from '../../server/store/open.ts';
import { systemClock, systemRandom } from '../../server/world.ts';
import type { Bill } from '../../shared/simulator-app.ts';
import { freePort, node, startProcess } from '../processes.ts';
import { runIn } from './terminal.ts';

const LIMIT = { timeout: 180_000 };
/** Worth nothing anywhere, and to be seen nowhere. */
const CANARIES = {
  SECRET_KEY: 'canary-secret-key-of-more-than-32-letters',
  SEQR_TERMINAL_ID: 'canary-terminal-0123456789',
  SEQR_TERMINAL_PASSWORD: 'canary-terminal-password',
  SEQR_RESELLER_ID: 'canary-reseller-id',
  SEQR_RESELLER_PASSWORD: 'canary-reseller-password',
};

interface Document {
  verdict: string;
  counts: Record<string, number>;
  steps: { id: string; verdict: string; seen: { text: string }[]; exchanges: number }[];
  leftOver: unknown[];
  files: { html: string; pdf: string };
}

test(
  'with nothing configured all of it passes by itself, touches nothing, and tells no secret',
  LIMIT,
  async () => {
    const folder = await temporaryFolder();
    const databases = {
      DATABASE_URL: `file:${join(folder, 'mine.db')}`,
      SIMULATOR_STATE_FILE: join(folder, 'seqr.db'),
    };
    const output = join(folder, 'report');
    const ran = await certify(['--json', '--output', output], { ...CANARIES, ...databases });
    const document = JSON.parse(ran.out) as Document;
    expect(document, ran.err).toMatchObject({ verdict: 'passed', counts: { passed: 11 }, leftOver: [] });
    expect(ran.code).toBe(0);
    const seen = document.steps.flatMap((step) => step.seen.map(({ text }) => `${step.id}: ${text}`));
    expect(seen).toContain('close: SEQR’s report lists 6 payments and refunds, our books 6; 6 are alike');
    expect(document.steps.every(({ exchanges }) => exchanges > 0)).toBe(true);
    // One line for each step and what is waited for; no bar where nobody sees it.
    expect(ran.err.split('\n').filter((line) => / passed \(/.test(line))).toHaveLength(11);
    expect(ran.err).not.toMatch(/[\r\u001b]/);

    expect((await readdir(output)).sort()).toEqual(['certification.html', 'certification.pdf']);
    expect(existsSync(join(folder, 'mine.db'))).toBe(false);
    expect(existsSync(join(folder, 'seqr.db'))).toBe(false);
    const html = await readFile(document.files.html, 'utf8');
    expect(html).toContain('All 11 steps passed.');
    expect((await readFile(document.files.pdf)).subarray(0, 5).toString()).toBe('%PDF-');
    for (const canary of Object.values(CANARIES))
      for (const text of [ran.out, ran.err, html]) expect(text).not.toContain(canary);
  },
);

test('who interrupts it beside a simulator of its own leaves no invoice open there', LIMIT, async () => {
  const { folder, environment, seqrUrl } = await besideSimulator();
  const ran = await certify(['--json', '--output', join(folder, 'report')], environment, 'waiting 30 s');
  const document = JSON.parse(ran.out) as Document;
  expect(ran.code, ran.err).toBe(1);
  expect(document).toMatchObject({ verdict: 'failed', isInterrupted: true, leftOver: [] });
  expect(existsSync(document.files.html)).toBe(true);
  const bills = (await (await fetch(`${seqrUrl}/app/bills`)).json()) as Bill[];
  expect(bills.map(({ status }) => status)).toEqual(['CANCELED', 'CANCELED', 'CANCELED']);
});

test('a refund whose answer is lost leaves it unknown: exit code 3, and it is named', LIMIT, async () => {
  const { folder, environment, seqrUrl } = await besideSimulator();
  const send = (method: string, path: string, body: unknown) =>
    fetch(`${seqrUrl}/app/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  // Somebody pays in the last moment, and it is interrupted then.
  const payFirst = async () => {
    await send('PUT', 'faults', [{ on: 'refundPayment', kind: 'reset-after', delayMs: 0, times: 9 }]);
    const bills = (await (await fetch(`${seqrUrl}/app/bills`)).json()) as Bill[];
    // Newest first; the newer one was sent by hand, and nobody has its code.
    const first = bills.findLast(({ status }) => status === 'ISSUED');
    await send('POST', `bills/${first?.invoiceReference ?? ''}/pay`, { pin: '1234' });
  };
  const argv = ['--json', '--output', join(folder, 'report')];
  const ran = await certify(argv, environment, 'waiting 30 s', payFirst);
  expect(ran.code, ran.err).toBe(3);
  const { verdict, leftOver } = JSON.parse(ran.out) as Document;
  expect({ verdict, leftOver }).toMatchObject({
    verdict: 'failed',
    leftOver: expect.arrayContaining([
      { isUnknown: true, text: expect.stringMatching(/^nobody knows whether refund .* was made/) as unknown },
    ]) as unknown,
  });
});

test('a report that cannot be written is said, and what became of it all the same', LIMIT, async () => {
  const folder = await temporaryFolder();
  const output = join(folder, 'report');
  const ran = await certify(['--output', output], {}, 'waiting 30 s', () => rm(output, { recursive: true }));
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toMatch(/the report could not be written \(ENOENT.*\)\. 2 of 11 steps passed/);
});

/** A simulated SEQR that runs alone, and the environment of a service that asks it. */
async function besideSimulator() {
  const folder = await temporaryFolder();
  const [port, seqrPort] = [await freePort(), await freePort()];
  const seqrUrl = `http://127.0.0.1:${seqrPort}/simulator`;
  const environment = {
    PORT: String(port),
    SIMULATOR_PORT: String(seqrPort),
    SIMULATOR_STATE_FILE: join(folder, 'seqr.db'),
    DATABASE_URL: `file:${join(folder, 'service.db')}`,
    SEQR_SOAP_URL: `${seqrUrl}/soap`,
    SEQR_SESSION_SOAP_URL: `${seqrUrl}/soap/session`,
  };
  const simulator = await startProcess(
    node('server/simulator/main.ts'),
    environment,
    `${seqrUrl}/app/faults`,
  );
  onTestFinished(() => simulator.kill());
  return { folder, environment, seqrUrl };
}

const LIVE = {
  ...CANARIES,
  SEQR_MODE: 'demo',
  PUBLIC_URL: 'https://shop.example',
  SEQR_SOAP_URL: 'https://seqr.example/soap',
  SEQR_RESELLER_USER_ID: '9900',
  SEQR_CLIENT_ID: 'Example',
  SEQR_SERVICE_ID: '1',
  DATABASE_URL: 'file::memory:',
};
const noShop = () => Promise.reject(new Error('certify opens what it needs itself'));

test('against a real SEQR it says what it would do, and wants --live and a person', async () => {
  const plain = await runIn(noShop, ['certify'], { env: LIVE });
  expect(plain).toMatchObject({ code: 2, out: '' });
  expect(plain.err).toMatch(
    /would certify against seqr\.example: .* close the running transaction period\. Give --live/,
  );
  const alone = await runIn(noShop, ['certify', '--live', '--yes', '--json'], { env: LIVE });
  expect(alone.code).toBe(2);
  expect(alone.err).toMatch(/^a person with a phone is needed/);
  expect(alone.json()).toMatchObject({ error: { code: 'usage' } });
});

test('--live where no SEQR is configured is refused: the simulated one would pass for a real one', async () => {
  const ran = await runIn(noShop, ['certify', '--live', '--yes'], { env: {} });
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toMatch(/^--live is meant for a real SEQR, and none is configured: set SEQR_MODE/);
});

test('a person is asked before anything is done, and may say no', async () => {
  const asked = await runIn(noShop, ['certify', '--live'], {
    env: LIVE,
    types: [['closes the running transaction period', 'n']],
  });
  expect(asked.code).toBe(1);
  expect(asked.err).toContain('given up: nothing was done');
});

test('a wrong configuration and a folder that cannot be written are said at once', async () => {
  const wrong = await runIn(noShop, ['certify'], { env: { PORT: 'canary' } });
  expect(wrong).toMatchObject({ code: 1, out: '' });
  expect(wrong.err).toBe(
    'the environment is not as it should be:\n  PORT must be a whole number from 0 to 65535\n',
  );
  const folder = await runIn(noShop, ['certify', '--output', 'package.json/report'], { env: {} });
  expect(folder.code).toBe(2);
  expect(folder.err).toMatch(/^--output: nothing can be written there/);
});

test('a server that answers 200 to everything is no simulator: --live is wanted', async () => {
  const server = createServer((_, response) => response.end('<html></html>')).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const SEQR_SOAP_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/soap`;
  const ran = await runIn(noShop, ['certify'], { env: { SEQR_SOAP_URL, DATABASE_URL: 'file::memory:' } });
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain('Give --live if that is meant');
});

test('a port that the running service has is said, with what to do', async () => {
  // Answers as a simulator's app, and listens where the service would.
  const server = createServer((_, response) => response.end('[]')).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const port = String((server.address() as AddressInfo).port);
  const folder = await temporaryFolder();
  const env = {
    PORT: port,
    SEQR_SOAP_URL: `http://127.0.0.1:${port}/simulator/soap`,
    DATABASE_URL: 'file::memory:',
  };
  const ran = await runIn(noShop, ['certify', '--output', join(folder, 'report')], { env });
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toContain(`port ${port} is taken: stop the service first`);
  expect(await readdir(folder)).toEqual([]);
});

test('while refunds are held after a restore it refuses: what is paid could not be given back', async () => {
  const folder = await temporaryFolder();
  const env = { ...LIVE, DATABASE_URL: `file:${join(folder, 'service.db')}` };
  const store = await openStore(env.DATABASE_URL, 'demo', systemClock);
  await store.meta.noteTime('refunds_held_since', 1);
  await store.close();
  const ran = await runIn(noShop, ['certify', '--live', '--yes'], { env, types: [['never', '']] });
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toMatch(/^refunds are held .* then use "refunds allow"; nothing was done/);
});

test('while customers have open orders it refuses, and names them', async () => {
  const folder = await temporaryFolder();
  const env = { ...LIVE, DATABASE_URL: `file:${join(folder, 'service.db')}` };
  const store = await openStore(env.DATABASE_URL, 'demo', systemClock);
  const order = newOrder({
    ...{ id: randomUUID(), tokenHash: 'hash', language: 'en', bookingNumber: 'FRY-OPEN' },
    basket: { revision: 1, choices: {}, lines: [], totalMinor: 100, currency: 'SEK', taxes: [] },
    ...{ createdAt: Date.now(), expiresAt: Date.now() + 600_000 },
  });
  const unknown = { msisdnSealed: null, msisdnLast4: null, subscriberKeySealed: null };
  await store.saveSession({ tokenHash: 'hash', ...unknown, parameters: {}, seenAt: Date.now() });
  await store.createOrder(order, newAttempt(order, 1, { clock: systemClock, random: systemRandom }));
  await store.close();
  const ran = await runIn(noShop, ['certify', '--live', '--yes'], { env, types: [['never', '']] });
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toMatch(
    /^there are open orders \(FRY-OPEN\): wait until they have ended, or cancel them at the desk/,
  );
});

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-certify-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** @param interruptAt what it has said when it gets a Ctrl-C
 *  @param before what happens first */
async function certify(
  argv: string[],
  environment: Record<string, string>,
  interruptAt?: string,
  before = () => Promise.resolve(),
) {
  const child = spawn(process.execPath, ['server/cli/main.ts', 'certify', ...argv], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const heard = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (heard.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    const isFirst = interruptAt !== undefined && !heard.err.includes(interruptAt);
    heard.err += chunk.toString();
    if (isFirst && heard.err.includes(interruptAt)) void before().then(() => child.kill('SIGINT'));
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...heard };
}
