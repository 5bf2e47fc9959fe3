// A member shows a card in the app: the bill is discounted once, whatever is lost on the way, and the app is not kept
// waiting.
import { describe, expect, test } from 'vitest';
import { SeqrError } from '../../server/seqr/errors.ts';
import { ENGINES } from '../engines.ts';
import { openShop } from '../shop.ts';
import {
  AN_EVENING,
  CARD,
  dieAt,
  FOREIGN_CARD,
  MEMBER_MINOR,
  openSauna,
  orderAt,
  TWO_HOURS,
  WHOLE_MINOR,
} from './sauna.ts';

/** What a paid order of members must be, to the öre. */
const PAID_AS_MEMBER = {
  status: 'paid',
  alarm: null,
  pending: null,
  basket: { totalMinor: MEMBER_MINOR },
  payment: { amountMinor: MEMBER_MINOR, difference: null },
};

describe.each(ENGINES)('on %s', (engine) => {
  test('a member pays less, and the page, the bill and the receipt say so', async () => {
    const shop = await openSauna(engine, null);
    const { customer, id, reference } = await orderAt(shop);
    expect(await shop.showCard(reference, CARD)).toMatchObject({
      status: 'PENDING_ISSUER_ACKNOWLEDGE',
      cards: [{ value: CARD, status: 'pending' }],
    });
    await shop.pass(4_250);
    const bill = await shop.bill(reference);
    expect(bill).toMatchObject({
      status: 'ISSUED',
      total: { value: '352.32' },
      cards: [{ value: CARD, status: 'used' }],
    });
    expect(bill.rows.slice(3)).toEqual([
      { description: 'Medlemsrabatt', quantity: '1', total: '-43.50' },
      { description: 'Medlemsrabatt', quantity: '1', total: '-13.43' },
      { description: 'Medlemsrabatt', quantity: '1', total: '-5.25' },
    ]);
    const { body } = await customer.get(id);
    expect(body).toMatchObject({
      revision: 1,
      pending: null,
      total: { amountMinor: MEMBER_MINOR },
      taxes: [
        { rate: 6, amountMinor: 1395 },
        { rate: 12, amountMinor: 815 },
        { rate: 25, amountMinor: 595 },
      ],
    });
    expect(body.lines).toHaveLength(6);
    expect(body.walletUrl).not.toBeNull();

    await shop.pay(reference);
    await shop.quiet();
    const order = await shop.store.findOrder(id);
    expect(order).toMatchObject(PAID_AS_MEMBER);
    expect(order?.confirmedAt).not.toBeNull();
    expect(await shop.store.findSideEffects(id)).toMatchObject([{ releasedAt: shop.clock.now() }]);
    expect(JSON.stringify(order)).not.toContain(CARD);
  });

  test('a card that is none of ours is said to be invalid, and the bill stays as it is', async () => {
    const shop = await openSauna(engine, null);
    const { id, reference } = await orderAt(shop);
    await shop.showCard(reference, FOREIGN_CARD);
    await shop.pass(4_250);
    expect(await shop.bill(reference)).toMatchObject({
      status: 'ISSUED',
      total: { value: '414.50' },
      cards: [{ status: 'invalid' }],
    });
    await shop.pay(reference);
    await shop.quiet();
    expect(await shop.store.findOrder(id)).toMatchObject({
      status: 'paid',
      alarm: null,
      payment: { amountMinor: WHOLE_MINOR, difference: null },
    });
  });

  test('two cards are one discount, and so is one card that is shown twice', async () => {
    const shop = await openSauna(engine, null);
    const { reference } = await orderAt(shop);
    for (const card of [CARD, CARD, '70009999', FOREIGN_CARD]) {
      await shop.showCard(reference, card);
      await shop.pass(4_250);
    }
    expect(await shop.bill(reference)).toMatchObject({
      status: 'ISSUED',
      total: { value: '352.32' },
      cards: [
        { value: CARD, status: 'used' },
        { value: '70009999', status: 'invalid' },
        { value: FOREIGN_CARD, status: 'invalid' },
      ],
    });
  });

  test.each(['reset-before', 'reset-after', 'half', 'fault', 'html', 'busy', 'delay'] as const)(
    'an answer that meets "%s" is sent again until SEQR has taken it, and is one discount',
    async (kind) => {
      const shop = await openSauna(engine, null);
      const { id, reference } = await orderAt(shop);
      await shop.faults({ on: 'updateInvoice', kind, times: 2, delayMs: 5_000 });
      await shop.showCard(reference, CARD);
      await shop.pass(30_000);
      expect(await shop.bill(reference)).toMatchObject({ status: 'ISSUED', total: { value: '352.32' } });
      expect(await shop.store.findOrder(id)).toMatchObject({
        status: 'payable',
        pending: null,
        alarm: null,
        basket: { totalMinor: MEMBER_MINOR, revision: 1 },
      });
      await shop.pay(reference);
      await shop.quiet();
      expect(await shop.store.findOrder(id)).toMatchObject(PAID_AS_MEMBER);
    },
  );

  test('what SEQR has taken without our knowing can be paid at once: the receipt tells', async () => {
    const shop = await openSauna(engine, null);
    const { customer, id, reference } = await orderAt(shop);
    await shop.faults({ on: 'updateInvoice', kind: 'reset-after' });
    await shop.showCard(reference, CARD);
    expect((await customer.get(id)).body).toMatchObject({
      pending: { total: { amountMinor: MEMBER_MINOR } },
    });
    await shop.pay(reference);
    await shop.quiet();
    expect(await shop.store.findOrder(id)).toMatchObject(PAID_AS_MEMBER);
  });

  test('a process that dies between its word and its call leaves the same answer to the next one', async () => {
    const shop = await openSauna(engine, null);
    const { id, reference } = await orderAt(shop);
    await shop.showCard(reference, CARD);
    dieAt(shop, 'updateInvoice');
    await shop.pass(4_250);
    expect(await shop.bill(reference)).toMatchObject({ total: { value: '414.50' } });
    expect(await shop.store.findOrder(id)).toMatchObject({
      basket: { totalMinor: WHOLE_MINOR },
      pending: { basket: { totalMinor: MEMBER_MINOR } },
      invoiceVersion: 0,
    });
    await shop.pass(4_250);
    expect(await shop.bill(reference)).toMatchObject({ status: 'ISSUED', total: { value: '352.32' } });
    expect(await shop.store.findOrder(id)).toMatchObject({ pending: null, invoiceVersion: 2 });
  });

  test('a basket that is changed afterwards is discounted as well, and once', async () => {
    const shop = await openSauna(engine, null);
    const { customer, id, reference } = await orderAt(shop);
    await shop.showCard(reference, CARD);
    await shop.pass(4_250);
    expect((await customer.put(id, AN_EVENING)).body).toMatchObject({ total: { amountMinor: MEMBER_MINOR } });
    const { status, body } = await customer.put(id, { ...TWO_HOURS, revision: 2 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ revision: 2, pending: null, total: { amountMinor: 24_650 } });
    expect(body.lines.map(({ sku, totalMinor }) => [sku, totalMinor])).toEqual([
      ['hour', 29_000],
      ['discount:6', -4_350],
    ]);
    await shop.pay(reference);
    await shop.quiet();
    expect(await shop.store.findOrder(id)).toMatchObject({
      alarm: null,
      payment: { amountMinor: 24_650, difference: null },
    });
  });

  test('a card that is shown while a change is without its answer discounts what the customer asked for last', async () => {
    const shop = await openSauna(engine, null);
    const { customer, id, reference } = await orderAt(shop);
    await shop.faults({ on: 'updateInvoice', kind: 'reset-before' });
    await customer.put(id, { ...TWO_HOURS, revision: 2 });
    await shop.showCard(reference, CARD);
    await shop.pass(4_250);
    expect(await shop.bill(reference)).toMatchObject({ status: 'PENDING_ISSUER_ACKNOWLEDGE' });
    await shop.pass(6_000);
    expect(await shop.bill(reference)).toMatchObject({ status: 'ISSUED', total: { value: '246.50' } });
    expect(await shop.store.findOrder(id)).toMatchObject({
      pending: null,
      basket: { revision: 2 },
      alarm: null,
    });
  });
});

