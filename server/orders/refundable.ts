// What of an order can still be given back, and what a request for it comes to: pure, by the order and its ledger.
import type { OrderLine } from '../../shared/api.ts';
import { parseAmount } from '../../shared/money.ts';
import type { RefundRequest } from '../../shared/desk/refunds.ts';
import type { Order, Refund } from '../store/records.ts';
import { Refusal } from './refusal.ts';

/** An unknown refund may have been made, and one that waits may yet be: both have taken their part. */
export function hasTaken({ state }: Refund): boolean {
  return state !== 'refused' && state !== 'rejected';
}

/** What is left of the payment, in minor units; 0 for an order that was not paid, or whose payment was taken back. */
export function refundableMinor(order: Order, refunds: Refund[]): number {
  if (whyNotRefundable(order) !== null || order.payment === null) return 0;
  return order.payment.amountMinor - sumOf(refunds.filter(hasTaken));
}

/** How many of a line can still be given back: none of a discount. */
export function refundableQuantity(
  { sku, quantity, unitPriceMinor }: Pick<OrderLine, 'sku' | 'quantity' | 'unitPriceMinor'>,
  refunds: Refund[],
): number {
  if (unitPriceMinor <= 0) return 0;
  const lines = refunds.filter(hasTaken).flatMap((refund) => refund.lines ?? []);
  const taken = lines.filter((line) => line.sku === sku).reduce((sum, line) => sum + line.quantity, 0);
  return Math.max(0, quantity - taken);
}

/** Why nothing of the order can be given back; null when something can. */
export function whyNotRefundable({ status, payment, reversedAt, confirmedAt }: Order): string | null {
  if (status !== 'paid' || payment === null) return 'it is not paid';
  if (reversedAt !== null) return 'SEQR has taken the payment back already';
  // Until SEQR has been told that we know, it may still take the payment back by itself.
  if (confirmedAt === null) return 'its payment is being confirmed: wait a few seconds';
  if (payment.ersReference === null) return 'SEQR has told no number of its payment';
  return null;
}

/** What a request comes to.
 *  @returns amount and lines, or why it is refused: nothing, more than is left, another currency, a line that is none */
export function amountOf(
  order: Order,
  refunds: Refund[],
  what: RefundRequest['what'],
): Pick<Refund, 'amountMinor' | 'currency' | 'lines'> | Refusal {
  const why = whyNotRefundable(order);
  const { payment } = order;
  if (why !== null || payment === null) return new Refusal('not-refundable', { detail: why ?? '' });
  const { currency } = payment;
  const leftMinor = refundableMinor(order, refunds);
  if (leftMinor <= 0) return new Refusal('not-refundable', { detail: 'all of it was given back' });

  const asked = wanted(order, refunds, what, leftMinor);
  if (asked instanceof Refusal) return asked;
  if (asked.amountMinor <= 0) return new Refusal('invalid-request', { detail: 'what: must be more than 0' });
  if (asked.amountMinor > leftMinor) return new Refusal('refund-too-much');
  return { ...asked, currency };
}

function wanted(
  order: Order,
  refunds: Refund[],
  what: RefundRequest['what'],
  leftMinor: number,
): Pick<Refund, 'amountMinor' | 'lines'> | Refusal {
  switch (what.kind) {
    case 'whole':
      return { amountMinor: leftMinor, lines: null };
    case 'sum':
      return sumAsked(what, order.payment?.currency ?? '');
    case 'lines':
      return linesAsked(order, refunds, what.lines);
  }
}

function sumAsked(
  { amount, currency }: { amount: string; currency: string },
  paidIn: string,
): Pick<Refund, 'amountMinor' | 'lines'> | Refusal {
  if (currency !== paidIn) {
    return new Refusal('invalid-request', { detail: `what.currency: was paid in ${paidIn}` });
  }
  try {
    return { amountMinor: parseAmount(amount, currency), lines: null };
  } catch (error) {
    return new Refusal('invalid-request', { detail: `what.amount: ${(error as RangeError).message}` });
  }
}

/** Each line once, and no more of it than is left. */
function linesAsked(
  order: Order,
  refunds: Refund[],
  asked: { sku: string; quantity: number }[],
): Pick<Refund, 'amountMinor' | 'lines'> | Refusal {
  for (const [index, { sku, quantity }] of asked.entries()) {
    const at = `what.lines.${index}`;
    const line = order.basket.lines.find((candidate) => candidate.sku === sku);
    if (!line) return new Refusal('invalid-request', { detail: `${at}.sku: is not in this order` });
    if (asked.findIndex((other) => other.sku === sku) < index) {
      return new Refusal('invalid-request', { detail: `${at}.sku: stands twice` });
    }
    const left = refundableQuantity(line, refunds);
    if (quantity > left)
      return new Refusal('refund-too-much', { detail: `${at}.quantity: ${left} are left` });
  }
  return { amountMinor: priceOf(order, refunds, asked), lines: asked };
}

/** What the customer paid for these lines. Where the payment is not the sum of the lines, because of a discount or of a
 *  reservation that was taken in part, each line has its share of it; counted together with the lines given back before,
 *  so that all lines one by one make the whole payment to the last öre. */
function priceOf(order: Order, refunds: Refund[], asked: { sku: string; quantity: number }[]): number {
  const before = refunds.filter((refund) => hasTaken(refund) && refund.lines !== null);
  const paidMinor = order.payment?.amountMinor ?? 0;
  const unitPrice = new Map(order.basket.lines.map((line) => [line.sku, line.unitPriceMinor]));
  const listPrice = (lines: { sku: string; quantity: number }[]) =>
    lines.reduce((sum, line) => sum + line.quantity * (unitPrice.get(line.sku) ?? 0), 0);
  const all = listPrice(order.basket.lines.filter(({ unitPriceMinor }) => unitPriceMinor > 0));
  const given = before.flatMap((refund) => refund.lines ?? []);
  return Math.round((listPrice([...given, ...asked]) * paidMinor) / all) - sumOf(before);
}

const sumOf = (refunds: Refund[]): number => refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
