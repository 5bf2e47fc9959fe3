// The process that took an order is gone for good, and another one settles it: from a backup on another machine with
// another engine, or beside it over one PostgreSQL. Real time, since a process has no clock that a test could turn.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import type { OrderDto, SessionDto } from '../../shared/api.ts';
import type { Bill, ScanAnswer } from '../../shared/simulator-app.ts';
import { folder } from '../backup/books.ts';
import { emptyStoreUrl } from '../engines.ts';
import { freePort, node, send, startProcess } from '../processes.ts';
import type { RunningProcess } from '../processes.ts';
import { inTurn } from './in-turn.ts';

const LIMIT = { timeout: 60_000 };
/** What SEQR waits for somebody to ask, and then gives the money back (seqr-api §4). */
const TAKEN_BACK_MS = 20_000;

test('an order in flight is settled from a backup, on another machine and engine', LIMIT, async () => {
  const port = await freePort();
  const seqr = await startSeqr(`http://127.0.0.1:${port}`);
  const here = machine(seqr, { port, databaseUrl: `file:${await folder()}/here.db` });
  await here.start();
  const customer = await scan(seqr, here.url);
  const copy = `${await folder()}/copy.gz`;
  await here.cli('backup', copy);
  await here.kill();
  const paidAt = await customer.pay();

  const there = machine(seqr, { port: await freePort(), databaseUrl: await emptyStoreUrl('postgres') });
  await there.cli('restore', copy);
  await there.start();
  await customer.expectPaid(there.url, paidAt);
  // The token that the page has in its hash.
  const { token, id } = customer;
  const session = await send<SessionDto>(there.url, 'POST', '/api/session', { token, body: {} });
  expect(session.order).toMatchObject({ id, status: 'paid' });
});

test('of several over one PostgreSQL, another one settles what a dead one has placed', LIMIT, async () => {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const seqr = await startSeqr(publicUrl);
  const databaseUrl = await emptyStoreUrl('postgres');
  const machines = [await freePort(), await freePort()].map((own) =>
    machine(seqr, { port: own, databaseUrl }),
  );
  // As a rolling update may do it: both find tables to make.
  await Promise.all(machines.map(({ start }) => start()));
  const answeredBy = await inTurn(
    port,
    machines.map(({ url }) => url),
  );
  const customer = await scan(seqr, publicUrl);
  const placing = answeredBy(`/api/orders/${customer.id}`);
  await machines[placing]?.kill();
  await customer.expectPaid(publicUrl, await customer.pay());
  expect(answeredBy(`/api/orders/${customer.id}`)).toBe(1 - placing);
});

interface Seqr {
  url: string;
  /** Where it finds the service. */
  serviceUrl: string;
}

async function startSeqr(serviceUrl: string): Promise<Seqr> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    SIMULATOR_PORT: String(port),
    SIMULATOR_SERVICE_ORIGIN: serviceUrl,
    SIMULATOR_STATE_FILE: `${await folder()}/simulator.db`,
  };
  const running = await startProcess(
    node('server/simulator/main.ts'),
    environment,
    `${url}/simulator/soap?wsdl`,
  );
  onTestFinished(running.kill);
  return { url, serviceUrl };
}

/** A machine with a store of its own, or one that it shares. */
function machine(seqr: Seqr, { port, databaseUrl }: { port: number; databaseUrl: string }) {
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    SEQR_MODE: 'demo',
    SEQR_TERMINAL_ID: sandboxCredentials.terminalId,
    SEQR_TERMINAL_PASSWORD: sandboxCredentials.terminalPassword,
    SEQR_RESELLER_ID: sandboxCredentials.resellerId,
    SEQR_RESELLER_USER_ID: sandboxCredentials.resellerUserId,
    SEQR_RESELLER_PASSWORD: sandboxCredentials.resellerPassword,
    SEQR_SERVICE_ID: sandboxCredentials.serviceId,
    SEQR_CLIENT_ID: 'Archipelago Ferry AB',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: seqr.serviceUrl,
    SEQR_SOAP_URL: `${seqr.url}/simulator/soap`,
    SECRET_KEY: 'the same on every machine, as it must be',
    LOG_LEVEL: 'warn',
  };
  let running: RunningProcess | null = null;
  return {
    url,
    start: async () => {
      running = await startProcess(node('server/main.ts'), environment, `${url}/healthz`);
      onTestFinished(running.kill);
    },
    kill: async () => running?.kill(),
    cli: (...argv: string[]) =>
      promisify(execFile)(process.execPath, ['server/cli/main.ts', ...argv], {
        env: { PATH: process.env['PATH'], ...environment },
      }),
  };
}

/** A customer whose order is sent, with the wallet open. */
async function scan(seqr: Seqr, service: string) {
  const url = 'HTTP://SEQR.SE/000/SANDBOX?jetty=7';
  const { token } = await send<ScanAnswer>(seqr.url, 'POST', '/simulator/app/scan', { body: { url } });
  const id = randomUUID();
  const body = { lines: [{ sku: 'adult', quantity: 2 }] };
  const placed = await send<OrderDto>(service, 'PUT', `/api/orders/${id}`, { token, body });
  const bill = `/simulator/app/bills/${placed.invoiceReference ?? ''}`;
  await send(service, 'POST', `/api/orders/${id}/launch`, { token });
  return {
    token,
    id,
    /** Nobody is told of it: only asking can save the payment. @returns when */
    pay: async (): Promise<number> => {
      const faults = [{ on: 'notification', kind: 'drop' }];
      await send(seqr.url, 'PUT', '/simulator/app/faults', { body: faults });
      await send(seqr.url, 'POST', `${bill}/pay`, { body: { pin: '1234' } });
      return Date.now();
    },
    /** Looks by the watcher's word: the page does not ask before it is there. */
    expectPaid: async (origin: string, paidAt: number): Promise<void> => {
      const status = async () => (await send<OrderDto>(origin, 'GET', `/api/orders/${id}`, { token })).status;
      await vi.waitFor(async () => expect(await status()).toBe('paid'), {
        timeout: TAKEN_BACK_MS,
        interval: 250,
      });
      expect(Date.now() - paidAt).toBeLessThan(TAKEN_BACK_MS);
      expect(await send<Bill>(seqr.url, 'GET', bill)).toMatchObject({ status: 'PAID', isReversed: false });
    },
  };
}