test('a card that is shown while a change is on its way is answered by the changed basket', async () => {
  const shop = await openSauna('sqlite', null);
  const { customer, id, reference } = await orderAt(shop);
  await shop.showCard(reference, CARD);
  const changed = await customer.put(id, { ...TWO_HOURS, revision: 2 });
  expect(changed).toMatchObject({ status: 200, body: { total: { amountMinor: 29_000 } } });
  expect(await shop.bill(reference)).toMatchObject({ status: 'PENDING_ISSUER_ACKNOWLEDGE' });
  await shop.pass(4_250);
  expect(await shop.bill(reference)).toMatchObject({ status: 'ISSUED', total: { value: '246.50' } });
});

test('a bill that waits for our word can be cancelled', async () => {
  const shop = await openSauna('sqlite', null);
  const { customer, id, reference } = await orderAt(shop);
  await shop.showCard(reference, CARD);
  expect(await customer.cancel(id)).toMatchObject({ status: 200, body: { status: 'canceled' } });
  expect(await shop.bill(reference)).toMatchObject({ status: 'CANCELED' });
});

test('an answer that SEQR refuses is for a person: the app stays blocked', async () => {
  const shop = await openSauna('sqlite', null);
  const { id, reference } = await orderAt(shop);
  const { seqr } = shop.shop;
  const call = seqr.call.bind(seqr);
  seqr.call = (operation, request) =>
    operation === 'updateInvoice'
      ? Promise.reject(new SeqrError({ kind: 'rejected', operation, resultCode: 49 }))
      : call(operation, request);
  await shop.showCard(reference, CARD);
  await shop.pass(12_000);
  const order = await shop.store.findOrder(id);
  expect(order).toMatchObject({ status: 'payable', invoiceVersion: 0 });
  expect(order?.alarm).toContain('49 INVALID_INVOICE_DATA');
  seqr.call = call;
  await shop.pass(4_250);
  expect(await shop.bill(reference)).toMatchObject({ status: 'ISSUED', total: { value: '352.32' } });
});

test('nobody is asked about cards where none are taken', async () => {
  const shop = await openShop();
  const { invoiceReference } = await (await shop.visit()).order();
  expect(await shop.bill(invoiceReference)).toMatchObject({ takesCards: false });
  await expect(shop.showCard(invoiceReference, CARD)).rejects.toThrow('no-cards');
});
