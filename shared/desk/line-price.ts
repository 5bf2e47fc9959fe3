// What giving lines back comes to. The desk says it before it asks, the server reckons it when it is asked.
import type { OrderLine } from '../api.ts';
import type { RefundState } from './refunds.ts';

interface Asked {
  sku: string;
  quantity: number;
}
interface Paid {
  lines: Pick<OrderLine, 'sku' | 'quantity' | 'unitPriceMinor'>[];
  payment: { amountMinor: number } | null;
  refunds: { state: RefundState; amountMinor: number; lines: Asked[] | null }[];
}

/** An unknown refund may have been made, and one that waits may yet be: both have taken their part. */
export function hasTaken({ state }: { state: RefundState }): boolean {
  return state !== 'refused' && state !== 'rejected';
}

/** Discounts are lines too; nobody gives them back by themselves. */
export const isGoods = ({ unitPriceMinor }: Pick<OrderLine, 'unitPriceMinor'>): boolean => unitPriceMinor > 0;

/** What was really paid for these lines. Where the payment is not the sum of the lines, because of a discount or of a
 *  reservation that was taken in part, each has its share of it; counted together with the lines given back before, so
 *  that one by one they make the whole payment, to the last minor unit.
 *  @returns minor units */
export function linesPriceMinor(order: Paid, asked: Asked[]): number {
  const before = order.refunds.filter((refund) => hasTaken(refund) && refund.lines !== null);
  const given = before.flatMap(({ lines }) => lines ?? []);
  const beforeMinor = before.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return shareMinor(order, [...given, ...asked]) - beforeMinor;
}

/** What one piece of a line was paid with, to the nearest minor unit. */
export function unitPaidMinor(order: Paid, sku: string): number {
  return shareMinor(order, [{ sku, quantity: 1 }]);
}

function shareMinor({ lines, payment }: Paid, asked: Asked[]): number {
  const unitPrice = new Map(lines.map((line) => [line.sku, line.unitPriceMinor]));
  const listPrice = (some: Asked[]) =>
    some.reduce((sum, { sku, quantity }) => sum + quantity * (unitPrice.get(sku) ?? 0), 0);
  const allMinor = listPrice(lines.filter(isGoods));
  return allMinor === 0 ? 0 : Math.round((listPrice(asked) * (payment?.amountMinor ?? 0)) / allMinor);
}
