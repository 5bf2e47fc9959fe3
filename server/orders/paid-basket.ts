// Which of the baskets that SEQR's bill may have held was paid, by the receipt; and what in it is not as the order says.
import type { PaidReceipt } from '../seqr/mapping.ts';
import type { Basket, Order } from '../store/records.ts';
import { isSameBasket } from './pricing.ts';

/** Which basket was paid. While a change is under way, the bill may have held any of several (design, decision 6): of
 *  those that cost the same, the receipt's rows tell which. Where they do not, the order's own stays, and the difference
 *  says so. */
export function whatWasPaid(
  order: Order,
  receipt: PaidReceipt | null,
): { basket: Basket; difference: string | null } {
  const { basket: own, pending } = order;
  const candidates = pending ? [pending.basket, ...pending.maybe, own] : [own];
  const fitting = candidates.filter((candidate) => differences(order, candidate, receipt) === null);
  if (fitting.length === 0) return { basket: own, difference: differences(order, own, receipt) };
  const rows = receipt?.rows;
  const basket =
    theOne(fitting) ?? (rows ? theOne(fitting.filter(({ lines }) => areLines(rows, lines))) : null);
  return basket ? { basket, difference: null } : { basket: own, difference: 'basket' };
}

/** What was paid when SEQR does not tell: of several amounts that were asked for, the least, so that never more than was
 *  paid is given back. The difference says that somebody must look. */
export function leastPaid(order: Order, basket: Basket): number {
  return Math.min(...expectedAmounts(order, basket));
}

/** What all of them are; null when they are several, or none. */
function theOne([basket, ...others]: Basket[]): Basket | null {
  return basket && others.every((other) => isSameBasket(other, basket)) ? basket : null;
}

/** What of the receipt is not as the order says; null when all is. No receipt proves nothing. */
function differences(order: Order, basket: Basket, receipt: PaidReceipt | null): string | null {
  if (receipt === null) return 'no receipt';
  const found: string[] = [];
  if (!expectedAmounts(order, basket).some((amountMinor) => amountMinor === receipt.amountMinor))
    found.push('amount');
  if (receipt.currency !== basket.currency) found.push('currency');
  if (receipt.clientInvoiceId !== null && receipt.clientInvoiceId !== order.clientInvoiceId) {
    found.push('clientInvoiceId');
  }
  return found.length === 0 ? null : found.join(', ');
}

/** What may have been paid: all of the basket, or what was taken of its reservation. */
function expectedAmounts({ reservation }: Order, { totalMinor }: Basket): number[] {
  const commits = reservation?.commits ?? [];
  return commits.length === 0 ? [totalMinor] : commits.map((amountMinor) => amountMinor ?? totalMinor);
}

/** True when the receipt's rows are the basket's lines, in whatever order. */
function areLines(rows: NonNullable<PaidReceipt['rows']>, lines: Basket['lines']): boolean {
  const content = (of: typeof rows) =>
    JSON.stringify(of.map(({ sku, quantity, totalMinor }) => [sku, quantity, totalMinor]).sort());
  return content(rows) === content(lines);
}
