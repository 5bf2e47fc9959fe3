// Faults on demand, over real connections: some of them are the connection's own.
import { serve } from '@hono/node-server';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { anInvoice, envelopeOf, openSandbox, readAnswer, XML } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/** Serves the sandbox on a port and answers how a getPaymentStatus of that invoice ends there. */
async function overHttp({ simulator }: Sandbox) {
  const server = serve({ fetch: simulator.app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return async (invoiceReference: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/simulator/soap`, {
      method: 'POST',
      headers: { 'content-type': XML },
      body: envelopeOf('getPaymentStatus', { invoiceReference, invoiceVersion: 0 }),
    });
    return { status: response.status, text: await response.text() };
  };
}

test.each([
  { kind: 'reset-before', isDone: false },
  { kind: 'reset-after', isDone: true },
  { kind: 'half', isDone: true },
] as const)('cuts the connection for $kind: the call was done is $isDone', async ({ kind, isDone }) => {
  const sandbox = await openSandbox();
  const ask = await overHttp(sandbox);
  const invoiceReference = await sandbox.send();
  await sandbox.pay(invoiceReference);
  await sandbox.faults({ on: 'getPaymentStatus', kind });
  await expect(ask(invoiceReference)).rejects.toThrow();
  // Asking for a payment keeps it: that shows what was done behind the cut connection.
  await sandbox.clock.advance(20_000);
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: isDone ? 'PAID' : 'CANCELED' });
  expect((await ask(invoiceReference)).status).toBe(200);
  expect(sandbox.complaints).toEqual([]);
});

test.each([
  { kind: 'fault', status: 500, holds: '<S:Fault>' },
  { kind: 'html', status: 502, holds: '<html>' },
  { kind: 'busy', status: 200, holds: '<resultCode>93</resultCode>' },
] as const)('answers $kind with HTTP $status without doing anything', async ({ kind, status, holds }) => {
  const sandbox = await openSandbox();
  const ask = await overHttp(sandbox);
  const invoiceReference = await sandbox.send();
  await sandbox.pay(invoiceReference);
  await sandbox.faults({ on: 'getPaymentStatus', kind });
  const answer = await ask(invoiceReference);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(holds);
  await sandbox.clock.advance(20_000);
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: 'CANCELED' });
});

test('does a delayed call at once and answers late', async () => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send();
  await sandbox.pay(invoiceReference);
  await sandbox.faults({ on: 'getPaymentStatus', kind: 'delay', delayMs: 30_000 });
  let isAnswered = false;
  const late = sandbox.status(invoiceReference).then((answer) => {
    isAnswered = true;
    return answer;
  });
  await sandbox.clock.advance(29_999);
  expect(isAnswered).toBe(false);
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: 'PAID' });
  await sandbox.clock.advance(1);
  expect(await late).toMatchObject({ status: 'PAID' });
});

test('strikes as often as it is told, only where it is told, and shows what is still to come', async () => {
  const sandbox = await openSandbox();
  await sandbox.faults({ on: 'sendInvoice', kind: 'busy', times: 2 }, { on: 'cancelInvoice', kind: 'busy' });
  const send = async () =>
    (await sandbox.call('sendInvoice', { invoice: anInvoice(), tokens: [] })).resultCode;
  expect([await send(), (await sandbox.status('1')).resultCode]).toEqual([93, 54]);
  expect(await (await sandbox.app('GET', 'faults')).json()).toEqual([
    { on: 'sendInvoice', kind: 'busy', times: 1, delayMs: 0 },
    { on: 'cancelInvoice', kind: 'busy', times: 1, delayMs: 0 },
  ]);
  expect([await send(), await send()]).toEqual([93, 0]);
  await sandbox.faults();
  expect(await sandbox.call('cancelInvoice', { invoiceReference: '1' })).toMatchObject({ resultCode: 54 });
});

test.each([
  { on: 'notification', kind: 'html' },
  { on: 'notification', kind: 'reset-after' },
  { on: 'sendInvoice', kind: 'drop' },
  { on: 'sendInvoice', kind: 'empty' },
  { on: 'nothing', kind: 'busy' },
  { on: 'sendInvoice', kind: 'row-extra' },
  { on: 'notification', kind: 'report-cut' },
  { on: 'sendInvoice', kind: 'delay', delayMs: 60_001 },
  { on: 'sendInvoice', kind: 'delay', delayMs: -1 },
  { on: 'sendInvoice', kind: 'busy', times: 0 },
])('refuses a fault that cannot be: $kind on $on', async (fault) => {
  const sandbox = await openSandbox();
  const response = await sandbox.app('PUT', 'faults', [fault]);
  expect(response.status).toBe(422);
  expect(await (await sandbox.app('GET', 'faults')).json()).toEqual([]);
});

test('answers a Fault and complains where there is no connection to cut', async () => {
  const sandbox = await openSandbox();
  await sandbox.faults({ on: 'getPaymentStatus', kind: 'reset-before' });
  const text = envelopeOf('getPaymentStatus', { invoiceReference: '1', invoiceVersion: 0 });
  expect((await sandbox.post(text)).status).toBe(500);
  expect(sandbox.complaints).toEqual(['a call ended in an error']);
  expect(readAnswer('getPaymentStatus', await (await sandbox.post(text)).text()).resultCode).toBe(54);
});
