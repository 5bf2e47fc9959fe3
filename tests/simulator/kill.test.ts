// The simulator as a process of its own, killed without warning: what it has answered, it knows afterwards.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Bill } from '../../shared/simulator-app.ts';
import { anInvoice, envelopeOf, readAnswer, XML } from './sandbox.ts';
import type { OperationName, Request as SeqrRequest } from '../../server/seqr/operations.ts';

const MAIN = new URL('../../server/simulator/main.ts', import.meta.url).pathname;

test('knows a payment after kill -9', { timeout: 30_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const stateFile = join(folder, 'simulator.db');

  const before = await start(stateFile);
  const { invoiceReference = '' } = await before.call('sendInvoice', {
    invoice: anInvoice({ notificationUrl: undefined }),
    tokens: [],
  });
  const bill = await before.pay(invoiceReference);
  await kill(before.process, 'SIGKILL');

  const after = await start(stateFile);
  const answer = await after.call('getPaymentStatus', { invoiceReference, invoiceVersion: 0 });
  expect(answer).toMatchObject({ status: 'PAID', ersReference: bill.paymentReference });
  expect(await kill(after.process, 'SIGTERM')).toBe(0);
});

test(
  'names every wrong variable at once, without its value, and does not start',
  { timeout: 30_000 },
  async () => {
    const child = spawn(process.execPath, [MAIN], {
      env: { SIMULATOR_PORT: 'secret', SIMULATOR_CURRENCY: 'kronor', SIMULATOR_SERVICE_ORIGIN: 'here' },
    });
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(1);
    for (const name of ['SIMULATOR_PORT', 'SIMULATOR_CURRENCY', 'SIMULATOR_SERVICE_ORIGIN'])
      expect(text).toContain(name);
    for (const value of ['secret', 'kronor', 'here']) expect(text).not.toMatch(new RegExp(`\\b${value}\\b`));
  },
);

async function start(stateFile: string) {
  const child = spawn(process.execPath, [MAIN], {
    env: { SIMULATOR_PORT: '0', SIMULATOR_STATE_FILE: stateFile },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(chunk.toString()) ?? [];
      if (found) resolve(found);
    });
    child.stderr.on('data', (chunk: Buffer) => reject(new Error(chunk.toString())));
  });
  return {
    process: child,
    call: async <O extends OperationName>(operation: O, request: SeqrRequest<O>) => {
      const body = envelopeOf(operation, request);
      const response = await fetch(`${origin}/simulator/soap`, {
        method: 'POST',
        headers: { 'content-type': XML },
        body,
      });
      return readAnswer(operation, await response.text());
    },
    pay: async (invoiceReference: string) => {
      const response = await fetch(`${origin}/simulator/app/bills/${invoiceReference}/pay`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ pin: '1234' }),
      });
      return (await response.json()) as Bill;
    },
  };
}

async function kill(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}
