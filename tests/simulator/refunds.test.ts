import { expect, test } from 'vitest';
import { anInvoice, anInvoiceOf, openSandbox, paid, service } from './sandbox.ts';

test('gives a payment back in parts up to its sum, each under a reference of its own', async () => {
  const sandbox = await openSandbox();
  const { ersReference, invoiceReference } = await paid(sandbox);
  const refund = (value: string) =>
    sandbox.call('refundPayment', { ersReference, invoice: anInvoiceOf(value) });
  const first = await refund('65.00');
  const second = await refund('64.99');
  expect([first.resultCode, second.resultCode]).toEqual([0, 0]);
  expect(new Set([ersReference, first.ersReference, second.ersReference]).size).toBe(3);
  expect(await refund('0.02')).toMatchObject({ resultCode: 98 });
  expect(await refund('0.01')).toMatchObject({ resultCode: 0 });
  expect(await refund('0.01')).toMatchObject({ resultCode: 98 });
  expect(await sandbox.messages()).toHaveLength(3);
  expect(await sandbox.status(invoiceReference, 1)).toMatchObject({
    status: 'PAID',
    version: 1,
    ersReference,
  });
});

test.each([
  ['more than was paid', 98, anInvoiceOf('130.01')],
  ['nothing', 11, anInvoiceOf('0.00')],
  ['less than nothing', 11, anInvoiceOf('-1.00')],
  ['another currency', 49, anInvoice({ totalAmount: { currency: 'EUR', value: '1.00' } })],
  ['rows that do not make the total', 49, anInvoice({ totalAmount: { currency: 'SEK', value: '1.00' } })],
])('refuses to refund %s with %i', async (_, resultCode, invoice) => {
  const sandbox = await openSandbox();
  const { ersReference } = await paid(sandbox);
  expect(await sandbox.call('refundPayment', { ersReference, invoice })).toMatchObject({ resultCode });
  expect(await sandbox.call('refundPayment', { ersReference, invoice: anInvoice() })).toMatchObject({
    resultCode: 0,
  });
});

test.each([
  { refunds: 'denied-to-reseller', resultCode: 97 },
  { refunds: 'denied-to-account', resultCode: 99 },
] as const)('refuses every refund that is $refunds with $resultCode', async ({ refunds, resultCode }) => {
  const sandbox = await openSandbox({ services: [{ ...service, refunds }] });
  const { ersReference } = await paid(sandbox);
  expect(await sandbox.call('refundPayment', { ersReference, invoice: anInvoice() })).toMatchObject({
    resultCode,
  });
});

test('knows no payment by the reference of an invoice, of a refund, or by none', async () => {
  const sandbox = await openSandbox();
  const { ersReference, invoiceReference } = await paid(sandbox);
  const refund = await sandbox.call('refundPayment', { ersReference, invoice: anInvoiceOf('1.00') });
  for (const wrong of [invoiceReference, refund.ersReference ?? '', '', '0']) {
    const answer = await sandbox.call('refundPayment', { ersReference: wrong, invoice: anInvoiceOf('1.00') });
    expect(answer.resultCode).toBe(23);
  }
});

test('does not pay back twice what was reversed already', async () => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send();
  const { paymentReference } = await sandbox.pay(invoiceReference);
  await sandbox.clock.advance(20_000);
  const ersReference = paymentReference ?? '';
  expect(await sandbox.call('refundPayment', { ersReference, invoice: anInvoice() })).toMatchObject({
    resultCode: 55,
  });
  const receiptDocument = { mimeType: 'text/html', receiptData: '', receiptType: 'OTHER' };
  expect(await sandbox.call('submitPaymentReceipt', { ersReference, receiptDocument })).toMatchObject({
    resultCode: 55,
  });
});

test.each([
  ['an HTML receipt', 0, { receiptData: 'PGgxPlRoYW5rcyE8L2gxPg==' }],
  ['an empty receipt', 0, { receiptData: '' }],
  ['a voucher', 0, { receiptType: 'VOUCHER' }],
  ['what is no base64', 10, { receiptData: '<h1>Thanks!</h1>' }],
  ['an unknown type', 10, { receiptType: 'POEM' }],
])('answers %s with %i', async (_, resultCode, changes) => {
  const sandbox = await openSandbox();
  const { ersReference } = await paid(sandbox);
  const receiptDocument = {
    mimeType: 'text/html',
    receiptData: '',
    receiptType: 'PAYMENT_RECEIPT',
    ...changes,
  };
  const answer = await sandbox.call('submitPaymentReceipt', { ersReference, receiptDocument });
  expect(answer.resultCode).toBe(resultCode);
});

test('takes no receipt for a payment that it does not know', async () => {
  const sandbox = await openSandbox();
  const receiptDocument = { mimeType: 'text/html', receiptData: '', receiptType: 'PAYMENT_RECEIPT' };
  expect(await sandbox.call('submitPaymentReceipt', { ersReference: '1', receiptDocument })).toMatchObject({
    resultCode: 23,
  });
});
