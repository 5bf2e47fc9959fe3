import { expect, test } from 'vitest';
import type { Invoice, InvoiceRow } from '../../server/seqr/operations.ts';
import { anInvoice, anInvoiceOf, openSandbox, paid, service } from './sandbox.ts';

const sek = (value: string) => ({ currency: 'SEK', value });
const row = (changes: Partial<InvoiceRow>): InvoiceRow => ({
  itemQuantity: '1',
  itemTotalAmount: sek('130.00'),
  ...changes,
});
const rows = (...invoiceRow: InvoiceRow[]) => ({ invoiceRows: { invoiceRow } });

test('answers an invoice with a reference of digits and the code that opens it', async () => {
  const sandbox = await openSandbox();
  const answer = await sandbox.call('sendInvoice', { invoice: anInvoice(), tokens: [] });
  expect(answer).toMatchObject({ resultCode: 0, resultDescription: 'SUCCESS' });
  expect(answer.invoiceReference).toMatch(/^\d{18}$/);
  expect(answer.invoiceQRCode).toBe(`HTTP://SEQR.SE/R${answer.invoiceReference ?? ''}`);
  expect(await sandbox.status(answer.invoiceReference ?? '')).toMatchObject({ status: 'ISSUED', version: 0 });
});

test('gives out references that no number can hold, some of them with zeros in front', async () => {
  const sandbox = await openSandbox();
  const references: string[] = [];
  for (let i = 0; i < 60; i++) references.push(await sandbox.send());
  expect(new Set(references).size).toBe(60);
  expect(references.some((reference) => reference.startsWith('0'))).toBe(true);
  expect(references.some((reference) => String(Number(reference)) !== reference)).toBe(true);
});

test('makes a second invoice of the same clientInvoiceId: it cannot know that it was sent before', async () => {
  const sandbox = await openSandbox();
  expect(await sandbox.send()).not.toBe(await sandbox.send());
});

const GOOD: [what: string, changes: Partial<Invoice>][] = [
  ['rows that make the total', {}],
  ['no rows', { invoiceRows: undefined }],
  ['an empty list of rows', { invoiceRows: { invoiceRow: [] } }],
  ['a negative row', rows(row({ itemTotalAmount: sek('150.00') }), row({ itemTotalAmount: sek('-20.00') }))],
  [
    'decimals that are left out or more than two zeros',
    { totalAmount: sek('130.00000'), ...rows(row({ itemTotalAmount: sek('130') })) },
  ],
  ['a broken quantity of at least one', rows(row({ itemQuantity: '1.5' }))],
  ['an empty footer and cashier', { footer: '', cashierId: '' }],
  ['no notification URL', { notificationUrl: undefined }],
  ['an https notification URL', { notificationUrl: 'https://service.test/n?a=1&b=2' }],
  ['a date without a zone', { issueDate: '2015-12-25T12:34:56' }],
  ['a date with milliseconds and a zone', { issueDate: '2015-12-25T12:34:56.789+02:00' }],
  ['any acknowledgment mode', { acknowledgmentMode: 'OPTIONAL_ACKNOWLEDGMENT' }],
  ['a reservation with a time-out', { paymentMode: 'RESERVATION_DESIRED', commitReservationTimeout: 60 }],
  ['letters of every kind', { title: 'Färja & <båt> "åäö" 🚢' }],
];

test.each(GOOD)('takes an invoice with %s', async (_, changes) => {
  const sandbox = await openSandbox();
  expect(await sandbox.call('sendInvoice', { invoice: anInvoice(changes), tokens: [] })).toMatchObject({
    resultCode: 0,
  });
});

