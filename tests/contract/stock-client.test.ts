// A SOAP client that knows nothing but the served WSDL, over real HTTP: what it can do, everybody can.
import { serve } from '@hono/node-server';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createClientAsync } from 'soap';
import { expect, onTestFinished, test } from 'vitest';
import { anInvoice, anInvoiceOf, contextFor, openSandbox } from '../simulator/sandbox.ts';
import type { Sandbox } from '../simulator/sandbox.ts';
import type { OperationName } from '../../server/seqr/operations.ts';

type Return = Record<string, unknown> & { resultCode: number };

async function overHttp({ simulator }: Sandbox, path: string) {
  const server = serve({ fetch: simulator.app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const client = await createClientAsync(`http://127.0.0.1:${port}${path}?wsdl`);
  const call = async (operation: OperationName, request: object): Promise<Return> => {
    const method = client[`${operation}Async`] as (body: object) => Promise<[{ return: Return }]>;
    const [answer] = await method.call(client, { context: contextFor(operation), ...request });
    return answer.return;
  };
  return { client, call };
}

test('a stock SOAP client reads both services from the WSDL, with all operations', async () => {
  const { client } = await overHttp(await openSandbox(), '/simulator/soap');
  const services = client.describe() as Record<string, Record<string, Record<string, unknown>>>;
  expect(Object.keys(services)).toEqual(['ClientSessionInfoService', 'ExternalClientService']);
  expect(Object.keys(services['ClientSessionInfoService']?.['ClientSessionInfoPort'] ?? {})).toEqual([
    'getClientSessionInfo',
  ]);
  expect(Object.keys(services['ExternalClientService']?.['ExternalClientPort'] ?? {}).sort()).toEqual([
    'cancelInvoice',
    'commitReservation',
    'executeReport',
    'getPaymentStatus',
    'markTransactionPeriod',
    'refundPayment',
    'sendInvoice',
    'submitPaymentReceipt',
    'updateInvoice',
  ]);
});

test('a stock SOAP client opens a session at the session address', async () => {
  const sandbox = await openSandbox();
  const { call } = await overHttp(sandbox, '/simulator/soap/session');
  const { token } = await sandbox.scan('?jetty=7');
  const { parameters } = await call('getClientSessionInfo', { key: token });
  expect((parameters as { entry: object[] }).entry).toContainEqual({ key: 'jetty', value: '7' });
});

test('a stock SOAP client goes all the way: session, invoice, update, paid, receipt, refund, mark, report', async () => {
  const sandbox = await openSandbox();
  const { call } = await overHttp(sandbox, '/simulator/soap');
  const { token } = await sandbox.scan();
  expect(await call('getClientSessionInfo', { key: token })).toMatchObject({ resultCode: 0 });

  const sent = await call('sendInvoice', { invoice: anInvoice() });
  expect(sent).toMatchObject({ resultCode: 0, resultDescription: 'SUCCESS' });
  const invoiceReference = String(sent['invoiceReference']);
  expect(await call('updateInvoice', { invoiceReference, invoice: anInvoiceOf('65.00') })).toMatchObject({
    resultCode: 0,
  });
  const status = (invoiceVersion: number) => call('getPaymentStatus', { invoiceReference, invoiceVersion });
  expect(await status(0)).toMatchObject({ status: 'ISSUED', version: 0 });
  const { paymentReference } = await sandbox.pay(invoiceReference);
  const paid = await status(0);
  expect(paid).toMatchObject({
    status: 'PAID',
    version: 1,
    ersReference: paymentReference,
    receipt: {
      invoiceReference,
      clientInvoiceId: 'F-0001',
      invoice: { totalAmount: { currency: 'SEK', value: 65 } },
    },
  });
  expect(await status(1)).toMatchObject({ status: 'PAID', version: 1 });

  const { ersReference } = paid;
  const receiptDocument = { mimeType: 'text/html', receiptData: 'PGgxPg==', receiptType: 'PAYMENT_RECEIPT' };
  expect(await call('submitPaymentReceipt', { ersReference, receiptDocument })).toMatchObject({
    resultCode: 0,
  });
  expect(await call('refundPayment', { ersReference, invoice: anInvoiceOf('5.00') })).toMatchObject({
    resultCode: 0,
  });
  expect(await call('refundPayment', { ersReference, invoice: anInvoiceOf('65.00') })).toMatchObject({
    resultCode: 98,
  });

  await sandbox.clock.advance(1);
  const marked = await call('markTransactionPeriod', {});
  const entry = [{ key: 'transactionPeriodId', value: marked['transactionPeriodId'] }];
  const report = () =>
    call('executeReport', {
      reportId: 'Reconciliation/STD_RECON_003.xml',
      parameters: { parameter: { entry } },
    });
  expect(await report()).toMatchObject({ resultCode: 2 });
  await sandbox.clock.advance(3_000);
  const { contentString } = (await report())['report'] as { contentString: string };
  expect(contentString).toContain('<SalesAmount>65.00000</SalesAmount>');
  expect(contentString).toContain('<SalesAmount>-5.00000</SalesAmount>');
});

test('a stock SOAP client cancels, and commits a reservation', async () => {
  const sandbox = await openSandbox();
  const { call } = await overHttp(sandbox, '/simulator/soap');
  const cancelled = await call('sendInvoice', { invoice: anInvoice() });
  const { invoiceReference } = cancelled;
  expect(await call('cancelInvoice', { invoiceReference })).toMatchObject({ resultCode: 0 });
  expect(await call('cancelInvoice', { invoiceReference })).toMatchObject({ resultCode: 95 });

  const sent = await call('sendInvoice', { invoice: anInvoice({ paymentMode: 'RESERVATION_REQUIRED' }) });
  const reserved = String(sent['invoiceReference']);
  await sandbox.pay(reserved);
  const amount = { currency: 'SEK', value: '100.00' };
  expect(await call('commitReservation', { amount, invoiceReference: reserved })).toMatchObject({
    resultCode: 0,
  });
  expect(await call('getPaymentStatus', { invoiceReference: reserved, invoiceVersion: 0 })).toMatchObject({
    status: 'PAID',
  });
});

test('a stock SOAP client gets a Fault for a call that breaks the contract', async () => {
  const { call } = await overHttp(await openSandbox(), '/simulator/soap');
  const context = { ...contextFor('cancelInvoice'), clientRequestTimeout: 1 };
  await expect(call('cancelInvoice', { context, invoiceReference: '1' })).rejects.toThrow(
    /clientRequestTimeout/,
  );
});
