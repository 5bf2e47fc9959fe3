// The order view before anything is sent: loading, choosing, reviewing, and what the page says beside that.
import type { NoticeKey } from '../../notices.ts';
import {
  ADULT,
  BICYCLE,
  CHILD,
  DEPARTURE,
  order,
  paid,
  PLATE,
  SERVICE,
  session,
  TWO_ADULTS,
} from '../fixtures.ts';
import { basket, state, type Act, type State } from './state.ts';

const soldOut = (item: typeof ADULT) => ({ ...item, isSoldOut: true });
const kept = basket({ adult: 2, bicycle: 1 });
const review: Act = ({ checkout }) => checkout.composer.review();
/** Not waited for: an answer may never come. */
const pay: Act = ({ checkout }) => void checkout.pay();

export const composing = {
  choose: state('choose', { session: session(), kept }),
  chooseEmpty: state('choose', { session: session() }),
  chooseFull: state('choose', { session: session(), kept: basket({ adult: 10, child: 2 }) }),
  chooseNothingYet: state('choose', { session: session(), act: review }),
  chooseNoDeparture: state('choose', {
    session: session({ service: { ...SERVICE, choices: [{ ...DEPARTURE, preset: null }] } }),
    kept: basket({ adult: 2 }, { choices: {} }),
    act: review,
  }),
  chooseNoPlate: state('choose', {
    session: session({ service: { ...SERVICE, choices: [DEPARTURE, PLATE] } }),
    kept,
    act: review,
  }),
  chooseWrongPlate: state('choose', {
    session: session({ service: { ...SERVICE, choices: [DEPARTURE, PLATE] } }),
    kept: basket({ adult: 2 }, { choices: { departure: '7', plate: 'A1' } }),
    act: review,
  }),
  chooseOpenOrder: state('choose', { session: session({ order: order() }) }),
  chooseSomeSoldOut: state('choose', {
    session: session({ service: { ...SERVICE, items: [ADULT, soldOut(CHILD), soldOut(BICYCLE)] } }),
  }),
  soldOut: state('soldOut', {
    session: session({ service: { ...SERVICE, items: SERVICE.items.map(soldOut) } }),
  }),
  review: state('review', { session: session(), kept, step: 'review' }),
  reviewBusy: state('review', { session: session(), kept, step: 'review', put: 'never', act: pay }),
};

/** Two adults, after the prices were raised. */
const DEARER = { ...TWO_ADULTS, unitPriceMinor: 7000, totalMinor: 14000 };

/** A review whose order is refused. */
const refused = (put: NonNullable<State['put']>) =>
  state('review', { session: session(), kept, step: 'review', put, act: pay });

/** Beside a page that goes on: another notice does not compile until it is seen here. */
export const notices: Record<NoticeKey, State<'review' | 'awaiting'>> = {
  noticeOrderLive: refused({ code: 'order-live', order: order() }),
  noticeConflict: refused({ code: 'revision-conflict', order: order({ id: kept.id }) }),
  noticeEnded: refused({ code: 'order-ended' }),
  noticeInProgress: refused({ code: 'payment-in-progress' }),
  noticeRefused: refused({ code: 'seqr-refused' }),
  noticeSeqr: refused({ code: 'seqr-unreachable' }),
  noticeOffline: refused({ code: 'offline' }),
  noticeInternal: refused({ code: 'internal' }),
  noticeVisitEnded: state('review', {
    session: session({ order: paid() }),
    kept: { ...kept, after: paid().id },
    step: 'review',
    put: { code: 'token-expired' },
    act: pay,
  }),
  noticePrice: state('awaiting', {
    session: session(),
    kept: basket({ adult: 2 }),
    step: 'review',
    put: order({ id: kept.id, lines: [DEARER], total: { amountMinor: DEARER.totalMinor, currency: 'SEK' } }),
    act: pay,
  }),
};
