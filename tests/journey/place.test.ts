// Placing: one invoice however often and from wherever it is asked for.
import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { placeOrder } from '../../server/orders/place-order.ts';
import { Refusal } from '../../server/orders/refusal.ts';
import { ENGINES } from '../engines.ts';
import { adults, openShop, PATIENCE } from '../shop.ts';

describe.each(ENGINES)('on %s', (engine) => {
  test('a thousand PUTs at once make one invoice', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => customer.put(id, adults(2))));
    const references = new Set(answers.map(({ body }) => body.invoiceReference));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(references.size).toBe(1);
    expect(shop.called('sendInvoice')).toBe(1);
    expect(await shop.store.attempts.ofOrder(id)).toHaveLength(1);
  });

  test('two tabs with orders of their own make one invoice; the second is told of the first', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const ids = [randomUUID(), randomUUID()];
    const answers = await Promise.all(ids.map((id) => customer.put(id, adults(2))));
    const [first, second] = answers.toSorted((a, b) => a.status - b.status);
    expect(first?.status).toBe(200);
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'order-live', order: { id: first?.body.id } },
    });
    expect(shop.called('sendInvoice')).toBe(1);
  });

  test('after the end of one order the same visit may make another', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const first = await customer.order();
    await customer.cancel(first.id);
    await shop.sleepThrough(1);
    const second = await customer.order();
    expect(second.bookingNumber).not.toBe(first.bookingNumber);
    const { body } = await customer.session();
    expect(body.order?.id).toBe(second.id);
  });

  test('the order is stored before SEQR hears of it', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const id = randomUUID();
    await shop.faults({ on: 'sendInvoice', kind: 'reset-before' });
    const { status, body } = await customer.put(id, adults(2));
    expect(status).toBe(504);
    expect(body).toMatchObject({ code: 'seqr-unclear', canRetry: true, order: { id, status: 'placing' } });
    expect(await shop.store.findOrder(id)).toMatchObject({
      status: 'placing',
      basket: { totalMinor: 13000 },
    });
  });

  test.each(['reset-after', 'half', 'html', 'fault'] as const)(
    'a sendInvoice whose answer is lost (%s) is repeated only by the customer, with a number of its own',
    async (kind) => {
      const shop = await openShop({ engine });
      const customer = await shop.visit();
      const id = randomUUID();
      await shop.faults({ on: 'sendInvoice', kind });
      expect((await customer.put(id, adults(2))).status).toBe(504);
      expect(shop.called('sendInvoice')).toBe(1);

      const { status, body } = await customer.put(id, adults(2));
      expect(status).toBe(200);
      expect(body.status).toBe('payable');
      const attempts = await shop.store.attempts.ofOrder(id);
      expect(attempts.map(({ state }) => state)).toEqual(['unknown', 'answered']);
      expect(new Set(attempts.map(({ clientInvoiceId }) => clientInvoiceId)).size).toBe(2);
      expect(new Set(attempts.map(({ key }) => key)).size).toBe(2);
      const disclosed = attempts.filter(({ invoiceReference }) => invoiceReference !== null);
      expect(disclosed).toHaveLength(1);
    },
  );

  test('a busy SEQR leaves the order to be sent again', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const id = randomUUID();
    await shop.faults({ on: 'sendInvoice', kind: 'busy' });
    expect(await customer.put(id, adults(2))).toMatchObject({ status: 503, body: { code: 'seqr-busy' } });
    expect(await customer.put(id, adults(2))).toMatchObject({ status: 200, body: { status: 'payable' } });
  });

  test('an order that was cancelled while it was being placed takes its invoice back', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const id = randomUUID();
    await shop.faults({ on: 'sendInvoice', kind: 'reset-after' });
    await customer.put(id, adults(2));
    expect(await customer.cancel(id)).toMatchObject({ status: 200, body: { status: 'canceled' } });
    expect(await customer.put(id, adults(2))).toMatchObject({ status: 200, body: { status: 'canceled' } });
    expect(shop.called('sendInvoice')).toBe(1);
  });
});

test('twenty equal PUTs whose answer is lost are one attempt, not twenty invoices', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const id = randomUUID();
  await shop.faults({ on: 'sendInvoice', kind: 'reset-after', times: 20 });
  const answers = await Promise.all(Array.from({ length: 20 }, () => customer.put(id, adults(2))));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([504]));
  expect(shop.called('sendInvoice')).toBe(1);
  expect(await shop.bills()).toHaveLength(1);
});

