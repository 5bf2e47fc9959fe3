// Our client and the simulated SEQR against a schema that was written by hand from the contract, not from our tables.
import { beforeAll, expect, test } from 'vitest';
import { createSeqrClient } from '../../server/seqr/client.ts';
import { SeqrError } from '../../server/seqr/errors.ts';
import type { Invoice, OperationName, Request } from '../../server/seqr/operations.ts';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import {
  anInvoice,
  anInvoiceOf,
  countedRandom,
  envelopeOf,
  openSandbox,
  service,
} from '../simulator/sandbox.ts';
import type { Sandbox } from '../simulator/sandbox.ts';
import { createCheck } from './schema.ts';

let check: (envelope: string) => void;
beforeAll(async () => {
  const { simulator } = await openSandbox();
  check = createCheck(await (await simulator.app.request('/simulator/soap?wsdl')).text());
});

const sek = (value: string) => ({ currency: 'SEK', value });

/** Everything that an invoice can hold, and letters that XML has to escape. */
const FULL_INVOICE: Required<Invoice> = {
  paymentMode: 'RESERVATION_REQUIRED_PRELIMINARY_AMOUNT',
  acknowledgmentMode: 'OPTIONAL_ACKNOWLEDGMENT',
  issueDate: '2025-12-24T15:00:00.000+01:00',
  title: 'Färja & <båt> "åäö" \'🚢\'',
  clientInvoiceId: 'F-0001',
  invoiceRows: {
    invoiceRow: [
      {
        itemDescription: 'Adult',
        itemDiscount: sek('10.00'),
        itemEAN: '0073513537',
        itemQuantity: '2',
        itemSKU: 'adult',
        itemTaxRate: '6',
        itemTotalAmount: sek('150.00'),
        itemUnit: 'ticket',
        itemUnitPrice: sek('80.00'),
      },
      { itemQuantity: '1', itemTotalAmount: sek('-20.00') },
    ],
  },
  totalAmount: sek('130.00'),
  cashierId: 'web',
  footer: 'Booking\nF-0001\r\n',
  backURL: 'http://service.test/back?a=1&b=2',
  notificationUrl: 'http://service.test/n?a=1&b=2',
  commitReservationTimeout: 600,
};
const MINIMAL_INVOICE = anInvoice({
  invoiceRows: undefined,
  notificationUrl: undefined,
  cashierId: '',
  footer: '',
});

const TOKENS = [{ description: 'Coffee card', id: '0012', status: 1, value: '10 %' }, { status: 0 }];
const ENTRIES = { parameter: { entry: [{ key: 'TERMINALID', value: '0012' }, { key: 'empty' }] } };
const RECEIPT = {
  mimeType: 'text/html',
  receiptData: 'PGgxPlRoYW5rcyE8L2gxPg==',
  receiptType: 'PAYMENT_RECEIPT',
};

/** Every operation with everything that it can carry, and with as little as it may. */
const REQUESTS: { [O in OperationName]: { full: Request<O>; minimal: Request<O> } } = {
  getClientSessionInfo: { full: { key: '0000002012-63506374' }, minimal: { key: '' } },
  sendInvoice: {
    full: { invoice: FULL_INVOICE, tokens: TOKENS },
    minimal: { invoice: MINIMAL_INVOICE, tokens: [] },
  },
  updateInvoice: {
    full: { invoiceReference: '0012', invoice: FULL_INVOICE, tokens: TOKENS },
    minimal: { invoiceReference: '', invoice: MINIMAL_INVOICE, tokens: [] },
  },
  getPaymentStatus: {
    full: { invoiceReference: '0012', invoiceVersion: 2_147_483_647 },
    minimal: { invoiceReference: '', invoiceVersion: 0 },
  },
  cancelInvoice: { full: { invoiceReference: '0012' }, minimal: { invoiceReference: '' } },
  refundPayment: {
    full: { ersReference: '2015102910184861801032678', invoice: FULL_INVOICE },
    minimal: { ersReference: '', invoice: MINIMAL_INVOICE },
  },
  submitPaymentReceipt: {
    full: { ersReference: '2015102910184861801032678', receiptDocument: RECEIPT },
    minimal: { ersReference: '', receiptDocument: { mimeType: '', receiptData: '', receiptType: 'OTHER' } },
  },
  commitReservation: {
    full: { amount: sek('100.00'), invoiceReference: '0012' },
    minimal: { invoiceReference: '' },
  },
  markTransactionPeriod: { full: { parameters: ENTRIES }, minimal: {} },
  executeReport: {
    full: { reportId: 'Reconciliation/Shop.xml', language: 'sv', parameters: ENTRIES },
    minimal: { reportId: '' },
  },
};

const VARIANTS = (Object.keys(REQUESTS) as OperationName[]).flatMap((operation) =>
  (['full', 'minimal'] as const).map((size) => ({ operation, size })),
);

test.each(VARIANTS)(
  'our client builds a valid $size $operation, whose answer is valid too',
  async (variant) => {
    const { operation, size } = variant;
    const sandbox = await openSandbox();
    const seen: string[] = [];
    const client = clientOf(sandbox, (message) => seen.push(message));
    const outcome = await client.call(operation, REQUESTS[operation][size]).catch((error: unknown) => error);
    // SEQR may refuse it for what it says; it must have been able to read it.
    if (outcome instanceof SeqrError) expect(outcome.kind).toBe('rejected');
    expect(seen).toHaveLength(2);
    for (const message of seen) check(message);
  },
);

