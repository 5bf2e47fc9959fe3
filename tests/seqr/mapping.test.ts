// SEQR's words and ours: every status, every refusal, both directions of money.
import { expect, test } from 'vitest';
import { cardsToSeqr } from '../../server/seqr/cards.ts';
import { parseAnswer } from '../../server/seqr/client.ts';
import { buildEnvelope } from '../../server/seqr/envelope.ts';
import { SeqrError } from '../../server/seqr/errors.ts';
import {
  invoiceToSeqr,
  observationFromError,
  observationFromSeqr,
  serviceCode,
} from '../../server/seqr/mapping.ts';
import { RESULT_CODES } from '../../server/seqr/result-codes.ts';
import { sessionFromSeqr } from '../../server/seqr/session-info.ts';

test.each([
  ['ISSUED', { kind: 'waiting', version: 3 }],
  ['PENDING_ISSUER_ACKNOWLEDGE', { kind: 'asking', version: 3, cards: [] }],
  ['RESERVED', { kind: 'reserved', version: 3 }],
  ['CANCELED', { kind: 'ended', version: 3, as: 'canceled' }],
  ['FAILED', { kind: 'ended', version: 3, as: 'failed' }],
  ['PAID', { kind: 'paid', version: 3, ersReference: null, receipt: null }],
])('%s is %j', (status, observation) => {
  expect(observationFromSeqr({ resultCode: 0, status, version: 3 }, 0)).toEqual(observation);
});

test.each(['PARTIALLY_PAID', 'CANCELLED', 'paid', 'toString'])(
  '%s is neither acknowledged nor an end, and said loudly',
  (status) => {
    const observation = observationFromSeqr({ resultCode: 0, status, version: 3 }, 0);
    expect(observation).toMatchObject({ kind: 'unclear', alarm: expect.any(String) as string });
  },
);

test('an answer without a status is nothing at all', () => {
  expect(observationFromSeqr({ resultCode: 0, version: 3 }, 0)).toEqual({ kind: 'unclear', alarm: null });
});

test('an answer without a version repeats the one that was asked with', () => {
  expect(observationFromSeqr({ resultCode: 0, status: 'ISSUED' }, 7)).toEqual({
    kind: 'waiting',
    version: 7,
  });
});

const ALARMS = [20, 21, 29, 33, 37, 54];
test.each(Object.entries(RESULT_CODES).filter(([, code]) => code !== 0))(
  '%s never ends an order',
  (_name, resultCode) => {
    const error = new SeqrError({ kind: 'rejected', operation: 'getPaymentStatus', resultCode });
    const observation = observationFromError(error);
    expect(observation.kind).toBe('unclear');
    expect(observation.kind === 'unclear' && observation.alarm !== null).toBe(ALARMS.includes(resultCode));
  },
);

test('a receipt whose amount cannot be read has none', () => {
  const invoice = {
    paymentMode: '',
    acknowledgmentMode: '',
    issueDate: '',
    title: '',
    clientInvoiceId: 'F-1',
    cashierId: '',
    footer: '',
    totalAmount: { currency: 'SEK', value: '1.234' },
  };
  const receipt = { clientInvoiceId: 'F-1', paymentReference: '007', invoice };
  expect(observationFromSeqr({ resultCode: 0, status: 'PAID', version: 1, receipt }, 0)).toMatchObject({
    receipt: { amountMinor: null, currency: 'SEK', clientInvoiceId: 'F-1', paymentReference: '007' },
  });
});

test.each([
  ['only its total', '<totalAmount><currency>SEK</currency><value>65.00</value></totalAmount>', 6500],
  ['an amount that is none', '<totalAmount><currency>SEK</currency><value>65,00</value></totalAmount>', null],
  ['an amount without a currency', '<totalAmount><value>65.00</value></totalAmount>', null],
  ['rows without totals', '<invoiceRows><invoiceRow><itemSKU>a</itemSKU></invoiceRow></invoiceRows>', null],
  ['nothing at all', '', null],
])('a PAID whose receipt repeats %s is still PAID', (_what, invoice, amountMinor) => {
  const text = buildEnvelope(
    'getPaymentStatusResponse',
    `<return><ersReference>1</ersReference><resultCode>0</resultCode><status>PAID</status><receipt><invoice>${invoice}</invoice></receipt><version>1</version></return>`,
  );
  const observation = observationFromSeqr(parseAnswer('getPaymentStatus', text), 0);
  expect(observation).toMatchObject({ kind: 'paid', version: 1, receipt: { amountMinor } });
});

const row = (sku: string, quantity: string, value: string) =>
  `<invoiceRow><itemQuantity>${quantity}</itemQuantity>${sku}<itemTotalAmount><currency>SEK</currency><value>${value}</value></itemTotalAmount></invoiceRow>`;
