// The real process beside a running service: the same store, the same SEQR, and ends that a script can rely on.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { OrderDto } from '../../shared/api.ts';
import type { ScanAnswer } from '../../shared/simulator-app.ts';
import { PASSWORD } from '../desk/clerk.ts';
import { freePort, node, startProcess } from '../processes.ts';
import { PATIENCE } from '../shop.ts';
import { REASON } from './terminal.ts';

const LIMIT = { timeout: 90_000 };

test('money is given back beside a running service, and the customer’s page knows it', LIMIT, async () => {
  const { send, cli, stop } = await start();
  const added = await cli(['operator', 'add', 'anna', '--roles', 'refund', '--password-stdin'], PASSWORD);
  expect(added).toEqual({ code: 0, out: 'anna may look, refund from now on.\n', err: '' });

  const scan = { url: 'HTTP://SEQR.SE/000/SANDBOX?jetty=7' };
  const { token } = await send<ScanAnswer>('POST', '/simulator/app/scan', scan);
  const id = randomUUID();
  const order = () => send<OrderDto>('GET', `/api/orders/${id}`, undefined, token);
  const lines = [{ sku: 'adult', quantity: 2 }];
  const { invoiceReference } = await send<OrderDto>('PUT', `/api/orders/${id}`, { lines }, token);
  await send('POST', `/api/orders/${id}/launch`, undefined, token);
  await send('POST', `/simulator/app/bills/${invoiceReference ?? ''}/pay`, { pin: '1234' });
  await vi.waitFor(async () => expect((await order()).status).toBe('paid'), PATIENCE);

  const argv = ['refund', id, '--sum', '32.50', ...REASON, '--as', 'anna', '--yes', '--json'];
  const environment = { SEQR_OPERATOR_PASSWORD: PASSWORD };
  const refund = await cli(argv, '', environment);
  expect(refund.code).toBe(0);
  expect(JSON.parse(refund.out)).toMatchObject({ state: 'done', amountMinor: 3_250 });
  expect((await cli(['orders', 'show', id])).out).toContain('97.50 SEK');

  expect(await stop()).toBe(0);
  const alone = await cli(argv, '', environment);
  expect(alone.code).toBe(1);
  expect(alone.err).toMatch(
    /^no simulated SEQR answers at http:\S+: start the service \(npm start\)[^\n]*\n$/,
  );
  expect(JSON.parse(alone.out)).toMatchObject({ error: { code: 'seqr-unreachable' } });
  // The ledger has no trace of a refund that was never tried.
  expect(
    (JSON.parse((await cli(['refunds', 'list', '--json'])).out) as { refunds: [] }).refunds,
  ).toHaveLength(1);
});

test('a reader that has seen enough is no error', LIMIT, async () => {
  const { cli } = await start();
  expect(await cli(['orders', 'find', '--help'], 'nobody reads')).toMatchObject({ code: 0, err: '' });
});

test(
  'a configuration that is wrong is said in words, without a trace and without its values',
  LIMIT,
  async () => {
    const { cli } = await start();
    const ran = await cli(['operator', 'list', '--json'], '', { PORT: 'canary' });
    expect(ran.code).toBe(1);
    expect(ran.err).toBe(
      'the environment is not as it should be:\n  PORT must be a whole number from 0 to 65535\n',
    );
    expect(JSON.parse(ran.out)).toMatchObject({ error: { code: 'not-opened' } });
  },
);

/** A service of its own, and the command line with its environment. */
async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-cli-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    PORT: String(port),
    DATABASE_URL: `file:${join(folder, 'service.db')}`,
    SIMULATOR_STATE_FILE: join(folder, 'simulator.db'),
    LOG_LEVEL: 'warn',
  };
  const service = await startProcess(node('server/main.ts'), environment, `${url}/healthz`);
  onTestFinished(async () => {
    await service.kill();
    await rm(folder, { recursive: true });
  });
  return {
    stop: service.stop,
    send: async <T>(method: string, path: string, body?: unknown, token?: string): Promise<T> => {
      const answer = await fetch(url + path, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    /** Runs it as people do, by npm.
     *  @param stdin what comes through the pipe; "nobody reads" cuts the pipe on its other side */
    cli: async (argv: string[], stdin = '', more: Record<string, string> = {}) => {
      const child = spawn('npm', ['run', '--silent', 'seqr', '--', ...argv], {
        env: { PATH: process.env['PATH'], ...environment, ...more },
        stdio: 'pipe',
      });
      if (stdin === 'nobody reads') child.stdout.destroy();
      child.stdin.end(stdin);
      const [out, err] = [texts(child.stdout), texts(child.stderr)];
      const [code] = (await once(child, 'close')) as [number];
      return { code, out: out(), err: err() };
    },
  };
}

function texts(stream: NodeJS.ReadableStream): () => string {
  let all = '';
  stream.on('data', (chunk: Buffer) => (all += chunk.toString()));
  return () => all;
}
