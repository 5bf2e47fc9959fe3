import { expect, test } from 'vitest';
import { SANDBOX_CUSTOMER } from '../../server/simulator/merchant.ts';
import { anInvoice, openSandbox } from './sandbox.ts';

test('posts once to the notification URL, whose own parameters come back unchanged', async () => {
  const sandbox = await openSandbox();
  const notificationUrl = 'http://service.test/n/k?b=2&a=%C3%A5&empty=';
  const invoiceReference = await sandbox.send(anInvoice({ notificationUrl }));
  await sandbox.pay(invoiceReference);
  await sandbox.clock.advance(60_000);
  expect(sandbox.notifications).toHaveLength(1);
  const [notification] = sandbox.notifications;
  expect(notification).toMatchObject({ url: notificationUrl, method: 'POST', redirect: 'manual' });
  expect(Object.fromEntries(new URLSearchParams(notification?.body))).toEqual({
    invoiceReference,
    clientInvoiceId: 'F-0001',
    msisdn: SANDBOX_CUSTOMER.msisdn,
    subscriberKey: SANDBOX_CUSTOMER.subscriberKey,
  });
});

test.each([
  { notificationBody: 'reference', names: ['invoiceReference'] },
  { notificationBody: 'empty', names: [] },
] as const)(
  'says no more than $names when it is set to "$notificationBody"',
  async ({ notificationBody, names }) => {
    const sandbox = await openSandbox({ notificationBody });
    await sandbox.pay(await sandbox.send());
    await sandbox.clock.advance(0);
    expect([...new URLSearchParams(sandbox.notifications[0]?.body).keys()]).toEqual(names);
  },
);

test('notifies of nothing but a payment', async () => {
  const sandbox = await openSandbox();
  await sandbox.act(await sandbox.send(), 'decline');
  await sandbox.act(await sandbox.send(), 'cancel');
  await sandbox.call('cancelInvoice', { invoiceReference: await sandbox.send() });
  await sandbox.clock.advance(60_000);
  expect(sandbox.notifications).toEqual([]);
});

test('pays an invoice without a notification URL in silence', async () => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send(anInvoice({ notificationUrl: undefined }));
  expect(await sandbox.pay(invoiceReference)).toMatchObject({ status: 'PAID' });
  expect(sandbox.complaints).toEqual([]);
});

test('answers the customer before the merchant answers, and gives the merchant up after ten seconds', async () => {
  let aborted = false;
  const sandbox = await openSandbox({
    fetch: (_, init) =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => {
          aborted = true;
          reject(new Error('aborted'));
        });
      }),
  });
  const invoiceReference = await sandbox.send();
  expect(await sandbox.pay(invoiceReference)).toMatchObject({ status: 'PAID' });
  await sandbox.clock.advance(9_999);
  expect(aborted).toBe(false);
  await sandbox.clock.advance(1);
  expect(aborted).toBe(true);
  expect(sandbox.complaints).toEqual(['a notification did not arrive']);
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: 'PAID' });
});

test('tries no second time when the merchant is not there', async () => {
  let attempts = 0;
  const sandbox = await openSandbox({
    fetch: () => {
      attempts += 1;
      return Promise.reject(new Error('nobody listens'));
    },
  });
  await sandbox.pay(await sandbox.send());
  await sandbox.clock.advance(60_000);
  expect(attempts).toBe(1);
});

test('drops, delays, doubles and empties notifications on demand, in that order and then no more', async () => {
  const sandbox = await openSandbox();
  await sandbox.faults(
    { on: 'notification', kind: 'drop' },
    { on: 'notification', kind: 'delay', delayMs: 5_000 },
    { on: 'notification', kind: 'duplicate' },
    { on: 'notification', kind: 'empty' },
  );
  const count = async (afterMs: number) => {
    await sandbox.clock.advance(afterMs);
    return sandbox.notifications.splice(0).length;
  };
  const pay = async () => sandbox.pay(await sandbox.send());
  await pay();
  expect(await count(19_000)).toBe(0);
  await pay();
  expect(await count(4_999)).toBe(0);
  expect(await count(1)).toBe(1);
  await pay();
  expect(await count(0)).toBe(2);
  await pay();
  await sandbox.clock.advance(0);
  expect(sandbox.notifications.splice(0).map(({ body }) => body)).toEqual(['']);
  await pay();
  expect(await count(0)).toBe(1);
});
