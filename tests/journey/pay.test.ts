// The way of the data, from the scanned code to the confirmed payment, on both engines.
import { describe, expect, test, vi } from 'vitest';
import { ENGINES } from '../engines.ts';
import { openShop, PATIENCE } from '../shop.ts';

test('what the log says of a request and what it says of its order can be joined', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const { id, invoiceReference } = await customer.order();
  await shop.pay(invoiceReference);
  await shop.quiet();
  const lines = shop.logged
    .map((line) => JSON.parse(line) as { orderId?: string; route?: string; msg: string })
    .filter(({ orderId }) => orderId === id);
  expect(lines.map(({ route, msg }) => route ?? msg)).toEqual(
    expect.arrayContaining([
      '/api/orders/:id',
      '/api/orders/:id/launch',
      'order moved',
      'payment confirmed to SEQR',
    ]),
  );
});

describe.each(ENGINES)('on %s', (engine) => {
  test('a paid order is confirmed to SEQR, and its side effect goes out once', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference, bookingNumber, walletUrl } = await customer.order(2);
    expect(walletUrl).toBe(`seqr-demo://SEQR.SE/R${invoiceReference}`);

    const bill = await shop.bill(invoiceReference);
    expect(bill.footer).toContain(bookingNumber);
    expect(bill.total).toEqual({ value: '130.00', currency: 'SEK' });

    await shop.pay(invoiceReference);
    await shop.quiet();
    const order = await shop.store.findOrder(id);
    expect(order).toMatchObject({
      status: 'paid',
      alarm: null,
      payment: { amountMinor: 13000, difference: null },
    });
    expect(order?.confirmedAt).not.toBeNull();
    expect(await shop.store.findSideEffects(id)).toMatchObject([
      { kind: 'paid', releasedAt: shop.clock.now() },
    ]);

    const { body } = await customer.session(invoiceReference);
    expect(body.order).toMatchObject({ id, status: 'paid', bookingNumber, walletUrl: null });
  });

  test('without any notification the watcher finds the payment within 4 seconds', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order();
    await shop.faults({ on: 'notification', kind: 'drop' });
    await shop.pay(invoiceReference);
    await shop.pass(3_750);
    await shop.pass(250);
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'paid' });
    await shop.pass(30_000);
    expect(await shop.bill(invoiceReference)).toMatchObject({ status: 'PAID', isReversed: false });
  });

  test('some 25 seconds after the confirmation SEQR is asked once more, and then never again', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order();
    await shop.pay(invoiceReference);
    await shop.quiet();
    const asked = () => shop.called('getPaymentStatus');
    const before = asked();
    await shop.pass(24_750);
    expect(asked()).toBe(before);
    await shop.pass(500);
    expect(asked()).toBe(before + 1);
    expect(await shop.store.findOrder(id)).toMatchObject({ nextCheckAt: null, reversedAt: null });
    await shop.pass(60_000);
    expect(asked()).toBe(before + 1);
  });

  test('a payment that nobody could confirm in time is shown as cancelled, never as paid', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { invoiceReference } = await customer.order();
    await shop.faults({ on: 'notification', kind: 'drop' });
    await shop.pay(invoiceReference);
    await shop.sleepThrough(20_000);
    const { body } = await customer.session(invoiceReference);
    expect(body.order).toMatchObject({ status: 'canceled', payment: null });
    expect(await shop.bill(invoiceReference)).toMatchObject({ isReversed: true });
  });

  test('a payment that is asked for at the last moment is kept', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { invoiceReference } = await customer.order();
    await shop.faults({ on: 'notification', kind: 'drop' });
    await shop.pay(invoiceReference);
    await shop.sleepThrough(19_999);
    const { body } = await customer.session(invoiceReference);
    expect(body.order).toMatchObject({ status: 'paid' });
    await shop.pass(30_000);
    expect(await shop.bill(invoiceReference)).toMatchObject({ status: 'PAID', isReversed: false });
  });

  test('a declined payment fails the order, and the basket is still there', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { invoiceReference } = await customer.order(3);
    await shop.act(invoiceReference, 'decline');
    const { body } = await customer.session(invoiceReference);
    expect(body.order).toMatchObject({
      status: 'failed',
      lines: [{ sku: 'adult', quantity: 3 }],
      walletUrl: null,
    });
  });

  test('an unpaid invoice is cancelled at SEQR when its time is over', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order();
    await shop.sleepThrough(598_000);
    await shop.pass(1_000);
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'payable' });
    await shop.pass(5_000);
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'expired' });
    expect(await shop.bill(invoiceReference)).toMatchObject({ status: 'CANCELED' });
  });

  test('an invoice that is paid when its time is over is paid', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order();
    await shop.faults({ on: 'notification', kind: 'drop' });
    await shop.sleepThrough(599_500);
    await shop.pay(invoiceReference);
    await shop.pass(1_000);
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'paid' });
  });

  test('however many pages wait, they ask SEQR once a second', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id } = await customer.order();
    await shop.quiet();
    const asked = () => shop.called('getPaymentStatus');
    const [before, asleep] = [asked(), shop.clock.sleepers];
    const pages = Promise.all(Array.from({ length: 50 }, () => customer.get(id)));
    // All but one wait for their turn: the clock must stand until they have come, and the one has asked.
    await vi.waitUntil(() => shop.clock.sleepers >= asleep + 49 && asked() > before, PATIENCE);
    expect(asked()).toBe(before + 1);
    await shop.clock.advance(1_000);
    await pages;
    expect(asked()).toBe(before + 2);
  });

  test('a page that comes back within a second of the payment is told of it at once', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order();
    await shop.pay(invoiceReference);
    await shop.quiet();
    // The clock stands: who waited for the next turn would wait for ever.
    for (let page = 0; page < 3; page += 1) {
      expect((await customer.session(invoiceReference)).body.order).toMatchObject({ id, status: 'paid' });
    }
  });
});
