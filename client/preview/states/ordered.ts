// What the views show of an order that the server has, in each of its states, and of none.
import type { OrderStatus } from '../../../shared/order-status.ts';
import { ended, order, paid, placing, session, THREE_ADULTS } from '../fixtures.ts';
import { after, state, type State } from './state.ts';

/** Longer than the page waits before it calls a bill or a confirmation slow. */
const afterLong = after(11_000);
/** Longer than an app takes to open that is there. */
const afterOpening = after(5_000);
const pending = { pending: THREE_ADULTS, walletUrl: null };
/** What the customer paid by SEQR's word. */
const less = { paidAt: 1, total: { amountMinor: 6500, currency: 'SEK' }, paymentReference: '1' };

/** An order that has ended, well or badly, or that waits for the merchant alone, says the same in every view. */
const outcomes = {
  paid: state('paid', { session: session({ order: paid() }), step: 'pay' }),
  paidVisitOver: state('paid', { session: session({ order: paid(), canOrder: false }), step: 'pay' }),
  paidOther: state('paidOther', { session: session({ order: paid({ payment: less }) }), step: 'pay' }),
  reserved: state('reserved', {
    session: session({ order: order({ walletUrl: null, isReserved: true }) }),
    step: 'pay',
  }),
  reversed: state('reversed', { session: session({ order: paid({ reversedAt: 2 }) }), step: 'pay' }),
  canceled: state('canceled', { session: session({ order: ended('canceled') }), step: 'pay' }),
  failed: state('failed', { session: session({ order: ended('failed') }), step: 'pay' }),
  expired: state('expired', { session: session({ order: ended('expired') }), step: 'pay' }),
  expiredVisitOver: state('expired', {
    session: session({ order: ended('expired'), canOrder: false }),
    step: 'pay',
  }),
};

const awaiting = (openOrder = order()): Omit<State, 'screen'> => ({
  session: session({ order: openOrder }),
  step: 'pay',
});

const waiting = {
  placing: state('placing', awaiting(placing())),
  placingSlow: state('placingSlow', { ...awaiting(placing()), act: afterLong }),
  unconfirmed: state('unconfirmed', awaiting(order(pending))),
};

/** Every state of an order must be here, and there are more to see than those. */
type OfEvery<Status extends string> = Record<Status, State> & Record<string, State>;

export const atPayment = {
  ...waiting,
  payable: state('awaiting', awaiting()),
  payableAgain: state('awaiting', awaiting(order({ wasLaunched: true }))),
  appMissing: state('awaiting', { ...awaiting(), act: afterOpening }),
  ...outcomes,
} satisfies OfEvery<OrderStatus>;

const none = state('noOrder', { session: session() });

export const afterSuccess = {
  placing: state('confirming', awaiting(placing())),
  payable: state('confirming', awaiting(order({ wasLaunched: true }))),
  payableSlow: state('confirmingSlow', { ...awaiting(order({ wasLaunched: true })), act: afterLong }),
  ...outcomes,
  none,
} satisfies OfEvery<OrderStatus | 'none'>;

export const afterFailure = {
  ...waiting,
  payable: state('notPaid', awaiting(order({ wasLaunched: true }))),
  ...outcomes,
  none,
} satisfies OfEvery<OrderStatus | 'none'>;

export const afterCancel = {
  ...waiting,
  payable: state('left', awaiting(order({ wasLaunched: true }))),
  ...outcomes,
  none,
} satisfies OfEvery<OrderStatus | 'none'>;
