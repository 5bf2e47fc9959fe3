// The customer's cancel: SEQR is asked first, and a payment wins whenever it comes.
import { describe, expect, test, vi } from 'vitest';
import { ENGINES } from '../engines.ts';
import { openShop, PATIENCE } from '../shop.ts';

describe.each(ENGINES)('on %s', (engine) => {
  test('an unpaid order is cancelled here and at SEQR', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order();
    expect(await customer.cancel(id)).toMatchObject({
      status: 200,
      body: { status: 'canceled', walletUrl: null },
    });
    expect(await shop.bill(invoiceReference)).toMatchObject({ status: 'CANCELED' });
    expect(await customer.cancel(id)).toMatchObject({ status: 200, body: { status: 'canceled' } });
  });

  test('an order that was paid a moment ago is paid, not cancelled', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order();
    await shop.faults({ on: 'notification', kind: 'drop' });
    await shop.pay(invoiceReference);
    expect(await customer.cancel(id)).toMatchObject({ status: 200, body: { status: 'paid' } });
    expect(shop.called('cancelInvoice')).toBe(0);
  });

  test('a cancel whose answer is lost asks SEQR what became of it', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id } = await customer.order();
    await shop.faults({ on: 'cancelInvoice', kind: 'reset-after' });
    expect(await customer.cancel(id)).toMatchObject({ status: 200, body: { status: 'canceled' } });
  });

  test('nothing is cancelled while SEQR does not say what was paid', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order();
    await shop.faults({ on: 'getPaymentStatus', kind: 'fault', times: 10 });
    expect(await customer.cancel(id)).toMatchObject({
      status: 504,
      body: { code: 'seqr-unclear', canRetry: true },
    });
    expect(await shop.bill(invoiceReference)).toMatchObject({ status: 'ISSUED' });
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'payable' });
  });

  test('a cancel that the payment has overtaken is told so, also when SEQR then says no more', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order();
    const { seqr } = shop.shop;
    const call = seqr.call.bind(seqr);
    seqr.call = async (operation, request) => {
      if (operation === 'cancelInvoice') {
        await shop.faults(
          { on: 'notification', kind: 'drop' },
          { on: 'getPaymentStatus', kind: 'fault', times: 10 },
        );
        await shop.pay(invoiceReference);
      }
      return call(operation, request);
    };
    expect(await customer.cancel(id)).toMatchObject({ body: { code: 'payment-in-progress' } });
    await shop.faults();
    await shop.pass(4_250);
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'paid' });
  });

  test('what the customer cancels in the app is cancelled here', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { invoiceReference } = await customer.order();
    await shop.act(invoiceReference, 'cancel');
    const { body } = await customer.session();
    expect(body.order).toMatchObject({ status: 'canceled' });
  });

  test.each(['PARTIALLY_PAID', 'SETTLED'])(
    'an invoice that SEQR calls %s is neither cancelled nor expired',
    async (status) => {
      const shop = await openShop({ engine });
      const customer = await shop.visit();
      const { id } = await customer.order();
      const call = shop.shop.seqr.call.bind(shop.shop.seqr);
      shop.shop.seqr.call = ((operation, request) =>
        operation === 'getPaymentStatus'
          ? Promise.resolve({ resultCode: 0, status, version: 1 })
          : call(operation, request)) as typeof call;
      expect(await customer.cancel(id)).toMatchObject({ status: 504, body: { code: 'seqr-unclear' } });
      await shop.sleepThrough(600_000);
      await shop.pass(70_000);
      expect(await shop.store.findOrder(id)).toMatchObject({
        status: 'payable',
        alarm: expect.any(String) as string,
      });
      expect(shop.called('cancelInvoice')).toBe(0);
    },
  );

  test('cancelling again and again asks SEQR no more than a page would', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id } = await customer.order();
    await customer.cancel(id);
    const asked = () => shop.called('getPaymentStatus');
    const [before, asleep] = [asked(), shop.clock.sleepers];
    const again = Promise.all(Array.from({ length: 30 }, () => customer.cancel(id)));
    await vi.waitUntil(() => shop.clock.sleepers >= asleep + 29, PATIENCE);
    await shop.clock.advance(1_000);
    expect((await again).every(({ body }) => body.status === 'canceled')).toBe(true);
    // Two turns, and the acknowledgement of what the first one learned.
    expect(asked() - before).toBeLessThanOrEqual(3);
  });
});
