// An order ends while an invoice of it that nobody has seen, and a notification has named, may be paid or unpaid.
import { describe, expect, test } from 'vitest';
import { ENGINES } from '../engines.ts';
import { adults, openShop } from '../shop.ts';
import { away, loseInvoice } from './lose-invoice.ts';

describe.each(ENGINES)('on %s', (engine) => {
  test('the customer cannot cancel while SEQR does not say what became of a named invoice', async () => {
    const shop = await openShop({ engine });
    const { customer, id, reference } = await loseInvoice(shop);
    await shop.faults(away(2));
    await shop.pay(reference);
    await shop.quiet();
    expect(await customer.cancel(id)).toMatchObject({
      status: 504,
      body: { code: 'seqr-unclear', order: { status: 'placing' } },
    });
    await shop.pass(5_000);
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'paid', alarm: null });
  });

  test('nor does the order end by time', async () => {
    const shop = await openShop({ engine });
    const { id, reference } = await loseInvoice(shop);
    await shop.sleepThrough(598_000);
    await shop.faults(away(3));
    await shop.pay(reference);
    await shop.quiet();
    await shop.pass(12_000);
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'paid', alarm: null });
    expect(await shop.bill(reference)).toMatchObject({ isReversed: false });
  });

  test.each(['canceled', 'expired'] as const)(
    'an unpaid one, which nobody has seen, is taken back before the order is %s',
    async (as) => {
      const shop = await openShop({ engine });
      const { customer, id, reference, name } = await loseInvoice(shop);
      await name();
      if (as === 'canceled') await customer.cancel(id);
      else {
        await shop.sleepThrough(600_000);
        await shop.pass(500);
      }
      expect(await shop.store.findOrder(id)).toMatchObject({ status: as, nextCheckAt: null, alarm: null });
      expect(await shop.bill(reference)).toMatchObject({ status: 'CANCELED' });
    },
  );

  test('an unpaid one that SEQR does not take back keeps the order from ending', async () => {
    const shop = await openShop({ engine });
    const { customer, id, reference, name } = await loseInvoice(shop);
    await name();
    await shop.faults({ on: 'cancelInvoice', kind: 'busy' });
    expect(await customer.cancel(id)).toMatchObject({ status: 504, body: { code: 'seqr-unclear' } });
    expect(await customer.cancel(id)).toMatchObject({ status: 200, body: { status: 'canceled' } });
    expect(await shop.bill(reference)).toMatchObject({ status: 'CANCELED' });
  });

  test('one that is named after the order has ended is taken back as well', async () => {
    const shop = await openShop({ engine });
    const { customer, id, reference, name } = await loseInvoice(shop);
    await customer.cancel(id);
    await name();
    expect(await shop.bill(reference)).toMatchObject({ status: 'CANCELED' });
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'canceled', nextCheckAt: null });
  });

  test('one that was paid is found although the order has ended with its own invoice', async () => {
    const shop = await openShop({ engine });
    const { customer, id, reference } = await loseInvoice(shop);
    await customer.put(id, adults(2));
    await customer.cancel(id);
    await shop.faults(away(1));
    await shop.pay(reference);
    await shop.quiet();
    await shop.pass(5_000);
    const order = await shop.store.findOrder(id);
    expect(order).toMatchObject({ status: 'canceled' });
    expect(order?.alarm).toContain(reference);
  });
});
