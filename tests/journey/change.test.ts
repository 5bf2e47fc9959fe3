// A basket that is changed after its invoice was sent: one invoice all the same, and whichever basket is paid is known.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { placeOrder } from '../../server/orders/place-order.ts';
import { Refusal } from '../../server/orders/refusal.ts';
import { ENGINES } from '../engines.ts';
import { adults, openShop } from '../shop.ts';

describe.each(ENGINES)('on %s', (engine) => {
  test('a higher revision changes the invoice that is there', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order(2);
    const { status, body } = await customer.put(id, adults(3, 2));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      revision: 2,
      pending: null,
      invoiceReference,
      total: { amountMinor: 19500 },
    });
    expect(await shop.bill(invoiceReference)).toMatchObject({ total: { value: '195.00' } });
    await shop.pay(invoiceReference);
    await shop.quiet();
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'paid', alarm: null });
  });

  test('an older revision, and another basket under the same one, are refused with the order as it is', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id } = await customer.order(2);
    await customer.put(id, adults(3, 2));
    for (const put of [adults(2, 1), adults(4, 2)]) {
      const answer = await customer.put(id, put);
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'revision-conflict', order: { revision: 2 } },
      });
    }
    expect((await customer.put(id, adults(3, 2))).status).toBe(200);
  });

  test('a change that comes after the payment settles instead', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order(2);
    await shop.faults({ on: 'notification', kind: 'drop' });
    await shop.pay(invoiceReference);
    const { status, body } = await customer.put(id, adults(3, 2));
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'paid', total: { amountMinor: 13000 }, revision: 1 });
  });

  test('a refused change leaves the invoice and its link as they were', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id } = await customer.order(2);
    await shop.faults({ on: 'updateInvoice', kind: 'busy' });
    const { body } = await customer.put(id, adults(3, 2));
    expect(body).toMatchObject({ code: 'seqr-busy', order: { revision: 1, pending: null } });
    expect(body.order?.walletUrl).not.toBeNull();
  });

  test('an ended order takes no other basket', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id } = await customer.order(2);
    await customer.cancel(id);
    expect(await customer.put(id, adults(3, 2))).toMatchObject({
      status: 409,
      body: { code: 'order-ended' },
    });
  });
});

test('while one change is under way another one waits', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const { id } = await customer.order(2);
  await shop.faults({ on: 'updateInvoice', kind: 'reset-before' });
  await customer.put(id, adults(3, 2));
  const other = await customer.put(id, adults(4, 3));
  expect(other).toMatchObject({
    status: 504,
    body: { code: 'seqr-unclear', canRetry: true, order: { pending: { revision: 2 } } },
  });
  await shop.sleepThrough(6_000);
  expect(await customer.put(id, adults(4, 3))).toMatchObject({
    status: 200,
    body: { revision: 3, total: { amountMinor: 26000 } },
  });
});

test('two processes with two baskets of one revision: one wins, and the bill is its', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const { id, invoiceReference } = await customer.order(2);
  const place = (quantity: number) =>
    placeOrder(shop.shop, {
      id,
      token: customer.token,
      tokenHash: customer.tokenHash,
      language: 'en',
      put: adults(quantity, 2),
    });
  const outcomes = await Promise.all([place(9), place(1)]);
  expect(outcomes.filter((outcome) => outcome instanceof Refusal)).toHaveLength(1);
  const order = await shop.store.findOrder(id);
  const { total } = await shop.bill(invoiceReference);
  expect(order).toMatchObject({ pending: null, basket: { revision: 2 } });
  expect(total.value).toBe(`${(order?.basket.totalMinor ?? 0) / 100}.00`);
});

test('launching is told to be the first only once', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const id = randomUUID();
  await customer.put(id, adults(1));
  const answers = await Promise.all([customer.launch(id), customer.launch(id), customer.launch(id)]);
  expect(answers.filter(({ body }) => body.isFirst)).toHaveLength(1);
  expect((await customer.get(id)).body.wasLaunched).toBe(true);
});