const BAD: [what: string, resultCode: number, changes: Partial<Invoice>][] = [
  ['in another currency', 49, { totalAmount: { currency: 'EUR', value: '130.00' } }],
  [
    'with a row in another currency',
    49,
    rows(row({ itemTotalAmount: { currency: 'EUR', value: '130.00' } })),
  ],
  [
    'with a unit price in another currency',
    49,
    rows(row({ itemUnitPrice: { currency: 'EUR', value: '1.00' } })),
  ],
  ['whose rows miss the total by an öre', 49, rows(row({ itemTotalAmount: sek('129.99') }))],
  ['with an amount finer than the currency', 49, anInvoiceOf('130.001')],
  ['of nothing', 49, anInvoiceOf('0.00')],
  ['of less than nothing', 49, anInvoiceOf('-1.00')],
  ['with a quantity below one', 49, rows(row({ itemQuantity: '0.99' }))],
  ['without a title', 49, { title: ' ' }],
  ['without a clientInvoiceId', 49, { clientInvoiceId: '' }],
  ['with an unknown payment mode', 49, { paymentMode: 'LATER' }],
  ['with an unknown acknowledgment mode', 49, { acknowledgmentMode: '' }],
  ['with a date that is none', 49, { issueDate: '24/12/2025' }],
  ['with a month that is none', 49, { issueDate: '2025-13-01T00:00:00' }],
  ['with a time-out of nothing', 49, { commitReservationTimeout: 0 }],
  ['with a notification URL of another scheme', 64, { notificationUrl: 'ftp://service.test/n' }],
  ['with a relative notification URL', 64, { notificationUrl: '/notifications/1' }],
  ['with a notification URL that is only a scheme', 64, { notificationUrl: 'http://' }],
];

test.each(BAD)('refuses an invoice %s with %i', async (_, resultCode, changes) => {
  const sandbox = await openSandbox();
  const answer = await sandbox.call('sendInvoice', { invoice: anInvoice(changes), tokens: [] });
  expect(answer.resultCode).toBe(resultCode);
  expect(answer).not.toHaveProperty('invoiceReference');
});

test.each(BAD)(
  'refuses an update %s with %i, and keeps the invoice as it was',
  async (_, resultCode, changes) => {
    const sandbox = await openSandbox();
    const invoiceReference = await sandbox.send();
    const before = await sandbox.bill(invoiceReference);
    const answer = await sandbox.call('updateInvoice', {
      invoiceReference,
      invoice: anInvoice(changes),
      tokens: [],
    });
    expect(answer.resultCode).toBe(resultCode);
    expect(await sandbox.bill(invoiceReference)).toEqual(before);
  },
);

test('puts another basket under the same reference, and keeps the version and the notification URL', async () => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send();
  const invoice = anInvoiceOf('65.00', { title: 'One ticket', notificationUrl: undefined });
  expect(await sandbox.call('updateInvoice', { invoiceReference, invoice, tokens: [] })).toMatchObject({
    resultCode: 0,
  });
  expect(await sandbox.bill(invoiceReference)).toMatchObject({ title: 'One ticket', total: sek('65.00') });
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: 'ISSUED', version: 0 });
  await sandbox.pay(invoiceReference);
  expect(sandbox.notifications.map(({ url }) => url)).toEqual([anInvoice().notificationUrl]);
  const { receipt } = await sandbox.status(invoiceReference);
  expect(receipt?.invoice?.totalAmount).toEqual(sek('65.00'));
});

test.each([
  { after: 'it was paid', resultCode: 90, prepare: 'pay' },
  { after: 'it was declined', resultCode: 90, prepare: 'decline' },
  { after: 'it was cancelled', resultCode: 95, prepare: 'cancel' },
] as const)('refuses an update after $after with $resultCode', async ({ prepare, resultCode }) => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send();
  await (prepare === 'pay' ? sandbox.pay(invoiceReference) : sandbox.act(invoiceReference, prepare));
  const answer = await sandbox.call('updateInvoice', {
    invoiceReference,
    invoice: anInvoiceOf('1.00'),
    tokens: [],
  });
  expect(answer.resultCode).toBe(resultCode);
  expect(await sandbox.bill(invoiceReference)).toMatchObject({ total: sek('130.00') });
});

