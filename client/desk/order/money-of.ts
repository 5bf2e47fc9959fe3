// The sums of an order, in the order in which a clerk asks for them.
import type { DeskOrder } from '../../../shared/desk.ts';

export interface NamedSum {
  name: string;
  amountMinor: number;
  /** The one that counts now; it stands first. */
  isMain: boolean;
}

export function moneyOf(
  order: Pick<DeskOrder, 'totalMinor' | 'payment' | 'refunds' | 'refundableMinor'>,
): NamedSum[] {
  const { payment } = order;
  if (payment === null) return [{ name: 'To pay', amountMinor: order.totalMinor, isMain: true }];
  const sumOf = (...states: string[]) =>
    order.refunds
      .filter(({ state }) => states.includes(state))
      .reduce((sum, each) => sum + each.amountMinor, 0);
  const backMinor = sumOf('done');
  const openMinor = sumOf('awaiting', 'sent', 'unknown');
  const paid = { name: 'Paid', amountMinor: payment.amountMinor, isMain: true };
  if (backMinor + openMinor === 0) return [paid];
  return [
    { name: 'Left', amountMinor: order.refundableMinor, isMain: true },
    { ...paid, isMain: false },
    ...(backMinor > 0 ? [{ name: 'Given back', amountMinor: backMinor, isMain: false }] : []),
    ...(openMinor > 0 ? [{ name: 'May be given back', amountMinor: openMinor, isMain: false }] : []),
  ];
}

/** @returns why nothing can be given back, or null when it can, or there is nothing to say */
export function whyNoRefund(
  order: Pick<DeskOrder, 'can' | 'status' | 'refundableMinor' | 'isReversed'>,
  may: boolean,
): string | null {
  if (order.can.includes('refund') || order.status !== 'paid' || order.isReversed) return null;
  if (order.refundableMinor <= 0) return 'Nothing is left to give back.';
  if (!may) return 'To give money back takes the role “refund”, which you do not have.';
  return 'Money can be given back when SEQR has confirmed the payment, some 25 seconds after it.';
}
