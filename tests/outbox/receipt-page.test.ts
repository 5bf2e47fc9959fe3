// The receipt as a page: valid, in the order's language, and nobody's markup but ours.
import { expect, test } from 'vitest';
import { newOrder } from '../../server/orders/order.ts';
import { receiptPage } from '../../server/outbox/receipt-page.ts';
import { loadDefinition } from '../../server/service/load.ts';
import type { Order } from '../../server/store/records.ts';

const { service } = await loadDefinition('server/service/examples/archipelago-ferry.yaml');

function paidOrder(name: string, language = 'en'): Order {
  const line = { sku: 'adult', name, quantity: 2, unitPriceMinor: 6_500, totalMinor: 13_000, taxRate: 6 };
  const basket = { revision: 1, choices: {}, lines: [line], totalMinor: 13_000, currency: 'SEK' };
  const order = newOrder({
    id: 'o',
    tokenHash: 't',
    language,
    basket: { ...basket, taxes: [{ rate: 6, amountMinor: 736 }] },
    bookingNumber: 'FRY-1',
    createdAt: 0,
    expiresAt: 1,
  });
  const amount = { amountMinor: 13_000, currency: 'SEK', difference: null };
  return {
    ...order,
    status: 'paid',
    endedAt: Date.UTC(2025, 11, 24, 15),
    payment: { ...amount, ersReference: '1', paymentReference: '<2>' },
  };
}

test.each([
  ['en', 'Booking number', 'SEK 130.00'],
  ['sv', 'Bokningsnummer', '130,00 kr'],
  ['fi', 'Varausnumero', '130,00 SEK'],
  ['de', 'Buchungsnummer', '130,00 SEK'],
  ['nb', 'Booking number', '130,00 SEK'],
])('it is in %s', (language, word, amount) => {
  const page = receiptPage(paidOrder('Adult', language), service).replaceAll('\u00a0', ' ');
  expect(page).toContain(`<html lang="${language}" dir="ltr">`);
  expect(page).toContain(word);
  expect(page).toContain(amount);
  expect(page).toContain('2025-12-24T15:00:00.000Z');
});

test('what is written into it stays text', () => {
  const page = receiptPage(paidOrder(`<script>alert("1")</script> & 'o`), service);
  expect(page).not.toContain('<script');
  expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;o');
  expect(page).toContain('&lt;2&gt;');
});

test('every element that is opened is closed, in order', () => {
  const page = receiptPage(paidOrder('Adult'), service);
  const open: string[] = [];
  for (const [, slash, name = ''] of page.matchAll(/<(\/?)([a-z]+\d?)\b[^>]*>/g)) {
    if (name === 'meta') continue;
    if (slash === '') open.push(name);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
});
