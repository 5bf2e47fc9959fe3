// Every result code of the contract: either the simulator's state can cause it, shown here, or it is said why not.
import { expect, test } from 'vitest';
import { RESULT_CODES } from '../../server/seqr/result-codes.ts';
import type { ResultName } from '../../server/seqr/result-codes.ts';
import type { SimulatedService } from '../../server/simulator/merchant.ts';
import type { SimulatorOptions } from '../../server/simulator/simulator.ts';
import { anInvoice, anInvoiceOf, openSandbox, paid, service } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

interface Cause {
  options?: Partial<SimulatorOptions>;
  run: (sandbox: Sandbox) => Promise<{ resultCode: number }>;
}

const send = (sandbox: Sandbox, invoice = anInvoice()) =>
  sandbox.call('sendInvoice', { invoice, tokens: [] });
const refund = (sandbox: Sandbox, ersReference: string, invoice = anInvoice()) =>
  sandbox.call('refundPayment', { ersReference, invoice });
const cancel = (sandbox: Sandbox, invoiceReference: string) =>
  sandbox.call('cancelInvoice', { invoiceReference });
const update = (sandbox: Sandbox, invoiceReference: string) =>
  sandbox.call('updateInvoice', { invoiceReference, invoice: anInvoice(), tokens: [] });
const entry = (key: string, value = '') => ({ parameters: { parameter: { entry: [{ key, value }] } } });
const withService = (changes: Partial<SimulatedService>) => ({ services: [{ ...service, ...changes }] });

async function session(sandbox: Sandbox, state: string) {
  const { token } = await sandbox.scan();
  await sandbox.app('POST', `tokens/${token}`, { state });
  return sandbox.call('getClientSessionInfo', { key: token });
}
/** Acts on a bill while its money is on its way. */
async function whilePaying(sandbox: Sandbox, act: (reference: string) => Promise<{ resultCode: number }>) {
  const reference = await sandbox.send();
  void sandbox.pay(reference);
  await sandbox.clock.advance(500);
  return act(reference);
}

