// SEQR's call wakes settling and proves nothing.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ENGINES } from '../engines.ts';
import { adults, openShop } from '../shop.ts';

describe.each(ENGINES)('on %s', (engine) => {
  test.each(['duplicate', 'empty'] as const)(
    'a notification that comes as %s settles the order once',
    async (kind) => {
      const shop = await openShop({ engine });
      const customer = await shop.visit();
      const { id, invoiceReference } = await customer.order();
      await shop.faults({ on: 'notification', kind });
      await shop.pay(invoiceReference);
      await shop.quiet();
      expect(await shop.store.findOrder(id)).toMatchObject({ status: 'paid' });
      expect(await shop.store.findSideEffects(id)).toHaveLength(1);
    },
  );

  test('a forged notification of an unpaid order changes nothing', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order();
    const [attempt] = await shop.store.attempts.ofOrder(id);
    const before = await shop.store.findOrder(id);
    const answer = await shop.notify(attempt?.key ?? '', `invoiceReference=${invoiceReference}&status=PAID`);
    expect(answer.status).toBe(200);
    await shop.quiet();
    expect(await shop.store.findOrder(id)).toEqual(before);
  });

  test('a notification with a foreign reference is compared, not believed', async () => {
    const shop = await openShop({ engine });
    const rich = await (await shop.visit()).order(1);
    const poor = await (await shop.visit()).order(5);
    await shop.faults({ on: 'notification', kind: 'drop' });
    await shop.pay(rich.invoiceReference);
    const [attempt] = await shop.store.attempts.ofOrder(poor.id);
    await shop.notify(attempt?.key ?? '', `invoiceReference=${rich.invoiceReference}`);
    await shop.quiet();
    expect(await shop.store.findOrder(poor.id)).toMatchObject({ status: 'payable' });
    expect(shop.logged.some((line) => line.includes('another invoice than its key'))).toBe(true);
  });

  test('a lost attempt’s key with the paid invoice of another order adopts nothing', async () => {
    const shop = await openShop({ engine });
    const other = await (await shop.visit()).order(2);
    await shop.faults({ on: 'notification', kind: 'drop' }, { on: 'sendInvoice', kind: 'reset-before' });
    await shop.pay(other.invoiceReference);
    const customer = await shop.visit();
    const id = randomUUID();
    await customer.put(id, adults(2));
    const [attempt] = await shop.store.attempts.ofOrder(id);
    await shop.notify(attempt?.key ?? '', `invoiceReference=${other.invoiceReference}`);
    await shop.quiet();
    // No alarm either: the other order's own watching takes care of its payment.
    expect(await shop.store.findOrder(id)).toMatchObject({
      status: 'placing',
      invoiceReference: null,
      alarm: null,
    });
  });
});

test.each([
  ['an unknown key', 'AAAAAAAAAAAAAAAAAAAAAA', 404],
  ['a key of another shape', 'x', 404],
  ['a body over 16 KB', 'AAAAAAAAAAAAAAAAAAAAAA', 413],
] as const)('a notification for %s is answered with a problem and logged once', async (what, key, status) => {
  const shop = await openShop();
  const body = what.startsWith('a body') ? 'x'.repeat(17_000) : 'invoiceReference=1';
  const answer = await shop.notify(key, body);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(shop.logged.filter((line) => line.includes('refused'))).toHaveLength(1);
  expect(shop.logged.join()).not.toContain(key === 'x' ? '/x"' : key);
});
