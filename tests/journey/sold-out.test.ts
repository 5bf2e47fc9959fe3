// Sold out between one visit and the next: nobody can order more, and nobody loses what is ordered.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { adults, openShop } from '../shop.ts';

/** A shop in which two adults are ordered, and then no more are sold. */
async function sellOut() {
  const shop = await openShop();
  const customer = await shop.visit();
  const order = await customer.order(2);
  for (const item of shop.shop.definition.service.items) item.isSoldOut = item.sku === 'adult';
  return { shop, customer, ...order };
}

test('who comes too late is told which item it is', async () => {
  const { shop } = await sellOut();
  const late = await shop.visit();
  expect((await late.session()).body.service.items).toMatchObject([
    { sku: 'adult', isSoldOut: true },
    { sku: 'child', isSoldOut: false },
    { sku: 'bicycle', isSoldOut: false },
  ]);
  expect(await late.put(randomUUID(), adults(1))).toMatchObject({
    status: 422,
    body: { code: 'invalid-request', detail: 'lines.0.sku: adult is sold out' },
  });
  const others = [
    { sku: 'adult', quantity: 0 },
    { sku: 'child', quantity: 1 },
  ];
  expect((await late.put(randomUUID(), { lines: others })).status).toBe(200);
});

test('an order from before is asked for again, and paid, as if nothing had happened', async () => {
  const { shop, customer, id, invoiceReference } = await sellOut();
  expect((await customer.put(id, adults(2))).status).toBe(200);
  await shop.pay(invoiceReference);
  await shop.quiet();
  expect(await shop.store.findOrder(id)).toMatchObject({ status: 'paid', alarm: null });
});

test.each([
  [3, 422],
  [2, 200],
  [1, 200],
])('a changed basket with %i of the two adults is answered %i', async (quantity, expected) => {
  const { customer, id } = await sellOut();
  const lines = [
    { sku: 'adult', quantity },
    { sku: 'child', quantity: 1 },
  ];
  expect((await customer.put(id, { revision: 2, lines })).status).toBe(expected);
});

test('what was given back is gone', async () => {
  const { customer, id } = await sellOut();
  await customer.put(id, adults(1, 2));
  expect((await customer.put(id, adults(2, 3))).status).toBe(422);
});
