// What the page shows: a closed set of screens. Which one it is follows from the server's word first and from the view's
// name last; what a screen says and offers stands in one table. Knows no markup.
import type { OrderDto } from '../shared/api.ts';
import type { ApiProblemCode } from './api.ts';
import type { Checkout } from './checkout.svelte.ts';
import type { PlainKey } from './messages/words.ts';

/** What a screen may offer; `waiting` and `preparing` only say that something is under way. */
export type Action =
  | 'wallet'
  | 'walletAgain'
  | 'waiting'
  | 'preparing'
  | 'pay'
  | 'refresh'
  | 'again'
  | 'new'
  | 'start'
  | 'change'
  | 'cancel'
  | 'leave'
  | 'done'
  | 'getApp';

/** A screen that says something and offers what can be done about it. */
export interface Statement {
  title: PlainKey;
  text: PlainKey;
  mark?: 'paid' | 'ended' | 'trouble' | 'waiting';
  /** For a screen about an order, how its booking number stands there: to be shown on board, crossed out, as a line of
   *  the summary, since before the payment it is worth nothing yet, or not at all. */
  booking?: 'large' | 'void' | 'listed' | 'none';
  /** Offered above the summary of the order. */
  first?: Action[];
  /** Offered below it. */
  then?: Action[];
}

type StatementName =
  | 'loadingSlow'
  | 'soldOut'
  | 'placing'
  | 'placingSlow'
  | 'unconfirmed'
  | 'awaiting'
  | 'notPaid'
  | 'left'
  | 'confirming'
  | 'confirmingSlow'
  | 'reserved'
  | 'paid'
  | 'paidOther'
  | 'reversed'
  | 'canceled'
  | 'failed'
  | 'expired'
  | 'noOrder'
  | TroubleName;
type TroubleName =
  'expiredVisit' | 'canceledVisit' | 'unknownVisit' | 'openingVisit' | 'missingVisit' | 'offline' | 'trouble';
/** The other screens are forms, or nothing yet. */
export type ScreenName = 'loading' | 'choose' | 'review' | StatementName;

const awaited: Action[] = ['wallet', 'waiting', 'getApp'];
const changeable: Action[] = ['change', 'cancel'];
const visitOver: Partial<Statement> = { mark: 'trouble', then: ['leave'] };
const passing: Partial<Statement> = { mark: 'trouble', then: ['refresh', 'leave'] };
const ended: Partial<Statement> = { mark: 'ended', booking: 'none', then: ['again', 'leave'] };
const confirmed: Partial<Statement> = { mark: 'paid', booking: 'large', then: ['done', 'new'] };

const STATEMENTS: Record<StatementName, Statement> = {
  loadingSlow: says('slow', { mark: 'waiting', then: ['refresh', 'leave'] }),
  soldOut: says('soldOut', { mark: 'ended', then: ['leave'] }),
  placing: says('placing', { booking: 'listed', first: ['preparing'] }),
  placingSlow: says('placing', {
    text: 'placingSlow',
    booking: 'listed',
    first: ['pay'],
    then: ['cancel'],
  }),
  unconfirmed: says('unconfirmed', { booking: 'listed', first: ['pay'], then: changeable }),
  awaiting: says('pay', { booking: 'listed', first: awaited, then: changeable }),
  notPaid: says('notPaid', { booking: 'listed', first: awaited, then: changeable }),
  left: says('notPaid', { text: 'leftText', booking: 'listed', first: awaited, then: changeable }),
  confirming: says('confirming', { mark: 'waiting', booking: 'large' }),
  confirmingSlow: says('confirming', {
    text: 'confirmingSlow',
    mark: 'waiting',
    booking: 'large',
    then: ['walletAgain', 'leave'],
  }),
  reserved: says('reserved', { mark: 'waiting', booking: 'large', then: ['leave'] }),
  paid: says('paid', confirmed),
  paidOther: says('paid', confirmed),
  reversed: says('reversed', { mark: 'trouble', booking: 'void', then: ['again', 'leave'] }),
  canceled: says('canceled', ended),
  failed: says('failed', ended),
  expired: says('expired', ended),
  noOrder: says('noOrder', { mark: 'ended', then: ['start', 'leave'] }),
  expiredVisit: says('expiredVisit', visitOver),
  canceledVisit: says('canceledVisit', visitOver),
  unknownVisit: says('unknownVisit', visitOver),
  openingVisit: says('openingVisit', passing),
  missingVisit: says('missingVisit', { mark: 'trouble', then: ['leave', 'getApp'] }),
  offline: says('offline', passing),
  trouble: says('trouble', passing),
};

/** What has a title and a text of its name. */
type Subject = {
  [Key in PlainKey]: Key extends `${infer Name}Title`
    ? `${Name}Text` extends PlainKey
      ? Name
      : never
    : never;
}[PlainKey];

function says(name: Subject, more: Partial<Statement>): Statement {
  return { title: `${name}Title`, text: `${name}Text`, ...more };
}

/** What that screen says and offers; null for a form. */
export function statementOf(name: ScreenName): Statement | null {
  return (STATEMENTS as Partial<Record<ScreenName, Statement>>)[name] ?? null;
}

/** The screen for what the page knows right now. */
export function screenOf(checkout: Checkout): ScreenName {
  const { trouble, session, order, view, step, isSlow } = checkout;
  if (trouble !== null) return troubleOf(trouble);
  if (session === null) return isSlow ? 'loadingSlow' : 'loading';
  if (order === null && !session.canOrder) return 'expiredVisit';
  // The customer has paid, whichever way the page was left: the rest is the merchant's.
  if (order?.isReserved) return 'reserved';
  if (view === 'order' && !checkout.hasOutcome) {
    if (step === 'review') return 'review';
    if (step === 'choose' || order === null) {
      const isNothingLeft = session.service.items.every(({ isSoldOut }) => isSoldOut);
      return isNothingLeft && order === null ? 'soldOut' : 'choose';
    }
  }
  if (order === null) return 'noOrder';
  if (order.status === 'placing' || order.status === 'payable') {
    // Who comes back from the wallet has paid, for all that we know.
    if (view === 'success') return isSlow ? 'confirmingSlow' : 'confirming';
    if (order.status === 'placing') return isSlow ? 'placingSlow' : 'placing';
    if (order.walletUrl === null) return 'unconfirmed';
    return view === 'order' ? 'awaiting' : view === 'failure' ? 'notPaid' : 'left';
  }
  if (order.status !== 'paid') return order.status;
  if (order.reversedAt !== null) return 'reversed';
  return isPaidAsOrdered(order) ? 'paid' : 'paidOther';
}

function isPaidAsOrdered({ payment, total }: OrderDto): boolean {
  const paid = payment?.total ?? total;
  return paid.amountMinor === total.amountMinor && paid.currency === total.currency;
}

function troubleOf(code: ApiProblemCode): TroubleName {
  switch (code) {
    case 'token-expired':
      return 'expiredVisit';
    case 'token-canceled':
      return 'canceledVisit';
    case 'token-unknown':
    case 'token-malformed':
      return 'unknownVisit';
    case 'token-in-progress':
      return 'openingVisit';
    case 'token-missing':
      return 'missingVisit';
    case 'offline':
    case 'unreadable':
    case 'seqr-busy':
    case 'seqr-unclear':
    case 'seqr-unreachable':
      return 'offline';
    default:
      return 'trouble';
  }
}
