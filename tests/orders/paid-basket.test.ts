// Which basket was paid, when SEQR's bill may have held any of several: every way in which the receipt tells, or not.
import { expect, test } from 'vitest';
import { applyObservation, newOrder } from '../../server/orders/order.ts';
import type { PaidReceipt } from '../../server/seqr/mapping.ts';
import type { Basket, Order, PendingBasket } from '../../server/store/records.ts';

const NOW = 1_000_000;

/** Adults for 65.00 and children for 32.50. */
function basket(revision: number, adults: number, children = 0, departure = '7'): Basket {
  const line = (sku: string, quantity: number, unitPriceMinor: number) =>
    quantity === 0
      ? []
      : [{ sku, name: sku, quantity, unitPriceMinor, totalMinor: quantity * unitPriceMinor, taxRate: 6 }];
  const lines = [...line('adult', adults, 6500), ...line('child', children, 3250)];
  const totalMinor = lines.reduce((sum, { totalMinor: part }) => sum + part, 0);
  return { revision, choices: { departure }, lines, totalMinor, currency: 'SEK', taxes: [] };
}

function receiptOf({ totalMinor, lines }: Basket, changes: Partial<PaidReceipt> = {}): PaidReceipt {
  const rows = lines.map(({ sku, quantity, totalMinor: part }) => ({ sku, quantity, totalMinor: part }));
  const numbers = { clientInvoiceId: 'F-1-1', paymentReference: 'p' };
  return { amountMinor: totalMinor, currency: 'SEK', ...numbers, rows, ...changes };
}

function pay(own: Basket, pending: Omit<PendingBasket, 'sentAt'> | null, receipt: PaidReceipt): Order {
  const placed = newOrder({
    id: 'o',
    tokenHash: 't',
    language: 'en',
    basket: own,
    bookingNumber: 'F-1',
    createdAt: 0,
    expiresAt: NOW + 600_000,
  });
  const payable: Order = {
    ...placed,
    status: 'payable',
    invoiceReference: '1',
    clientInvoiceId: 'F-1-1',
    pending: pending && { ...pending, sentAt: 0 },
  };
  const observation = { kind: 'paid', version: 1, ersReference: 'e', receipt } as const;
  return { ...payable, ...applyObservation(payable, observation, { version: 0, status: 'payable' }, NOW) };
}

test.each([
  ['the confirmed one', basket(1, 2)],
  ['the one that waits', basket(4, 5)],
  ['an earlier one whose answer was lost', basket(2, 3)],
  ['another earlier one', basket(3, 0, 4)],
])('the receipt tells: %s', (_which, paid) => {
  const pending = { basket: basket(4, 5), maybe: [basket(2, 3), basket(3, 0, 4)] };
  expect(pay(basket(1, 2), pending, receiptOf(paid))).toMatchObject({
    status: 'paid',
    basket: paid,
    pending: null,
    payment: { difference: null },
    alarm: null,
  });
});

test('without rows the amount tells, as long as only one basket has it', () => {
  const pending = { basket: basket(2, 3), maybe: [] };
  const after = pay(basket(1, 2), pending, receiptOf(basket(2, 3), { rows: null }));
  expect(after).toMatchObject({ basket: { revision: 2 }, payment: { difference: null }, alarm: null });
});

test.each([
  ['of one price, without rows', basket(2, 0, 4), { rows: null }],
  ['that differ in a choice', basket(2, 2, 0, '1'), {}],
])(
  'two baskets %s cannot be told apart: the confirmed one stays, and a person looks',
  (_how, other, changes) => {
    const after = pay(basket(1, 2), { basket: other, maybe: [] }, receiptOf(basket(1, 2), changes));
    expect(after).toMatchObject({
      basket: { revision: 1 },
      pending: null,
      payment: { difference: 'basket' },
    });
    expect(after.alarm).toContain('basket');
  },
);

test('the same basket under two revisions is one', () => {
  const pending = { basket: basket(3, 2), maybe: [basket(2, 3)] };
  const after = pay(basket(1, 2), pending, receiptOf(basket(1, 2)));
  expect(after).toMatchObject({ basket: { revision: 3 }, payment: { difference: null }, alarm: null });
});

test('rows in another order are the same basket', () => {
  const [own, other] = [basket(1, 1, 2), basket(2, 2)];
  const { rows } = receiptOf(own);
  const receipt = receiptOf(own, { rows: rows?.toReversed() ?? null });
  const after = pay(own, { basket: other, maybe: [] }, receipt);
  expect(after).toMatchObject({ basket: own, payment: { difference: null }, alarm: null });
});

test('rows that are none of the baskets that fit tell nothing', () => {
  const rows = [{ sku: 'bicycle', quantity: 2, totalMinor: 13000 }];
  const pending = { basket: basket(2, 0, 4), maybe: [] };
  expect(pay(basket(1, 2), pending, receiptOf(basket(1, 2), { rows }))).toMatchObject({
    basket: { revision: 1 },
    payment: { difference: 'basket' },
  });
});

test('where one basket alone can have been paid, nothing hangs on how SEQR writes its rows', () => {
  const rows = [{ sku: 'ADULT', quantity: 1, totalMinor: 13000 }];
  const after = pay(basket(1, 2), null, receiptOf(basket(1, 2), { rows }));
  expect(after).toMatchObject({ payment: { difference: null }, alarm: null });
});
