// A member's discount on a basket: a negative line for each tax rate, so that the VAT of the rest is right. Knows no card.
import type { OrderLine } from '../../shared/api.ts';
import type { Basket } from '../store/records.ts';
import { grossByRate, totalsOf } from './totals.ts';

/** True for a line that takes something off. Nothing that is sold costs less than nothing. */
export function isDiscount({ totalMinor }: Pick<OrderLine, 'totalMinor'>): boolean {
  return totalMinor < 0;
}

/** The basket with this discount instead of any other: giving it again changes nothing. Half an öre goes up, once for
 *  each tax rate.
 *  @param name as it stands on the bill */
export function withDiscount(basket: Basket, percent: number, name: string): Basket {
  const bought = basket.lines.filter((line) => !isDiscount(line));
  const discounts: OrderLine[] = [];
  for (const [taxRate, grossMinor] of grossByRate(bought)) {
    const offMinor = Math.round((grossMinor * percent) / 100);
    if (offMinor === 0) continue;
    discounts.push({
      // No SKU of a definition holds a colon.
      sku: `discount:${taxRate}`,
      name,
      quantity: 1,
      unitPriceMinor: -offMinor,
      totalMinor: -offMinor,
      taxRate,
    });
  }
  const lines = [...bought, ...discounts];
  const totals = totalsOf(lines);
  // SEQR takes no bill of nothing: what is as cheap as that stays as it is.
  return totals.totalMinor > 0
    ? { ...basket, lines, ...totals }
    : { ...basket, lines: bought, ...totalsOf(bought) };
}