test('cancels an unpaid invoice once', async () => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send();
  expect(await sandbox.call('cancelInvoice', { invoiceReference })).toMatchObject({ resultCode: 0 });
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: 'CANCELED', version: 1 });
  expect(await sandbox.call('cancelInvoice', { invoiceReference })).toMatchObject({ resultCode: 95 });
  expect(await sandbox.status(invoiceReference, 1)).toMatchObject({ status: 'CANCELED', version: 1 });
});

test('does not cancel what was paid meanwhile', async () => {
  const sandbox = await openSandbox();
  const { invoiceReference } = await paid(sandbox);
  expect(await sandbox.call('cancelInvoice', { invoiceReference })).toMatchObject({ resultCode: 50 });
  expect(await sandbox.status(invoiceReference, 1)).toMatchObject({ status: 'PAID' });
});

test('answers 48 and 51 while the money is on its way, and is paid a moment later', async () => {
  const sandbox = await openSandbox({ paymentTakesMs: 2_000 });
  const invoiceReference = await sandbox.send();
  const paying = sandbox.pay(invoiceReference);
  await sandbox.clock.advance(1_999);
  expect(await sandbox.call('cancelInvoice', { invoiceReference })).toMatchObject({ resultCode: 51 });
  const update = { invoiceReference, invoice: anInvoiceOf('1.00'), tokens: [] };
  expect(await sandbox.call('updateInvoice', update)).toMatchObject({ resultCode: 48 });
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: 'ISSUED', version: 0 });
  await sandbox.clock.advance(1);
  expect(await paying).toMatchObject({ status: 'PAID' });
  expect(await sandbox.call('cancelInvoice', { invoiceReference })).toMatchObject({ resultCode: 50 });
});

test('cancels the unpaid invoice before on a cash register, and only there', async () => {
  const register = { ...service, terminal: { ...service.terminal, kind: 'cash-register' as const } };
  const sandbox = await openSandbox({ services: [register] });
  const { invoiceReference: kept } = await paid(sandbox);
  const first = await sandbox.send();
  const second = await sandbox.send();
  expect(await sandbox.status(first)).toMatchObject({ status: 'CANCELED', version: 1 });
  expect(await sandbox.status(second)).toMatchObject({ status: 'ISSUED' });
  expect(await sandbox.status(kept, 1)).toMatchObject({ status: 'PAID' });

  const webshop = await openSandbox();
  const other = await webshop.send();
  await webshop.send();
  expect(await webshop.status(other)).toMatchObject({ status: 'ISSUED' });
});

test.each(['', '1', '99999999999999999999999999'])('knows no invoice "%s"', async (invoiceReference) => {
  const sandbox = await openSandbox();
  const invoice = anInvoice();
  expect(await sandbox.status(invoiceReference)).toMatchObject({ resultCode: 54 });
  expect(await sandbox.call('cancelInvoice', { invoiceReference })).toMatchObject({ resultCode: 54 });
  expect(await sandbox.call('updateInvoice', { invoiceReference, invoice, tokens: [] })).toMatchObject({
    resultCode: 54,
  });
  expect(await sandbox.call('commitReservation', { invoiceReference })).toMatchObject({ resultCode: 54 });
});

test("does not show a terminal another terminal's invoice", async () => {
  const other = {
    ...service,
    id: 'OTHER',
    terminal: { id: 'other', password: 'word', kind: 'webshop' as const },
  };
  const sandbox = await openSandbox({ services: [service, other] });
  const invoiceReference = await sandbox.send();
  const context = { initiatorPrincipalId: { id: 'other', type: 'TERMINALID' }, password: 'word' };
  expect(
    await sandbox.call('getPaymentStatus', { invoiceReference, invoiceVersion: 0 }, context),
  ).toMatchObject({
    resultCode: 54,
  });
});
