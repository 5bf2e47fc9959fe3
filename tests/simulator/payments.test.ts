import { expect, test } from 'vitest';
import { anInvoice, openSandbox, paid } from './sandbox.ts';

test('answers a payment with its reference and a receipt of what was paid', async () => {
  const sandbox = await openSandbox();
  const invoice = anInvoice();
  const invoiceReference = await sandbox.send(invoice);
  const { paymentReference } = await sandbox.pay(invoiceReference);
  expect(paymentReference).toMatch(/^20251224150000\d{11}$/);
  expect(await sandbox.status(invoiceReference)).toEqual({
    resultCode: 0,
    resultDescription: 'SUCCESS',
    ersReference: paymentReference,
    status: 'PAID',
    version: 1,
    receipt: {
      terminalId: expect.any(String) as string,
      paymentDate: '2025-12-24T15:00:00.000Z',
      clientInvoiceId: 'F-0001',
      invoiceReference,
      paymentReference,
      payerTerminalId: expect.any(String) as string,
      receiverName: 'Archipelago Ferries',
      invoice,
    },
  });
});

test.each([
  { verb: 'decline', status: 'FAILED' },
  { verb: 'cancel', status: 'CANCELED' },
] as const)(
  'answers $status after the customer chose to $verb, with a raised version and no payment',
  async (row) => {
    const sandbox = await openSandbox();
    const invoiceReference = await sandbox.send();
    expect(await sandbox.act(invoiceReference, row.verb)).toMatchObject({
      status: row.status,
      paymentReference: null,
    });
    const answer = await sandbox.status(invoiceReference);
    expect(answer).toEqual({ resultCode: 0, resultDescription: 'SUCCESS', status: row.status, version: 1 });
    expect(await sandbox.call('cancelInvoice', { invoiceReference })).toMatchObject({ resultCode: 95 });
    expect(sandbox.notifications).toEqual([]);
  },
);

test('takes any version by default, as those who send 0 for ever need it', async () => {
  const sandbox = await openSandbox();
  const { invoiceReference } = await paid(sandbox);
  for (const version of [0, 1, 7, -1]) {
    expect(await sandbox.status(invoiceReference, version)).toMatchObject({ status: 'PAID', version: 1 });
  }
});

test('insists in strict mode on a version that it has given out', async () => {
  const sandbox = await openSandbox({ strictVersions: true });
  const invoiceReference = await sandbox.send();
  expect(await sandbox.status(invoiceReference, 1)).toMatchObject({ resultCode: 10 });
  await sandbox.pay(invoiceReference);
  expect(await sandbox.status(invoiceReference, 1)).toMatchObject({ resultCode: 10 });
  expect(await sandbox.status(invoiceReference, -1)).toMatchObject({ resultCode: 10 });
  expect(await sandbox.status(invoiceReference, 0)).toMatchObject({ status: 'PAID', version: 1 });
  expect(await sandbox.status(invoiceReference, 1)).toMatchObject({ status: 'PAID', version: 1 });
});

test('allows the old version in strict mode until the new one is acknowledged: its answer may have been lost', async () => {
  const sandbox = await openSandbox({ strictVersions: true });
  const { invoiceReference } = await paid(sandbox);
  expect(await sandbox.status(invoiceReference, 0)).toMatchObject({ status: 'PAID' });
  expect(await sandbox.status(invoiceReference, 1)).toMatchObject({ status: 'PAID' });
  expect(await sandbox.status(invoiceReference, 0)).toMatchObject({ resultCode: 10 });
});

test('does not count a call that strict mode refused as asking for the payment', async () => {
  const sandbox = await openSandbox({ strictVersions: true });
  const invoiceReference = await sandbox.send();
  await sandbox.pay(invoiceReference);
  expect(await sandbox.status(invoiceReference, 1)).toMatchObject({ resultCode: 10 });
  await sandbox.clock.advance(20_000);
  expect(await sandbox.status(invoiceReference, 0)).toMatchObject({ status: 'CANCELED' });
});

const RESERVATION_MODES = [
  'RESERVATION_DESIRED',
  'RESERVATION_REQUIRED',
  'RESERVATION_REQUIRED_PRELIMINARY_AMOUNT',
];

test.each(RESERVATION_MODES)(
  'reserves for %s, and debits only when the merchant commits',
  async (paymentMode) => {
    const sandbox = await openSandbox();
    const invoiceReference = await sandbox.send(anInvoice({ paymentMode }));
    expect(await sandbox.pay(invoiceReference)).toMatchObject({ status: 'RESERVED', paymentReference: null });
    const reserved = await sandbox.status(invoiceReference);
    expect(reserved).toMatchObject({ status: 'RESERVED', version: 1 });
    expect(reserved).not.toHaveProperty('ersReference');
    expect(sandbox.notifications).toEqual([]);
    await sandbox.clock.advance(60_000);
    expect(await sandbox.call('commitReservation', { invoiceReference })).toMatchObject({ resultCode: 0 });
    expect(sandbox.notifications).toHaveLength(1);
    expect(await sandbox.status(invoiceReference, 1)).toMatchObject({ status: 'PAID', version: 2 });
    expect(await sandbox.call('commitReservation', { invoiceReference })).toMatchObject({ resultCode: 96 });
  },
);

test.each([
  { value: '130.00', currency: 'SEK', resultCode: 0 },
  { value: '0.01', currency: 'SEK', resultCode: 0 },
  { value: '130.01', currency: 'SEK', resultCode: 11 },
  { value: '0.00', currency: 'SEK', resultCode: 11 },
  { value: '0.001', currency: 'SEK', resultCode: 11 },
  { value: '130.00', currency: 'EUR', resultCode: 11 },
])(
  'answers $resultCode to committing $value $currency of 130.00 SEK',
  async ({ value, currency, resultCode }) => {
    const sandbox = await openSandbox();
    const invoiceReference = await sandbox.send(anInvoice({ paymentMode: 'RESERVATION_REQUIRED' }));
    await sandbox.pay(invoiceReference);
    const answer = await sandbox.call('commitReservation', { invoiceReference, amount: { value, currency } });
    expect(answer.resultCode).toBe(resultCode);
    const { receipt, status } = await sandbox.status(invoiceReference);
    expect(status).toBe(resultCode === 0 ? 'PAID' : 'RESERVED');
    expect(receipt?.invoice?.totalAmount?.value).toBe(resultCode === 0 ? value : undefined);
  },
);

test('commits nothing that is not reserved', async () => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send();
  expect(await sandbox.call('commitReservation', { invoiceReference })).toMatchObject({ resultCode: 96 });
});

test('lets a reservation lapse when its time-out is over, and not before', async () => {
  const sandbox = await openSandbox();
  const invoice = anInvoice({ paymentMode: 'RESERVATION_REQUIRED', commitReservationTimeout: 90 });
  const invoiceReference = await sandbox.send(invoice);
  await sandbox.pay(invoiceReference);
  await sandbox.clock.advance(89_999);
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: 'RESERVED' });
  await sandbox.clock.advance(1);
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: 'CANCELED', version: 2 });
  expect(await sandbox.call('commitReservation', { invoiceReference })).toMatchObject({ resultCode: 96 });
});

test('gives a reservation back when the merchant cancels', async () => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send(anInvoice({ paymentMode: 'RESERVATION_REQUIRED' }));
  await sandbox.pay(invoiceReference);
  expect(await sandbox.call('cancelInvoice', { invoiceReference })).toMatchObject({ resultCode: 0 });
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: 'CANCELED', version: 2 });
});
