// An order that came to nothing, and another one that was begun after it: a way back to the first never hides that the
// second is paid.
import { expect, it } from 'vitest';
import { openShop } from '../shop.ts';

async function declinedOnce() {
  const shop = await openShop();
  const customer = await shop.visit();
  const first = await customer.order(2);
  await shop.act(first.invoiceReference, 'decline');
  await shop.pass(10_000);
  return { shop, customer, first };
}

it('what was declined is told while nothing has been paid since', async () => {
  const { shop, customer, first } = await declinedOnce();
  const second = await customer.order(1);
  expect((await customer.session(first.invoiceReference)).body.order).toMatchObject({ id: first.id });
  await shop.act(second.invoiceReference, 'cancel');
  await shop.pass(10_000);
  expect((await customer.session(first.invoiceReference)).body.order).toMatchObject({
    id: first.id,
    status: 'failed',
  });
});

it('once the second is paid, the way back to the first tells that', async () => {
  const { shop, customer, first } = await declinedOnce();
  const second = await customer.order(1);
  await shop.pay(second.invoiceReference);
  await shop.quiet();
  expect((await customer.session(first.invoiceReference)).body.order).toMatchObject({
    id: second.id,
    status: 'paid',
  });
});

it('a first that is paid after all is told, whatever came after it', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const first = await customer.order(2);
  await shop.pay(first.invoiceReference);
  await shop.quiet();
  const second = await customer.order(1);
  await shop.pay(second.invoiceReference);
  await shop.quiet();
  expect((await customer.session(first.invoiceReference)).body.order).toMatchObject({ id: first.id });
});
