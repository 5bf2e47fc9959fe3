// What giving lines back comes to, said before it is sent: the server reckons the same, and its word counts.
import type { DeskOrder } from '../../../shared/desk/orders.ts';

type Order = Pick<DeskOrder, 'lines' | 'payment' | 'refunds'>;
interface Asked {
  sku: string;
  quantity: number;
}

/** What was really paid for these lines. After a discount, or a reservation that was taken in part, each line has its share
 *  of the payment; counted together with the lines given back before, so that one by one they make the whole payment.
 *  @returns minor units */
export function linesPriceMinor(order: Order, asked: Asked[]): number {
  const before = order.refunds.filter(
    ({ state, lines }) => lines !== null && state !== 'refused' && state !== 'rejected',
  );
  const given = before.flatMap(({ lines }) => lines ?? []);
  const beforeMinor = before.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return shareMinor(order, [...given, ...asked]) - beforeMinor;
}

/** What one piece of a line was paid with, to the nearest minor unit. */
export function unitPaidMinor(order: Order, sku: string): number {
  return shareMinor(order, [{ sku, quantity: 1 }]);
}

/** Discounts are lines too; nobody gives them back by themselves. */
export const isGoods = ({ unitPriceMinor }: Pick<DeskOrder['lines'][number], 'unitPriceMinor'>): boolean =>
  unitPriceMinor > 0;

function shareMinor({ lines, payment }: Order, asked: Asked[]): number {
  const unitPrice = new Map(lines.map((line) => [line.sku, line.unitPriceMinor]));
  const listPrice = (some: Asked[]) =>
    some.reduce((sum, { sku, quantity }) => sum + quantity * (unitPrice.get(sku) ?? 0), 0);
  const allMinor = listPrice(lines.filter(isGoods));
  return allMinor === 0 ? 0 : Math.round((listPrice(asked) * (payment?.amountMinor ?? 0)) / allMinor);
}