test.each(VARIANTS)('takes a whole context with a $size $operation', ({ operation, size }) => {
  check(envelopeOf(operation, REQUESTS[operation][size], { clientComment: 'åäö & <more>' }));
});

test('every answer on the way of a payment is valid: paid, refunded, reported, reversed, cancelled, declined', async () => {
  const sandbox = await openSandbox();
  const client = clientOf(sandbox, check);
  const { token } = await sandbox.scan('?jetty=7&empty=&name=%C3%85sa');
  await client.call('getClientSessionInfo', { key: token });
  const send = async (invoice: Invoice) =>
    (await client.call('sendInvoice', { invoice, tokens: [] })).invoiceReference ?? '';
  const ask = (invoiceReference: string, invoiceVersion = 0) =>
    client.call('getPaymentStatus', { invoiceReference, invoiceVersion });

  const reserved = await send(FULL_INVOICE);
  await sandbox.pay(reserved);
  expect(await ask(reserved)).toMatchObject({ status: 'RESERVED' });
  await client.call('commitReservation', { invoiceReference: reserved, amount: sek('100.00') });
  expect(await ask(reserved, 1)).toMatchObject({ status: 'PAID' });

  const reference = await send(anInvoiceOf('1.00'));
  await client.call('updateInvoice', {
    invoiceReference: reference,
    invoice: anInvoiceOf('10.00'),
    tokens: [],
  });
  expect(await ask(reference)).toMatchObject({ status: 'ISSUED' });
  await sandbox.pay(reference);
  const { ersReference = '', status } = await ask(reference);
  expect(status).toBe('PAID');
  await client.call('submitPaymentReceipt', { ersReference, receiptDocument: RECEIPT });
  await client.call('refundPayment', { ersReference, invoice: anInvoiceOf('4.00') });

  const cancelled = await send(MINIMAL_INVOICE);
  await client.call('cancelInvoice', { invoiceReference: cancelled });
  expect(await ask(cancelled)).toMatchObject({ status: 'CANCELED' });
  const declined = await send(MINIMAL_INVOICE);
  await sandbox.act(declined, 'decline');
  expect(await ask(declined)).toMatchObject({ status: 'FAILED' });
  const reversed = await send(MINIMAL_INVOICE);
  await sandbox.pay(reversed);
  await sandbox.clock.advance(20_000);
  expect(await ask(reversed)).toMatchObject({ status: 'CANCELED', version: 2 });

  for (const scope of [{}, { TERMINALID: service.terminal.id }]) {
    const marked = await client.call('markTransactionPeriod', { parameters: parameters(scope) });
    const given = { ...scope, transactionPeriodId: marked.transactionPeriodId ?? '' };
    await sandbox.clock.advance(3_000);
    const kinds = 'TERMINALID' in given ? ['STD_RECON_006', 'STD_RECON_007'] : ['Shop', 'STD_RECON_003'];
    for (const kind of kinds) {
      const reportId = `Reconciliation/${kind}.xml`;
      const { report } = await client.call('executeReport', { reportId, parameters: parameters(given) });
      expect(report?.contentString).toContain('</Row>');
    }
  }
});

const VALID = envelopeOf('sendInvoice', { invoice: FULL_INVOICE, tokens: TOKENS });

test.each<[what: string, text: string]>([
  [
    'two elements that change places',
    VALID.replace(/(<title>.*<\/title>)(<clientInvoiceId>.*<\/clientInvoiceId>)/, '$2$1'),
  ],
  ['the tokens before the invoice', VALID.replace(/(<invoice>.*<\/invoice>)(<tokens>.*<\/tokens>)/s, '$2$1')],
  ['a qualified child', VALID.replaceAll('title>', 'ns2:title>')],
  ['a required element that is missing', VALID.replace(/<title>.*<\/title>/, '')],
  ['an element that nobody knows', VALID.replace('<title>', '<subtitle/><title>')],
  ['an amount with a comma', VALID.replace('<value>130.00', '<value>130,00')],
  ['a date that is none', VALID.replace('<issueDate>2025', '<issueDate>25')],
  ['a payment mode that is none', VALID.replace('RESERVATION_REQUIRED_PRELIMINARY_AMOUNT', 'LATER')],
  ['another namespace', VALID.replace('seamless.com/', 'seamless.com')],
])('the schema tells %s from a valid request', (_, text) => {
  expect(text).not.toBe(VALID);
  check(VALID);
  expect(() => check(text)).toThrow();
});

test('the schema at the session address is the same', async () => {
  const { simulator } = await openSandbox();
  const checkSession = createCheck(
    await (await simulator.app.request('/simulator/soap/session?wsdl')).text(),
  );
  checkSession(envelopeOf('getClientSessionInfo', { key: '1-1' }));
});

function parameters(values: Record<string, string>) {
  return { parameter: { entry: Object.entries(values).map(([key, value]) => ({ key, value })) } };
}

/** Our client on the sandbox; `see` is shown every request and every answer. */
function clientOf(sandbox: Sandbox, see: (message: string) => void) {
  const post = async (url: string, envelope: string) => {
    see(envelope);
    const answer = await (await sandbox.post(envelope, url)).text();
    see(answer);
    return answer;
  };
  const pool = { post, close: () => Promise.resolve() };
  const account = {
    ...sandboxCredentials,
    soapUrl: '/simulator/soap',
    sessionSoapUrl: '/simulator/soap/session',
    clientId: 'Åland & Co <Ferries>',
  };
  return createSeqrClient(account, {
    clock: sandbox.clock,
    random: countedRandom(),
    pools: { settling: pool, general: pool },
  });
}
