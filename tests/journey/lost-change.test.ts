// A change whose answer is lost: no wallet link until SEQR has confirmed one, and the receipt tells which basket was paid.
import { describe, expect, test } from 'vitest';
import { ENGINES } from '../engines.ts';
import { adults, openShop } from '../shop.ts';

describe.each(ENGINES)('on %s', (engine) => {
  test('until SEQR has confirmed a change there is no wallet link, and the same PUT again mends it', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id } = await customer.order(2);
    await shop.faults({ on: 'updateInvoice', kind: 'reset-before' });
    const lost = await customer.put(id, adults(3, 2));
    expect(lost).toMatchObject({
      status: 504,
      body: { code: 'seqr-unclear', order: { revision: 1, pending: { revision: 2 }, walletUrl: null } },
    });
    const { body } = await customer.put(id, adults(3, 2));
    expect(body).toMatchObject({ revision: 2, pending: null, status: 'payable' });
    expect(body.walletUrl).not.toBeNull();
  });

  test.each([
    ['reset-before', 13000, 1],
    ['reset-after', 19500, 2],
  ] as const)(
    'when the answer to a change is lost (%s), the receipt tells which basket was paid',
    async (kind, total, revision) => {
      const shop = await openShop({ engine });
      const customer = await shop.visit();
      const { id, invoiceReference } = await customer.order(2);
      await shop.faults({ on: 'updateInvoice', kind });
      await customer.put(id, adults(3, 2));
      await shop.pay(invoiceReference);
      await shop.quiet();
      expect(await shop.store.findOrder(id)).toMatchObject({
        status: 'paid',
        basket: { revision, totalMinor: total },
        pending: null,
        payment: { amountMinor: total, difference: null },
      });
    },
  );

  test('a change that SEQR refuses leaves no link while an earlier one is without its answer', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order(2);
    await shop.faults({ on: 'updateInvoice', kind: 'reset-after' }, { on: 'updateInvoice', kind: 'busy' });
    await customer.put(id, adults(3, 2));
    await shop.sleepThrough(6_000);
    expect(await customer.put(id, adults(4, 3))).toMatchObject({
      body: { code: 'seqr-busy', order: { pending: { revision: 3 }, walletUrl: null } },
    });
    await shop.pay(invoiceReference);
    await shop.quiet();
    expect(await shop.store.findOrder(id)).toMatchObject({
      status: 'paid',
      basket: { revision: 2, totalMinor: 19500 },
      payment: { difference: null },
    });
  });

  test('nor does the same change, refused when it is repeated', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id } = await customer.order(2);
    await shop.faults({ on: 'updateInvoice', kind: 'reset-after' }, { on: 'updateInvoice', kind: 'busy' });
    await customer.put(id, adults(3, 2));
    expect(await customer.put(id, adults(3, 2))).toMatchObject({
      body: { code: 'seqr-busy', order: { pending: { revision: 2 }, walletUrl: null } },
    });
    const { body } = await customer.put(id, adults(3, 2));
    expect(body).toMatchObject({ revision: 2, pending: null });
    expect(body.walletUrl).not.toBeNull();
  });

  test.each([
    ['reset-before', 'adult', 2],
    ['reset-after', 'child', 4],
  ] as const)('of two baskets of one price the receipt’s rows tell (%s)', async (kind, sku, quantity) => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order(2);
    await shop.faults({ on: 'updateInvoice', kind });
    await customer.put(id, { lines: [{ sku: 'child', quantity: 4 }], revision: 2 });
    await shop.pay(invoiceReference);
    await shop.quiet();
    expect(await shop.store.findOrder(id)).toMatchObject({
      basket: { lines: [{ sku, quantity }] },
      payment: { difference: null },
      alarm: null,
    });
  });

  test('two baskets that differ in a choice only are for a person: the receipt does not tell', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order(2);
    await shop.faults({ on: 'updateInvoice', kind: 'reset-before' });
    await customer.put(id, { ...adults(2, 2), choices: { departure: '1' } });
    await shop.pay(invoiceReference);
    await shop.quiet();
    const order = await shop.store.findOrder(id);
    expect(order).toMatchObject({
      status: 'paid',
      basket: { revision: 1, choices: { departure: '7' } },
      payment: { difference: 'basket' },
    });
    expect(order?.alarm).toContain('basket');
    expect(await shop.store.findSideEffects(id)).toMatchObject([{ releasedAt: null }]);
  });
});
