// The real processes, killed between paying and settling and started again: the payment is not reversed.
// Real time, since a process has no clock that a test could turn.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { OrderDto } from '../../shared/api.ts';
import type { Bill, ScanAnswer } from '../../shared/simulator-app.ts';
import { freePort, node, send, startProcess } from '../processes.ts';
import type { Command, RunningProcess } from '../processes.ts';

/** How long the service is away: seqr-api's 20 s must hold it, the watcher's rhythm, and what a machine needs. */
const AWAY_MS = 4_500;

describe.each(['in the same process', 'alone'] as const)('with the simulated SEQR %s', (where) => {
  test(
    'a payment that was made just before kill -9 is confirmed after the restart',
    { timeout: 60_000 },
    async () => {
      const { service, seqr, ...world } = await start(where);
      const { token } = await send<ScanAnswer>(seqr, 'POST', '/simulator/app/scan', {
        body: { url: 'HTTP://SEQR.SE/000/SANDBOX?jetty=7' },
      });
      const id = randomUUID();
      const order = () => send<OrderDto>(service, 'GET', `/api/orders/${id}`, { token });
      const lines = [{ sku: 'adult', quantity: 2 }];
      const { invoiceReference } = await send<OrderDto>(service, 'PUT', `/api/orders/${id}`, {
        token,
        body: { lines },
      });
      await send(service, 'POST', `/api/orders/${id}/launch`, { token });
      // Nobody tells the service: only its own asking can save the payment.
      await send(seqr, 'PUT', '/simulator/app/faults', { body: [{ on: 'notification', kind: 'drop' }] });
      const bill = () => send<Bill>(seqr, 'GET', `/simulator/app/bills/${invoiceReference ?? ''}`);

      const paying = send<Bill>(seqr, 'POST', `/simulator/app/bills/${invoiceReference ?? ''}/pay`, {
        body: { pin: '1234' },
      });
      expect(await paying).toMatchObject({ status: 'PAID' });
      const paidAt = Date.now();
      await world.killService();
      await pause(AWAY_MS);
      await world.startService();

      // Longer than SEQR waits: what is still PAID now was confirmed.
      await pause(Math.max(0, paidAt + 21_000 - Date.now()));
      expect(await bill()).toMatchObject({ status: 'PAID', isReversed: false });
      expect(await order()).toMatchObject({ status: 'paid', reversedAt: null });
    },
  );
});

test('SIGTERM ends the process cleanly, event streams included', { timeout: 30_000 }, async () => {
  const { service, seqr, stopService } = await start('in the same process');
  const scan = { body: { url: 'HTTP://SEQR.SE/000/SANDBOX' } };
  const { token } = await send<ScanAnswer>(seqr, 'POST', '/simulator/app/scan', scan);
  const id = randomUUID();
  const body = { lines: [{ sku: 'adult', quantity: 1 }], choices: { departure: '1' } };
  await send<OrderDto>(service, 'PUT', `/api/orders/${id}`, { token, body });
  const events = await fetch(`${service}/api/orders/${id}/events`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const heard = events.text();
  expect(await stopService()).toBe(0);
  expect(await heard).toContain('event: order');
});

test('SIGTERM to npm, as a container sends it, ends the service too', { timeout: 30_000 }, async () => {
  const { service, stopService } = await start('in the same process', ['npm', 'run', '--silent', 'serve']);
  expect(await stopService()).toBe(0);
  await expect(fetch(`${service}/healthz`)).rejects.toThrow();
});

test('SIGTERM waits for a slow caller only so long', { timeout: 30_000 }, async () => {
  const { service, stopService } = await start('in the same process');
  const { port } = new URL(service);
  const socket = connect(Number(port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write('POST /api/session HTTP/1.1\r\nHost: x\r\n');
  await pause(200);
  expect(await stopService()).toBe(0);
});

async function start(where: 'in the same process' | 'alone', command: Command = node('server/main.ts')) {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-kill-'));
  const [servicePort, seqrPort] = [await freePort(), await freePort()];
  const service = `http://127.0.0.1:${servicePort}`;
  const seqr = where === 'alone' ? `http://127.0.0.1:${seqrPort}` : service;
  const simulatorStateFile = { SIMULATOR_STATE_FILE: join(folder, 'simulator.db') };
  const running: Partial<Record<'service' | 'seqr', RunningProcess>> = {};

  const startService = async () => {
    const environment = {
      PORT: String(servicePort),
      DATABASE_URL: `file:${join(folder, 'service.db')}`,
      LOG_LEVEL: 'warn',
      ...(where === 'alone' ? { SEQR_SOAP_URL: `${seqr}/simulator/soap` } : simulatorStateFile),
    };
    running.service = await startProcess(command, environment, `${service}/healthz`);
  };
  if (where === 'alone') {
    const environment = {
      SIMULATOR_PORT: String(seqrPort),
      SIMULATOR_SERVICE_ORIGIN: service,
      ...simulatorStateFile,
    };
    running.seqr = await startProcess(
      node('server/simulator/main.ts'),
      environment,
      `${seqr}/simulator/soap?wsdl`,
    );
  }
  await startService();
  onTestFinished(async () => {
    await running.service?.kill();
    await running.seqr?.kill();
    await rm(folder, { recursive: true });
  });
  return {
    service,
    seqr,
    startService,
    killService: async () => running.service?.kill(),
    stopService: async () => running.service?.stop(),
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