const sku = (name: string) => `<itemSKU>${name}</itemSKU>`;
const ADULTS = { sku: 'adult', quantity: 2, totalMinor: 13000 };
test.each([
  [
    'rows',
    row(sku('adult'), '2', '130.00') + row(sku('child'), '1', '32.50'),
    [ADULTS, { sku: 'child', quantity: 1, totalMinor: 3250 }],
  ],
  ['a quantity in decimals', row(sku('adult'), '2.00', '130'), [ADULTS]],
  ['half a piece', row(sku('adult'), '0.5', '130'), [{ ...ADULTS, quantity: 0.5 }]],
  ['no row', '', null],
  ['one row without its SKU', row(sku('adult'), '2', '130.00') + row('', '1', '32.50'), null],
  ['a row without a quantity', row(sku('adult'), '', '130.00'), null],
  ['a quantity that is none', row(sku('adult'), 'two', '130.00'), null],
  ['an amount that is none', row(sku('adult'), '2', '130,00'), null],
])('a receipt with %s: its rows are told whole or not at all', (_what, invoiceRows, rows) => {
  const text = buildEnvelope(
    'getPaymentStatusResponse',
    `<return><resultCode>0</resultCode><status>PAID</status><receipt><invoice><invoiceRows>${invoiceRows}</invoiceRows></invoice></receipt><version>1</version></return>`,
  );
  const observation = observationFromSeqr(parseAnswer('getPaymentStatus', text), 0);
  expect(observation).toMatchObject({ kind: 'paid', receipt: { rows } });
});

const DRAFT = {
  title: 'Tickets',
  footer: 'Booking 1',
  clientInvoiceId: 'F-1',
  issuedAt: Date.UTC(2025, 11, 24, 15, 0, 0),
  currency: 'SEK',
  totalMinor: 9750,
  cashierId: 'ferry',
  notificationUrl: 'http://service.test/notifications/x',
  rows: [
    {
      description: 'Adult',
      sku: 'a',
      ean: undefined,
      unit: 'ticket',
      quantity: 1,
      unitPriceMinor: 6500,
      totalMinor: 6500,
      taxRate: 6,
    },
    {
      description: 'Child',
      sku: 'c',
      ean: '12345678',
      unit: 'ticket',
      quantity: 1,
      unitPriceMinor: 3250,
      totalMinor: 3250,
      taxRate: 6,
    },
  ],
};

test('an invoice has decimal amounts, whole tax rates and a date with its zone', () => {
  expect(invoiceToSeqr(DRAFT)).toMatchObject({
    issueDate: '2025-12-24T15:00:00.000Z',
    totalAmount: { currency: 'SEK', value: '97.50' },
    invoiceRows: {
      invoiceRow: [
        { itemQuantity: '1', itemTaxRate: '6', itemTotalAmount: { value: '65.00' } },
        { itemEAN: '12345678', itemUnitPrice: { value: '32.50' } },
      ],
    },
  });
});

test('an invoice is debited at once and asks about no card, unless it is said otherwise', () => {
  const plain = invoiceToSeqr(DRAFT);
  expect(plain).toMatchObject({ paymentMode: 'IMMEDIATE_DEBIT', acknowledgmentMode: 'NO_ACKNOWLEDGMENT' });
  expect(plain.commitReservationTimeout).toBeUndefined();
  expect(invoiceToSeqr({ ...DRAFT, takesCards: true, reservation: { timeoutS: 600 } })).toMatchObject({
    paymentMode: 'RESERVATION_REQUIRED',
    acknowledgmentMode: 'REQUIRE_ACKNOWLEDGMENT',
    commitReservationTimeout: 600,
  });
  const { commitReservationTimeout } = invoiceToSeqr({ ...DRAFT, reservation: { timeoutS: null } });
  expect(commitReservationTimeout).toBeUndefined();
});

test('of the cards that SEQR tells, those that wait for our word are read, whatever is left out of them', () => {
  const token = [
    { id: '1', value: '70001234', description: 'Club', status: 0 },
    { value: '7', status: 0 },
    { id: '2', value: '70009999', status: 1 },
    { id: '3', status: 90 },
    { id: '4', status: 99 },
  ];
  const answer = {
    resultCode: 0,
    status: 'PENDING_ISSUER_ACKNOWLEDGE',
    version: 3,
    customerTokens: { token },
  };
  expect(observationFromSeqr(answer, 0)).toMatchObject({
    cards: [
      { id: '1', value: '70001234', description: 'Club' },
      { id: null, value: '7', description: null },
    ],
  });
});

test('a card goes back as it came, with our word on it', () => {
  const card = { id: '1', value: '70001234', description: null };
  const none = { id: null, value: null, description: 'Club' };
  expect(cardsToSeqr([{ ...card, verdict: 'used' }])).toEqual([{ id: '1', value: '70001234', status: 1 }]);
  expect(cardsToSeqr([{ ...none, verdict: 'invalid' }])).toEqual([{ description: 'Club', status: 99 }]);
});

test('rows that do not make the total are not sent', () => {
  expect(() => invoiceToSeqr({ ...DRAFT, totalMinor: 9751 })).toThrow(RangeError);
});

test('the session’s own parameters are told from the QR code’s', () => {
  const entry = [
    { key: 'jetty', value: '7' },
    { key: 'msisdn', value: '46700000000' },
    { key: 'subscriberKey', value: '007' },
    { key: 'authKey', value: 'k' },
    { key: 'empty' },
  ];
  expect(sessionFromSeqr({ resultCode: 0, parameters: { entry } })).toEqual({
    msisdn: '46700000000',
    subscriberKey: '007',
    parameters: { jetty: '7', empty: '' },
  });
  expect(sessionFromSeqr({ resultCode: 0 })).toEqual({ msisdn: null, subscriberKey: null, parameters: {} });
});

test('a service’s code begins in capitals', () => {
  expect(serviceCode('FERRY', { jetty: '7' })).toBe('HTTP://SEQR.SE/000/FERRY?jetty=7');
  expect(serviceCode('FERRY', {})).toBe('HTTP://SEQR.SE/000/FERRY');
});
