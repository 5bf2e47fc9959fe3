import { expect, test } from 'vitest';
import { operations } from '../../server/seqr/operations.ts';
import type { OperationName, Request } from '../../server/seqr/operations.ts';
import { anInvoice, contextFor, openSandbox, service } from './sandbox.ts';

const REQUESTS: { [O in OperationName]: Request<O> } = {
  getClientSessionInfo: { key: '1-1' },
  sendInvoice: { invoice: anInvoice(), tokens: [] },
  updateInvoice: { invoiceReference: '1', invoice: anInvoice(), tokens: [] },
  getPaymentStatus: { invoiceReference: '1', invoiceVersion: 0 },
  cancelInvoice: { invoiceReference: '1' },
  refundPayment: { ersReference: '1', invoice: anInvoice() },
  submitPaymentReceipt: {
    ersReference: '1',
    receiptDocument: { mimeType: 'text/html', receiptData: '', receiptType: 'OTHER' },
  },
  commitReservation: { invoiceReference: '1' },
  markTransactionPeriod: {},
  executeReport: { reportId: 'Reconciliation/Shop.xml' },
};
const NAMES = Object.keys(operations) as OperationName[];

test.each(NAMES)('refuses %s to whoever is not who it takes', async (operation) => {
  const sandbox = await openSandbox();
  const { initiatorPrincipalId: principal } = contextFor(operation);
  const other = principal.type === 'TERMINALID' ? 'RESELLERUSER' : 'TERMINALID';
  const codeFor = async (context: Parameters<typeof sandbox.call>[2]) =>
    (await sandbox.call(operation, REQUESTS[operation], context)).resultCode;
  expect(await codeFor({ password: 'wrong' })).toBe(20);
  expect(await codeFor({ password: '' })).toBe(20);
  expect(await codeFor({ initiatorPrincipalId: { ...principal, id: 'nobody' } })).toBe(37);
  expect(await codeFor({ initiatorPrincipalId: { ...principal, id: '' } })).toBe(29);
  expect(await codeFor({ initiatorPrincipalId: { ...principal, type: other } })).toBe(29);
  expect(await codeFor({ initiatorPrincipalId: { ...principal, type: 'ANYBODY' } })).toBe(29);
  expect([20, 21, 29, 33, 37]).not.toContain(await codeFor({}));
});

test('takes a reseller only with a user of his', async () => {
  const sandbox = await openSandbox();
  const principal = { id: service.reseller.id, type: 'RESELLERUSER' };
  const codeFor = async (initiatorPrincipalId: typeof principal & { userId?: string }) =>
    (await sandbox.call('markTransactionPeriod', {}, { initiatorPrincipalId })).resultCode;
  expect(await codeFor(principal)).toBe(29);
  expect(await codeFor({ ...principal, userId: '9901' })).toBe(37);
  expect(await codeFor({ ...principal, userId: service.reseller.userId })).toBe(0);
});

test('refuses a blocked terminal, and says so only to who knows its password', async () => {
  const blocked = { ...service, terminal: { ...service.terminal, isBlocked: true } };
  const sandbox = await openSandbox({ services: [blocked] });
  expect(await sandbox.call('cancelInvoice', { invoiceReference: '1' })).toMatchObject({ resultCode: 33 });
  expect(await sandbox.call('cancelInvoice', { invoiceReference: '1' }, { password: 'x' })).toMatchObject({
    resultCode: 20,
  });
});

test('changes nothing for a caller that it refuses', async () => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send();
  await sandbox.pay(invoiceReference);
  const asked = await sandbox.call(
    'getPaymentStatus',
    { invoiceReference, invoiceVersion: 0 },
    { password: 'x' },
  );
  expect(asked).toEqual({ resultCode: 20, resultDescription: 'AUTHENTICATION_FAILED' });
  await sandbox.clock.advance(20_000);
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: 'CANCELED' });
});
