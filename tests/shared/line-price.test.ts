// What some lines of an order were paid with, whatever was paid for them.
import { expect, it } from 'vitest';
import { hasTaken, linesPriceMinor, unitPaidMinor } from '../../shared/desk/line-price.ts';
import { REFUND_STATES } from '../../shared/desk/refunds.ts';
import type { RefundState } from '../../shared/desk/refunds.ts';

const LINES = [
  { sku: 'hour', quantity: 3, unitPriceMinor: 14_500 },
  { sku: 'soup', quantity: 2, unitPriceMinor: 8_950 },
  { sku: 'discount', quantity: 1, unitPriceMinor: -9_210 },
];
const paid = (amountMinor: number) => ({ lines: LINES, payment: { amountMinor } });

it.each([
  ['for its full price', 61_400],
  ['with a discount', 52_190],
  ['of a reservation, in part', 30_001],
])('of an order paid %s, one by one, nothing is left over', (_, paidMinor) => {
  const refunds: { state: RefundState; amountMinor: number; lines: { sku: string; quantity: number }[] }[] = [
    { state: 'refused', amountMinor: 999, lines: [{ sku: 'soup', quantity: 1 }] },
  ];
  for (const sku of ['hour', 'soup', 'hour', 'soup', 'hour']) {
    const lines = [{ sku, quantity: 1 }];
    const amountMinor = linesPriceMinor({ ...paid(paidMinor), refunds }, lines);
    expect(Math.abs(amountMinor - unitPaidMinor({ ...paid(paidMinor), refunds }, sku))).toBeLessThanOrEqual(
      1,
    );
    refunds.push({ state: 'done', amountMinor, lines });
  }
  const given = refunds.slice(1).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  expect(given).toBe(paidMinor);
});

it('tells what one piece was paid with', () => {
  expect(unitPaidMinor({ ...paid(61_400), refunds: [] }, 'hour')).toBe(14_500);
  expect(unitPaidMinor({ ...paid(52_190), refunds: [] }, 'hour')).toBe(12_325);
});

it('counts what may have been given back as given back', () => {
  expect(REFUND_STATES.filter((state) => hasTaken({ state }))).toEqual([
    'awaiting',
    'sent',
    'done',
    'unknown',
  ]);
});
