// What a clerk is told that some lines come to is what the server then gives back, whatever was paid for them.
import { expect, it } from 'vitest';
import { linesPriceMinor, unitPaidMinor } from '../../../client/desk/refund/line-price.ts';
import type { DeskOrder } from '../../../shared/desk/orders.ts';
import type { RefundDto } from '../../../shared/desk/refunds.ts';
import { amountOf } from '../../../server/orders/refundable.ts';
import type { Order, Refund } from '../../../server/store/records.ts';
import { line, order, refund } from './fixtures.ts';

const HOURS = line('hour', 'Sauna hour', 3, 14_500);
const SOUP = line('soup', 'Fish soup', 2, 8_950);
const DISCOUNT = line('discount', 'Member discount', 1, -9_210, 0);

function sold(amountMinor: number, refunds: RefundDto[] = []): DeskOrder {
  const base = order({ lines: [HOURS, SOUP, DISCOUNT], refunds, refundableMinor: amountMinor });
  return base.payment === null ? base : { ...base, payment: { ...base.payment, amountMinor } };
}

/** The server's own reckoning of the same order. */
function given({ lines, payment, refunds, status }: DeskOrder, asked: { sku: string; quantity: number }[]) {
  const own = { basket: { lines }, payment, status, reversedAt: null, confirmedAt: 1 } as unknown as Order;
  return amountOf(own, refunds as unknown as Refund[], { kind: 'lines', lines: asked });
}

it.each([
  ['for its full price', 61_400],
  ['with a discount', 52_190],
  ['of a reservation, in part', 30_001],
])('of an order paid %s', (_, paidMinor) => {
  const refunds: RefundDto[] = [
    refund({ state: 'refused', lines: [{ sku: 'soup', name: 'Fish soup', quantity: 1 }] }),
  ];
  let leftMinor = paidMinor;
  for (const sku of ['hour', 'soup', 'hour', 'soup', 'hour']) {
    const now = sold(paidMinor, refunds);
    const amountMinor = linesPriceMinor(now, [{ sku, quantity: 1 }]);
    expect(given(now, [{ sku, quantity: 1 }])).toMatchObject({ amountMinor });
    refunds.push(refund({ amountMinor, lines: [{ sku, name: sku, quantity: 1 }] }));
    leftMinor -= amountMinor;
  }
  expect(leftMinor).toBe(0);
});

it('tells what one piece was paid with', () => {
  expect(unitPaidMinor(sold(61_400), 'hour')).toBe(14_500);
  expect(unitPaidMinor(sold(52_190), 'hour')).toBe(12_325);
});
