// The rule that costs merchants money: a payment that nobody asks for is taken back after 20 seconds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { StateFile } from '../../server/simulator/memory/state-file.ts';
import { ManualClock } from '../manual-clock.ts';
import { anInvoice, openSandbox, paid } from './sandbox.ts';

test('keeps a payment that is asked for 19.999 seconds after it', async () => {
  const sandbox = await openSandbox();
  const reference = await sandbox.send();
  await sandbox.pay(reference);
  await sandbox.clock.advance(19_999);
  expect(await sandbox.status(reference)).toMatchObject({ status: 'PAID', version: 1 });
  await sandbox.clock.advance(3_600_000);
  expect(await sandbox.status(reference, 1)).toMatchObject({ status: 'PAID', version: 1 });
  expect(await sandbox.messages()).toEqual([]);
});

test('takes a payment back that is asked for 20 seconds after it', async () => {
  const sandbox = await openSandbox();
  const reference = await sandbox.send();
  await sandbox.pay(reference);
  await sandbox.clock.advance(20_000);
  const answer = await sandbox.status(reference);
  expect(answer).toMatchObject({ resultCode: 0, status: 'CANCELED', version: 2 });
  expect(answer).not.toHaveProperty('ersReference');
  expect(answer).not.toHaveProperty('receipt');
});

test('tells the customer of the reversal, at its exact time, however late somebody looks', async () => {
  const sandbox = await openSandbox();
  const reference = await sandbox.send();
  const { isReversed } = await sandbox.pay(reference);
  expect(isReversed).toBe(false);
  const paidAt = sandbox.clock.now();
  await sandbox.clock.advance(86_400_000);
  const messages = await sandbox.messages();
  expect(messages).toEqual([{ at: paidAt + 20_000, text: expect.stringContaining('130.00 SEK') as string }]);
  expect(await sandbox.bill(reference)).toMatchObject({ status: 'CANCELED', isReversed: true });
});

test('takes the payment back without being asked anything, once it is started', async () => {
  const stateFile = temporaryFile();
  const sandbox = await openSandbox({ stateFile });
  sandbox.simulator.start();
  await sandbox.pay(await sandbox.send());
  await sandbox.clock.advance(19_750);
  expect(await kindsIn(stateFile)).not.toContain('message');
  await sandbox.clock.advance(250);
  expect(await kindsIn(stateFile)).toContain('message');
  await sandbox.simulator.close();
  expect(sandbox.complaints).toEqual([]);
});

test('lets the money of a slow payment arrive without being asked anything, and notifies then', async () => {
  const sandbox = await openSandbox({ paymentTakesMs: 1_000 });
  sandbox.simulator.start();
  const paying = sandbox.pay(await sandbox.send());
  await sandbox.clock.advance(999);
  expect(sandbox.notifications).toHaveLength(0);
  await sandbox.clock.advance(1);
  expect(sandbox.notifications).toHaveLength(1);
  expect(await paying).toMatchObject({ status: 'PAID' });
  await sandbox.simulator.close();
});

test('is not impressed by the notification being answered', async () => {
  const sandbox = await openSandbox();
  const reference = await sandbox.send();
  await sandbox.pay(reference);
  await sandbox.clock.advance(0);
  expect(sandbox.notifications).toHaveLength(1);
  await sandbox.clock.advance(20_000);
  expect(await sandbox.status(reference)).toMatchObject({ status: 'CANCELED' });
});

test('counts the 20 seconds of each payment for itself', async () => {
  const sandbox = await openSandbox();
  const first = await sandbox.send();
  const second = await sandbox.send();
  await sandbox.pay(first);
  await sandbox.clock.advance(10_000);
  await sandbox.pay(second);
  await sandbox.clock.advance(10_000);
  expect(await sandbox.status(first)).toMatchObject({ status: 'CANCELED' });
  expect(await sandbox.status(second)).toMatchObject({ status: 'PAID' });
});

test('never takes a confirmed payment back, not even when the confirming answer is asked for again late', async () => {
  const sandbox = await openSandbox();
  const { invoiceReference } = await paid(sandbox);
  await sandbox.clock.advance(25_000);
  expect(await sandbox.status(invoiceReference, 1)).toMatchObject({ status: 'PAID' });
});

test.each([
  { seconds: 19, status: 'PAID' },
  { seconds: 20, status: 'CANCELED' },
])(
  'lets the 20 seconds run on over a restart: after $seconds s it is $status',
  async ({ seconds, status }) => {
    const stateFile = temporaryFile();
    const clock = new ManualClock();
    const before = await openSandbox({ stateFile, clock });
    const reference = await before.send();
    await before.pay(reference);
    await before.simulator.close();
    await clock.advance(seconds * 1000);
    const after = await openSandbox({ stateFile, clock });
    expect(await after.status(reference)).toMatchObject({ status });
    await after.simulator.close();
  },
);

test('remembers everything over a restart', async () => {
  const stateFile = temporaryFile();
  const clock = new ManualClock();
  const before = await openSandbox({ stateFile, clock });
  const { token } = await before.scan('?jetty=7');
  const { ersReference, invoiceReference } = await paid(before);
  await before.call('refundPayment', { ersReference, invoice: anInvoice() });
  const { transactionPeriodId = '' } = await before.call('markTransactionPeriod', {});
  await before.faults({ on: 'sendInvoice', kind: 'busy', times: 2 });
  const messages = await before.messages();
  await before.simulator.close();

  const after = await openSandbox({ stateFile, clock });
  expect(await after.call('getClientSessionInfo', { key: token })).toMatchObject({ resultCode: 0 });
  expect(await after.status(invoiceReference, 1)).toMatchObject({ status: 'PAID', ersReference });
  expect(await after.call('refundPayment', { ersReference, invoice: anInvoice() })).toMatchObject({
    resultCode: 98,
  });
  expect(await after.messages()).toEqual(messages);
  expect(messages).toHaveLength(1);
  expect(await after.call('sendInvoice', { invoice: anInvoice(), tokens: [] })).toMatchObject({
    resultCode: 93,
  });
  const parameters = { parameter: { entry: [{ key: 'transactionPeriodId', value: transactionPeriodId }] } };
  expect(
    await after.call('executeReport', { reportId: 'Reconciliation/Shop.xml', parameters }),
  ).toMatchObject({
    resultCode: 2,
  });
  await after.simulator.close();
});

/** What stands in the state file, read past the simulator: asking it would itself let time pass. */
async function kindsIn(path: string): Promise<string[]> {
  const stateFile = await StateFile.open(path);
  const documents = await stateFile.read();
  await stateFile.close();
  return documents.map(({ kind }) => kind);
}

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'state', 'simulator.db');
}
