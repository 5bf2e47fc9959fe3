// What every state is called at the desk. Tables over all of them: a new state does not compile until it has its words.
import type { Verdict } from '../../shared/desk/checkup.ts';
import type { BreakKind, ClosingRow, ClosingState } from '../../shared/desk/closings.ts';
import type { SheetForm } from '../../shared/desk/codes.ts';
import type { Role } from '../../shared/desk/operators.ts';
import type { DeliveryDto, OrderRow } from '../../shared/desk/orders.ts';
import type { RefundDto, RefundState } from '../../shared/desk/refunds.ts';
import type { OrderStatus } from '../../shared/order-status.ts';

/** How it is coloured; the words say the same. */
export type Tone = 'good' | 'warn' | 'busy' | 'quiet';
export interface Label {
  text: string;
  tone: Tone;
}

export const ORDER_LABELS: Record<OrderStatus, Label> = {
  placing: { text: 'Being placed', tone: 'busy' },
  payable: { text: 'Not paid yet', tone: 'busy' },
  paid: { text: 'Paid', tone: 'good' },
  canceled: { text: 'Cancelled', tone: 'quiet' },
  failed: { text: 'Failed', tone: 'quiet' },
  expired: { text: 'Expired', tone: 'quiet' },
};
const ORDER_SENTENCES: Record<OrderStatus, string> = {
  placing: 'The order is on its way to SEQR. Nothing has been paid.',
  payable: 'The customer has not paid yet.',
  paid: 'The customer has paid.',
  canceled: 'The order was cancelled. No money was taken.',
  failed: 'The payment failed. No money was taken.',
  expired: 'The customer did not pay in time. No money was taken.',
};

const REFUND_LABELS: Record<RefundState, Label> = {
  awaiting: { text: 'Waits for a second person', tone: 'warn' },
  sent: { text: 'Being sent to SEQR', tone: 'busy' },
  done: { text: 'Given back', tone: 'good' },
  unknown: { text: 'Not known', tone: 'warn' },
  refused: { text: 'Refused by SEQR', tone: 'quiet' },
  rejected: { text: 'Not agreed to', tone: 'quiet' },
};

export function refundLabel(refund: Pick<RefundDto, 'state' | 'requestedBy' | 'decidedBy'>): Label {
  const isWithdrawn = refund.state === 'rejected' && refund.decidedBy === refund.requestedBy;
  return isWithdrawn ? { text: 'Withdrawn', tone: 'quiet' } : REFUND_LABELS[refund.state];
}

const DELIVERY_LABELS: Record<DeliveryDto['state'], Label> = {
  held: { text: 'Held back', tone: 'warn' },
  waiting: { text: 'Waiting', tone: 'busy' },
  stuck: { text: 'Stuck', tone: 'warn' },
  delivered: { text: 'Delivered', tone: 'good' },
};
const CHANNELS: Record<DeliveryDto['channel'], string> = {
  sms: 'Text message',
  webhook: 'Message to the shop’s system',
  receipt: 'Receipt',
};
const KINDS: Record<DeliveryDto['kind'], string> = {
  paid: 'the payment',
  canceled: 'the cancellation',
  reversed: 'the payment that was taken back',
  refunded: 'the refund',
};

const CLOSING_LABELS: Record<ClosingState, Label> = {
  marking: { text: 'Being closed', tone: 'busy' },
  unknown: { text: 'Not known', tone: 'warn' },
  marked: { text: 'Waiting for the report', tone: 'busy' },
  matched: { text: 'Agrees', tone: 'good' },
  refused: { text: 'Refused by SEQR', tone: 'quiet' },
  abandoned: { text: 'Given up', tone: 'quiet' },
};

export const ROLE_DEEDS: Record<Role, string> = {
  look: 'look at everything',
  refund: 'give money back, cancel orders, take reserved money and send messages again',
  approve: 'agree to other people’s refunds, decide unknown ones and end alarms',
  close: 'close the day',
};

export const SHEET_WORDS: Record<SheetForm, { name: string; hint: string }> = {
  stickers: { name: 'Stickers', hint: 'Nine on a page, to be cut' },
  tent: { name: 'Table tents', hint: 'A page for each code, to be folded' },
  poster: { name: 'Posters', hint: 'A page for each code' },
};

/** The groups of a checkup, in the order in which they matter. */
export const VERDICT_WORDS: Record<Verdict, { title: string; label: Label }> = {
  fault: { title: 'To be mended first', label: { text: 'Fault', tone: 'warn' } },
  warning: { title: 'Works, and should be otherwise', label: { text: 'Warning', tone: 'warn' } },
  'not-tried': { title: 'Not tried', label: { text: 'Not tried', tone: 'quiet' } },
  ok: { title: 'As it should be', label: { text: 'Good', tone: 'good' } },
};

export const BREAK_WORDS: Record<BreakKind, { title: (of: string) => string; advice: string }> = {
  'missing-here': {
    title: (of) => `SEQR has a ${of} that is not in our books`,
    advice:
      'Look for it by its ERS reference. If no order has it, give the reference to whoever runs this service: SEQR has moved money that no order asked for.',
  },
  'missing-there': {
    title: (of) => `Our books have a ${of} that is not in SEQR’s report`,
    advice:
      'It may stand in the report of the day before or after: payments around closing time do. If it is in none of them, ask SEQR’s support with its ERS reference.',
  },
  'amount-differs': {
    title: (of) => `A ${of} has another sum at SEQR than in our books`,
    advice: 'SEQR’s sum is what was really moved. Open the order and put it right with the customer.',
  },
  twice: {
    title: (of) => `A ${of} stands in SEQR’s report twice`,
    advice: 'Ask SEQR’s support with its ERS reference which of the two is right.',
  },
};

export function orderLabel(order: Pick<OrderRow, 'status' | 'isReversed'>): Label {
  return order.isReversed ? { text: 'Taken back', tone: 'warn' } : ORDER_LABELS[order.status];
}

export function orderSentence(order: Pick<OrderRow, 'status' | 'isReversed'>): string {
  return order.isReversed
    ? 'SEQR has taken the payment back. Hand nothing out for this order.'
    : ORDER_SENTENCES[order.status];
}

export function deliveryLabel({ state }: DeliveryDto): Label {
  return DELIVERY_LABELS[state];
}

/** "Text message about the payment" */
export function deliveryName({ channel, kind }: DeliveryDto): string {
  return `${CHANNELS[channel]} about ${KINDS[kind]}`;
}

export function closingLabel({ state, breakCount }: ClosingRow): Label {
  if (state === 'matched' && breakCount) return { text: breaks(breakCount), tone: 'warn' };
  return CLOSING_LABELS[state];
}

export function closingScope(terminalId: string | null): string {
  return terminalId === null ? 'The whole shop' : `Terminal ${terminalId}`;
}

export const breaks = (count: number): string => (count === 1 ? '1 break' : `${count} breaks`);
