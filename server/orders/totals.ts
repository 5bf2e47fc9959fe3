// The sums of a basket's lines: the total, and the VAT that the prices contain.
import type { OrderLine } from '../../shared/api.ts';
import type { Basket } from '../store/records.ts';

/** VAT by rate, rounded once per rate: half an öre goes up. */
export function totalsOf(lines: OrderLine[]): Pick<Basket, 'totalMinor' | 'taxes'> {
  const gross = grossByRate(lines);
  return {
    totalMinor: lines.reduce((sum, line) => sum + line.totalMinor, 0),
    taxes: [...gross].map(([rate, totalMinor]) => ({
      rate,
      amountMinor: Math.round((totalMinor * rate) / (100 + rate)),
    })),
  };
}

/** What the lines of each tax rate cost together, the lowest rate first. */
export function grossByRate(lines: OrderLine[]): Map<number, number> {
  const gross = new Map<number, number>();
  for (const { taxRate, totalMinor } of lines) gross.set(taxRate, (gross.get(taxRate) ?? 0) + totalMinor);
  return new Map([...gross].sort(([a], [b]) => a - b));
}