const CAUSES: Record<ResultName, Cause | string> = {
  SUCCESS: { run: (sandbox) => send(sandbox) },
  PENDING_APPROVAL: 'no source says which call would be approved by whom',
  REPORT_NOT_READY: {
    run: async (sandbox) => {
      const { transactionPeriodId } = await sandbox.call('markTransactionPeriod', {});
      const reportId = 'Reconciliation/Shop.xml';
      return sandbox.call('executeReport', {
        reportId,
        ...entry('transactionPeriodId', transactionPeriodId),
      });
    },
  },
  REJECTED_BUSINESS_LOGIC: { run: (sandbox) => sandbox.call('executeReport', { reportId: 'Nothing.xml' }) },
  REJECTED_AMOUNT: {
    run: async (sandbox) => refund(sandbox, (await paid(sandbox)).ersReference, anInvoiceOf('-1.00')),
  },
  REJECTED_PAYMENT: 'no call of the merchant makes a payment',
  AUTHENTICATION_FAILED: {
    run: (sandbox) => sandbox.call('cancelInvoice', { invoiceReference: '1' }, { password: 'wrong' }),
  },
  ACCESS_DENIED: { run: (sandbox) => sandbox.call('markTransactionPeriod', entry('TERMINALID', 'not-mine')) },
  INVALID_NEW_PASSWORD: 'the contract has no call that sets a password',
  INVALID_ERS_REFERENCE: { run: (sandbox) => refund(sandbox, '1') },
  INVALID_INITIATOR_PRINCIPAL_ID: {
    run: (sandbox) =>
      sandbox.call(
        'cancelInvoice',
        { invoiceReference: '1' },
        { initiatorPrincipalId: { id: '', type: 'TERMINALID' } },
      ),
  },
  INVALID_INITIATOR_PRINCIPAL_STATE: {
    options: withService({ terminal: { ...service.terminal, isBlocked: true } }),
    run: (sandbox) => send(sandbox),
  },
  INITIATOR_PRINCIPAL_NOT_FOUND: {
    run: (sandbox) =>
      sandbox.call(
        'cancelInvoice',
        { invoiceReference: '1' },
        { initiatorPrincipalId: { id: 'nobody', type: 'TERMINALID' } },
      ),
  },
  PAYMENT_IN_PROGRESS: {
    options: { paymentTakesMs: 1_000 },
    run: (sandbox) => whilePaying(sandbox, (reference) => update(sandbox, reference)),
  },
  INVALID_INVOICE_DATA: { run: (sandbox) => send(sandbox, anInvoice({ title: '' })) },
  CANNOT_CANCEL_PAID_INVOICE: {
    run: async (sandbox) => cancel(sandbox, (await paid(sandbox)).invoiceReference),
  },
  CANNOT_CANCEL_INVOICE_IN_PROGRESS: {
    options: { paymentTakesMs: 1_000 },
    run: (sandbox) => whilePaying(sandbox, (reference) => cancel(sandbox, reference)),
  },
  INVALID_CUSTOMER: 'an invoice names no customer; whoever opens it pays it',
  INVALID_SEQR_ID: 'no call of the contract carries a SEQR id',
  INVALID_INVOICE_REFERENCE: { run: (sandbox) => sandbox.status('1') },
  PAYMENT_ALREADY_CANCELLED: {
    run: async (sandbox) => {
      const { paymentReference } = await sandbox.pay(await sandbox.send());
      await sandbox.clock.advance(20_000);
      return refund(sandbox, paymentReference ?? '');
    },
  },
  AUTHORIZATION_EXPIRED: { run: (sandbox) => session(sandbox, 'expired') },
  AUTHORIZATION_CANCELLED: { run: (sandbox) => session(sandbox, 'cancelled') },
  AUTHORIZATION_IN_PROGRESS: { run: (sandbox) => session(sandbox, 'in-progress') },
  INVALID_AUTHORIZATION_REFERENCE: { run: (sandbox) => sandbox.call('getClientSessionInfo', { key: '1-1' }) },
  INVALID_NOTIFICATION_URL: { run: (sandbox) => send(sandbox, anInvoice({ notificationUrl: 'ftp://a' })) },
  SYSTEM_ERROR: { run: async (sandbox) => update(sandbox, (await paid(sandbox)).invoiceReference) },
  UNSUPPORTED_OPERATION: 'an operation that is not offered ends in a Fault before it can be refused',
  LICENSE_REJECTION: "it is about the vendor's licence, not about anything that is modelled",
  SYSTEM_BUSY: {
    run: async (sandbox) => {
      await sandbox.faults({ on: 'sendInvoice', kind: 'busy' });
      return send(sandbox);
    },
  },
  SERVICE_UNAVAILABLE: 'the faults to ask for have 93, to which a client answers in the same way',
  INVOICE_ALREADY_CANCELED: {
    run: async (sandbox) => {
      const reference = await sandbox.send();
      await cancel(sandbox, reference);
      return cancel(sandbox, reference);
    },
  },
  INVOICE_STATE_NOT_RESERVED: {
    run: async (sandbox) => sandbox.call('commitReservation', { invoiceReference: await sandbox.send() }),
  },
  RESELLER_NOT_ALLOWED_TO_DO_REFUND: {
    options: withService({ refunds: 'denied-to-reseller' }),
    run: async (sandbox) => refund(sandbox, (await paid(sandbox)).ersReference),
  },
  SUM_OF_REFUNDS_CAN_NOT_BE_MORE_THAN_ORIGINAL_TRANSACTION: {
    run: async (sandbox) => refund(sandbox, (await paid(sandbox)).ersReference, anInvoiceOf('130.01')),
  },
  RECEIVER_ACCOUNT_DOES_NOT_ALLOW_REFUNDS: {
    options: withService({ refunds: 'denied-to-account' }),
    run: async (sandbox) => refund(sandbox, (await paid(sandbox)).ersReference),
  },
};

const CAUSED = Object.entries(CAUSES).flatMap(([name, cause]) =>
  typeof cause === 'string' ? [] : [{ name: name as ResultName, ...cause }],
);

test.each(CAUSED)('answers $name when its state causes it', async ({ name, options, run }) => {
  const { resultCode } = await run(await openSandbox(options));
  expect(resultCode).toBe(RESULT_CODES[name]);
});