test('three processes that retry a lost attempt at once send one', async () => {
  const shop = await openShop({ engine: 'postgres' });
  const customer = await shop.visit();
  const id = randomUUID();
  await shop.faults({ on: 'sendInvoice', kind: 'reset-before' });
  await customer.put(id, adults(2));
  // Past the route, which would put them in turn: this is what three instances over one store do.
  const placement = {
    id,
    token: customer.token,
    tokenHash: customer.tokenHash,
    language: 'en',
    put: adults(2),
  };
  const outcomes = await Promise.all(Array.from({ length: 3 }, () => placeOrder(shop.shop, placement)));
  expect(outcomes.every((outcome) => !(outcome instanceof Refusal))).toBe(true);
  expect(shop.called('sendInvoice')).toBe(2);
  expect(await shop.bills()).toHaveLength(1);
  expect(await shop.store.attempts.ofOrder(id)).toHaveLength(2);
});

test('a PUT that takes long is answered with the order as far as it has got, to its owner only', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const stranger = await shop.visit();
  const id = randomUUID();
  await shop.faults({ on: 'sendInvoice', kind: 'delay', delayMs: 30_000 });
  const asleep = shop.clock.sleepers;
  const [own, foreign] = [customer.put(id, adults(2)), stranger.put(id, adults(2))];
  await vi.waitUntil(async () => (await shop.store.findOrder(id)) !== null, PATIENCE);
  await vi.waitUntil(() => shop.clock.sleepers >= asleep + 3, PATIENCE);
  await shop.clock.advance(5_000);
  expect(await own).toMatchObject({ status: 202, body: { id, status: 'placing' } });
  const { status, body } = await foreign;
  expect(status).not.toBe(202);
  expect(body.order).toBeUndefined();
  expect(body.bookingNumber).toBeUndefined();
});

test('another basket waits for the attempt that is under way', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const id = randomUUID();
  await shop.faults({ on: 'sendInvoice', kind: 'reset-before' });
  await customer.put(id, adults(2));
  const [attempt] = await shop.store.attempts.ofOrder(id);
  // As another process leaves it, or one that was killed.
  const key = 'a-key-of-another-process';
  const sending = { ...attempt, orderId: id, key, clientInvoiceId: 'F-9', state: 'sending' } as const;
  await shop.store.changeOrder(id, () => ({
    attempt: { ...sending, invoiceReference: null, startedAt: shop.clock.now() + 1 },
  }));
  expect(await customer.put(id, adults(2))).toMatchObject({ status: 202, body: { status: 'placing' } });
  expect(await customer.put(id, adults(3, 2))).toMatchObject({ status: 504, body: { code: 'seqr-unclear' } });
  await shop.sleepThrough(6_001);
  expect(await customer.put(id, adults(3, 2))).toMatchObject({
    status: 200,
    body: { total: { amountMinor: 19500 } },
  });
});

test('a paid order that is put again is shown as it was priced, whatever is sold by now', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const { id, invoiceReference } = await customer.order(2);
  await shop.pay(invoiceReference);
  await shop.quiet();
  shop.shop.definition = { ...shop.shop.definition, service: { ...shop.shop.definition.service, items: [] } };
  expect(await customer.put(id, adults(2))).toMatchObject({ status: 200, body: { status: 'paid' } });
});

test('the first PUT may carry a later revision: the page may have lost an answer', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  expect(await customer.put(randomUUID(), adults(2, 4))).toMatchObject({
    status: 200,
    body: { revision: 4 },
  });
});

test('the price is the server’s alone', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const cheap = { lines: [{ sku: 'adult', quantity: 1, unitPriceMinor: 1 }], total: 1 };
  const answer = await customer.put(randomUUID(), cheap);
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-request' } });
});

test('an order that nobody sent to SEQR expires without a word to it', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const id = randomUUID();
  await shop.faults({ on: 'sendInvoice', kind: 'busy', times: 5 });
  await customer.put(id, adults(2));
  await shop.sleepThrough(600_000);
  await shop.pass(500);
  expect(await shop.store.findOrder(id)).toMatchObject({ status: 'expired' });
  expect(shop.called('cancelInvoice')).toBe(0);
});
