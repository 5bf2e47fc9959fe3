// The sums of an order, in the order in which a clerk asks for them.
import type { DeskOrder } from '../../../shared/desk/orders.ts';
import type { RefundState } from '../../../shared/desk/refunds.ts';
import { isLive } from '../../../shared/order-status.ts';

export interface NamedSum {
  name: string;
  amountMinor: number;
  /** The one that counts now; it stands first. */
  isMain: boolean;
}

/** What a refund that is not over has to do with the money, until it is. */
const OPEN: [state: RefundState, name: string][] = [
  ['awaiting', 'Waits for a second person'],
  ['sent', 'Being given back'],
  ['unknown', 'Not known'],
];

export function moneyOf(
  order: Pick<DeskOrder, 'status' | 'totalMinor' | 'payment' | 'refunds' | 'refundableMinor'>,
): NamedSum[] {
  const { payment } = order;
  if (payment === null) {
    const name = isLive(order.status) ? 'To pay' : 'Not paid';
    return [{ name, amountMinor: order.totalMinor, isMain: true }];
  }
  const sumOf = (name: string, state: RefundState) => ({
    name,
    amountMinor: order.refunds
      .filter((refund) => refund.state === state)
      .reduce((sum, each) => sum + each.amountMinor, 0),
    isMain: false,
  });
  const taken = [sumOf('Given back', 'done'), ...OPEN.map(([state, name]) => sumOf(name, state))].filter(
    ({ amountMinor }) => amountMinor > 0,
  );
  const paid = { name: 'Paid', amountMinor: payment.amountMinor, isMain: taken.length === 0 };
  if (taken.length === 0) return [paid];
  return [{ name: 'Left', amountMinor: order.refundableMinor, isMain: true }, paid, ...taken];
}

/** How many of a line were given back, and how many may be: null when none. Of refunds that name lines; others are of the
 *  whole order. */
export function backOf(order: Pick<DeskOrder, 'refunds'>, sku: string): string | null {
  const count = (...states: RefundState[]) =>
    order.refunds
      .filter(({ state }) => states.includes(state))
      .flatMap(({ lines }) => lines ?? [])
      .filter((line) => line.sku === sku)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  const done = count('done');
  const open = count('awaiting', 'sent', 'unknown');
  const words = [
    ...(done > 0 ? [`${done} of them given back`] : []),
    ...(open > 0 ? [`${open} of them in a refund that is not over`] : []),
  ];
  return words.length === 0 ? null : words.join(', ');
}

/** @returns why nothing can be given back, or null when it can, or there is nothing to say */
export function whyNoRefund(
  order: Pick<DeskOrder, 'can' | 'status' | 'refundableMinor' | 'isReversed' | 'refunds'>,
  may: boolean,
): string | null {
  if (order.can.includes('refund') || order.status !== 'paid' || order.isReversed) return null;
  const has = (...states: RefundState[]) => order.refunds.some(({ state }) => states.includes(state));
  if (order.refundableMinor <= 0) {
    if (has('awaiting', 'sent', 'unknown')) return 'Nothing is left beside the refund that is not over.';
    if (has('done')) return 'Nothing is left to give back.';
  }
  if (!may) return 'To give money back takes the role “refund”, which you do not have.';
  return 'Money can be given back when SEQR has confirmed the payment: some seconds after it.';
}
