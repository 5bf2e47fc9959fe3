// What of an order can still be given back, and what a request for it comes to: pure, by the order and its ledger.
import type { OrderLine } from '../../shared/api.ts';
import { hasTaken, isGoods, linesPriceMinor } from '../../shared/desk/line-price.ts';
import type { RefundRequest } from '../../shared/desk/refunds.ts';
import { parseAmount } from '../../shared/money.ts';
import type { Order, Refund } from '../store/records.ts';
import { Refusal } from './refusal.ts';

/** What is left of the payment, in minor units; 0 for an order that was not paid, or whose payment was taken back. */
export function refundableMinor(order: Order, refunds: Refund[]): number {
  if (whyNotRefundable(order) !== null || order.payment === null) return 0;
  return order.payment.amountMinor - sumOf(refunds.filter(hasTaken));
}

/** How many of a line can still be given back: none of a discount. */
export function refundableQuantity(
  line: Pick<OrderLine, 'sku' | 'quantity' | 'unitPriceMinor'>,
  refunds: Refund[],
): number {
  if (!isGoods(line)) return 0;
  const { sku, quantity } = line;
  const lines = refunds.filter(hasTaken).flatMap((refund) => refund.lines ?? []);
  const taken = lines.filter((given) => given.sku === sku).reduce((sum, given) => sum + given.quantity, 0);
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
  const { basket, payment } = order;
  return { amountMinor: linesPriceMinor({ lines: basket.lines, payment, refunds }, asked), lines: asked };
}

const sumOf = (refunds: Refund[]): number => refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
