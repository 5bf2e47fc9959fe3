// A member's discount on a basket: to the öre, for each tax rate, once. And our word on the cards that bring it.
import { describe, expect, test } from 'vitest';
import { judgeCards } from '../../server/orders/cards.ts';
import { isDiscount, withDiscount } from '../../server/orders/discount.ts';
import { totalsOf } from '../../server/orders/totals.ts';
import type { JudgedCard } from '../../server/seqr/cards.ts';
import type { Basket } from '../../server/store/records.ts';

/** One line of each price, at its tax rate. */
function basketOf(...prices: [amountMinor: number, taxRate: number][]): Basket {
  const lines = prices.map(([totalMinor, taxRate], i) => ({
    sku: `item-${i}`,
    name: `Item ${i}`,
    quantity: 1,
    unitPriceMinor: totalMinor,
    totalMinor,
    taxRate,
  }));
  return { revision: 1, choices: {}, lines, currency: 'SEK', ...totalsOf(lines) };
}

const discountsOf = ({ lines }: Basket) =>
  lines.filter((line) => isDiscount(line)).map(({ taxRate, totalMinor }) => [taxRate, totalMinor]);

test.each([
  ['a whole amount', 10, [[6500, 6]], [[6, -650]], 5850],
  ['half an öre, which goes up', 10, [[1005, 6]], [[6, -101]], 904],
  ['less than half of one', 10, [[1004, 6]], [[6, -100]], 904],
  [
    'two lines of one rate, rounded together',
    10,
    [
      [1004, 6],
      [1004, 6],
    ],
    [[6, -201]],
    1807,
  ],
  [
    'the lowest rate first',
    15,
    [
      [3500, 25],
      [29000, 6],
      [8950, 12],
    ],
    [
      [6, -4350],
      [12, -1343],
      [25, -525],
    ],
    35232,
  ],
  [
    'a rate that is too cheap for a discount',
    10,
    [
      [4, 25],
      [1000, 6],
    ],
    [[6, -100]],
    904,
  ],
  ['what has no tax', 50, [[100, 0]], [[0, -50]], 50],
  ['nothing, as SEQR takes no bill of nothing', 99, [[1, 6]], [], 1],
  ['almost all', 99, [[100, 6]], [[6, -99]], 1],
] as [string, number, [number, number][], [number, number][], number][])(
  'the discount is of %s',
  (_what, percent, prices, discounts, totalMinor) => {
    const after = withDiscount(basketOf(...prices), percent, 'Member');
    expect(discountsOf(after)).toEqual(discounts);
    expect(after.totalMinor).toBe(totalMinor);
  },
);

/** Many baskets, the same in every run: steps of primes meet every last digit. */
const MANY = Array.from({ length: 500 }, (_, i) => ({
  percent: 1 + (i % 99),
  basket: basketOf([1 + i * 37, 6], [1 + i * 101, 12], [1 + i * 211, 25], [1 + i * 13, 6]),
}));

describe('of any basket and percentage', () => {
  test('the rows make the total, and no rate is given back more than it cost', () => {
    for (const { percent, basket } of MANY) {
      const after = withDiscount(basket, percent, 'Member');
      expect(after.lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0)).toBe(after.totalMinor);
      expect(after.totalMinor).toBeGreaterThan(0);
      for (const { amountMinor } of after.taxes) expect(amountMinor).toBeGreaterThanOrEqual(0);
    }
  });

  test('each rate is off by half an öre at most', () => {
    for (const { percent, basket } of MANY) {
      for (const [rate, offMinor] of discountsOf(withDiscount(basket, percent, 'Member'))) {
        const gross = basket.lines.reduce(
          (sum, line) => sum + (line.taxRate === rate ? line.totalMinor : 0),
          0,
        );
        expect(Math.abs((offMinor ?? 0) * 100 + gross * percent)).toBeLessThanOrEqual(50);
      }
    }
  });

  test('given twice it is given once, and another one takes its place', () => {
    for (const { percent, basket } of MANY) {
      const once = withDiscount(basket, percent, 'Member');
      expect(withDiscount(once, percent, 'Member')).toEqual(once);
      expect(withDiscount(withDiscount(basket, 50, 'Other'), percent, 'Member')).toEqual(once);
    }
  });
});

const RULE = { name: { en: 'Member' }, percent: 10, pattern: '70\\d{6}' };
const card = (id: string | null, value: string | null) => ({ id, value, description: null });
const verdicts = (cards: JudgedCard[]) => cards.map(({ verdict }) => verdict);

describe('a card', () => {
  test.each([
    ['that we know', '70001234', 'used'],
    ['of another number', '71001234', 'invalid'],
    ['that only begins like ours', '700012345', 'invalid'],
    ['with a line more', '70001234\n', 'invalid'],
    ['without a number', '', 'invalid'],
    ['of which SEQR tells nothing', null, 'invalid'],
  ])('%s is judged', (_what, value, verdict) => {
    expect(verdicts(judgeCards(RULE, [], [card('1', value)]))).toEqual([verdict]);
  });

  test('is worth nothing where there is no rule any more', () => {
    expect(verdicts(judgeCards(null, [], [card('1', '70001234')]))).toEqual(['invalid']);
  });

  test('keeps its verdict however often it is shown, whatever the rule is by then', () => {
    const judged = judgeCards(RULE, [], [card('1', '70001234'), card('2', 'x')]);
    expect(judgeCards(null, judged, [card('1', '70001234'), card('2', 'x')])).toEqual(judged);
  });

  test('brings the one discount only if it is the first', () => {
    const all = [card('1', 'x'), card('2', '70001234'), card('3', '70009999'), card(null, '70001234')];
    expect(verdicts(judgeCards(RULE, [], all))).toEqual(['invalid', 'used', 'invalid', 'invalid']);
  });
});
