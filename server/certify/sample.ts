// The smallest order of a service, and its invoice: for a certification, which wants no more money moved than it must.
import { randomUUID } from 'node:crypto';
import type { PutOrder } from '../../shared/api.ts';
import { unitPrice } from '../../shared/service.ts';
import type { Choices, Service } from '../../shared/service.ts';
import { invoiceFor } from '../orders/invoice.ts';
import { bookingNumber, newAttempt } from '../orders/numbers.ts';
import { newOrder } from '../orders/order.ts';
import { priceBasket } from '../orders/pricing.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Shop } from '../orders/shop.ts';
import type { Invoice } from '../seqr/operations.ts';

/** One of the cheapest that is for sale.
 *  @throws {Error} when nothing is */
export function smallestOrder(service: Service): Required<Pick<PutOrder, 'lines' | 'choices'>> {
  const choices: Choices = Object.fromEntries(
    service.choices.map((choice) => [
      choice.key,
      choice.preset ?? (choice.kind === 'text' ? choice.example : (choice.options[0]?.value ?? '')),
    ]),
  );
  const [cheapest] = service.items
    .filter(({ isSoldOut }) => !isSoldOut)
    .map(({ sku, price }) => ({ sku, priceMinor: unitPrice(price, choices) ?? Infinity }))
    .sort((a, b) => a.priceMinor - b.priceMinor);
  if (!cheapest) throw new Error('nothing is for sale: every item of the service definition is sold out');
  return { lines: [{ sku: cheapest.sku, quantity: 1 }], choices };
}

/** An invoice as this service sends it, of an order that is in no store: nobody shall see it, nor pay it. */
export function sampleInvoice(shop: Shop): Invoice {
  const { definition, clock, random, invoiceTimeoutMs } = shop;
  const { service } = definition;
  const [language = 'en'] = service.languages;
  const basket = priceBasket(service, smallestOrder(service), 1, language);
  if (basket instanceof Refusal) throw new Error(basket.detail ?? basket.code);
  const now = clock.now();
  const order = newOrder({
    ...{ id: randomUUID(), tokenHash: '', language, basket, createdAt: now },
    bookingNumber: bookingNumber(definition.bookingNumber, random),
    expiresAt: now + invoiceTimeoutMs,
  });
  return invoiceFor(shop, order, basket, newAttempt(order, 1, shop));
}
