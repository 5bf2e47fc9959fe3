// The shortest way to an event: an order that is paid, and confirmed to SEQR.
import type { TestShop } from '../shop.ts';

export async function payFor(shop: TestShop, quantity = 2, language = 'en') {
  const customer = await shop.visit('?jetty=7', language);
  const order = await customer.order(quantity);
  await shop.pay(order.invoiceReference);
  await shop.quiet();
  return order;
}
