// What a basket costs, and that nothing but the definition says so.
import { expect, test } from 'vitest';
import { isSameBasket, priceBasket } from '../../server/orders/pricing.ts';
import { Refusal } from '../../server/orders/refusal.ts';
import { loadDefinition } from '../../server/service/load.ts';
import { forVisitor } from '../../server/service/definition.ts';

const ferry = await loadDefinition('server/service/examples/archipelago-ferry.yaml');
const parking = await loadDefinition('server/service/examples/city-parking.yaml');
const atVaxholm = forVisitor(ferry, { jetty: '7' });

/** A put basket: quantities by item, in this order. */
const lines = (quantities: Record<string, number>) => ({
  lines: Object.entries(quantities).map(([sku, quantity]) => ({ sku, quantity })),
});

function price(...args: Parameters<typeof priceBasket>) {
  const basket = priceBasket(...args);
  if (basket instanceof Refusal) throw new Error(basket.detail ?? basket.code);
  return basket;
}

test('lines make the total, to the öre, with the VAT that is inside', () => {
  const basket = price(atVaxholm, lines({ adult: 2, child: 1, bicycle: 0 }), 1, 'sv');
  expect(basket).toMatchObject({
    totalMinor: 16250,
    currency: 'SEK',
    choices: { departure: '7' },
    taxes: [{ rate: 6, amountMinor: 920 }],
    lines: [
      { name: 'Vuxen', quantity: 2, unitPriceMinor: 6500, totalMinor: 13000 },
      { name: 'Barn', quantity: 1, unitPriceMinor: 3250, totalMinor: 3250 },
    ],
  });
});

test.each([
  ['A', 1350],
  ['B', 840],
  ['C', 420],
])('parking in zone %s for three hours costs %i cents', (zone, totalMinor) => {
  const service = forVisitor(parking, { zone });
  const basket = price(
    service,
    { lines: [{ sku: 'hour', quantity: 3 }], choices: { plate: 'ABC-123' } },
    1,
    'fi',
  );
  expect(basket.totalMinor).toBe(totalMinor);
});

test.each(['', 'ABC-12345', 'abc 123 x', '<b>', 'ABC-123\n'])('the plate %j is refused', (plate) => {
  const basket = priceBasket(
    forVisitor(parking, {}),
    { lines: [{ sku: 'hour', quantity: 1 }], choices: { plate } },
    1,
    'fi',
  );
  expect(basket).toMatchObject({ code: 'invalid-request', detail: 'choices.plate: is missing or not valid' });
});

test('a choice without a preset must be made', () => {
  const basket = priceBasket(forVisitor(ferry, {}), lines({ adult: 1 }), 1, 'en');
  expect(basket).toMatchObject({ detail: 'choices.departure: is missing or not valid' });
});

test('a QR parameter presets a text as well, if it fits', () => {
  const withPlate = { ...parking, parameters: { ...parking.parameters, plate: 'plate' } };
  expect(forVisitor(withPlate, { plate: 'ABC-123' }).choices).toMatchObject([{}, { preset: 'ABC-123' }]);
  expect(forVisitor(withPlate, { plate: '<b>' }).choices).toMatchObject([{}, { preset: null }]);
});

test('a QR parameter that names no option presets nothing', () => {
  expect(forVisitor(ferry, { jetty: '99' }).choices).toMatchObject([{ preset: null }]);
  expect(forVisitor(parking, { zone: '99' }).choices).toMatchObject([{ preset: 'B' }, { key: 'plate' }]);
});

test('limits are allowed and one more is not', () => {
  const bicycles = (bicycle: number) => lines({ bicycle });
  expect(price(atVaxholm, bicycles(4), 1, 'en').totalMinor).toBe(10000);
  expect(priceBasket(atVaxholm, bicycles(5), 1, 'en')).toMatchObject({
    detail: 'lines.0.quantity: at most 4',
  });
});

test('baskets are the same whatever the order of their lines', () => {
  const one = price(atVaxholm, lines({ adult: 1, child: 2 }), 1, 'en');
  const two = price(atVaxholm, lines({ child: 2, adult: 1 }), 2, 'sv');
  const other = price(atVaxholm, lines({ child: 1, adult: 2 }), 1, 'en');
  expect(isSameBasket(one, two)).toBe(true);
  expect(isSameBasket(one, other)).toBe(false);
});
