// Which screen is shown for what the server says, in every view, and what a screen offers.
import { describe, expect, it } from 'vitest';
import type { ApiProblemCode } from '../../client/api.ts';
import { statementOf, type ScreenName } from '../../client/screen.ts';
import type { OrderDto } from '../../shared/api.ts';
import { ORDER_STATUSES, type OrderStatus } from '../../shared/order-status.ts';
import { VIEWS, type View } from '../../shared/service-url.ts';
import {
  ADULT,
  Backend,
  ended,
  openPage,
  order,
  paid,
  placing,
  SERVICE,
  session,
  THREE_ADULTS,
  TOKEN,
} from './page-stage.ts';
import { backendWith, CODES, EUROS, LESS, LONG_MS, pathOf, refuse, TRIES_MS } from './visits.ts';

type Row = Record<View, ScreenName>;
const everywhere = (screen: ScreenName): Row => ({
  order: screen,
  success: screen,
  failure: screen,
  cancel: screen,
});

const ORDERS: Record<OrderStatus, (more?: Partial<OrderDto>) => OrderDto> = {
  placing,
  payable: order,
  paid,
  canceled: (more) => ({ ...ended('canceled'), ...more }),
  failed: (more) => ({ ...ended('failed'), ...more }),
  expired: (more) => ({ ...ended('expired'), ...more }),
};

/** What holds in every state, unless a table below says otherwise. */
const USUAL: Record<OrderStatus, Row> = {
  placing: { order: 'placing', success: 'confirming', failure: 'placing', cancel: 'placing' },
  payable: { order: 'awaiting', success: 'confirming', failure: 'notPaid', cancel: 'left' },
  paid: everywhere('paid'),
  canceled: everywhere('canceled'),
  failed: everywhere('failed'),
  expired: everywhere('expired'),
};

/** By a fact beside the state: which states it makes a difference to, and what. */
const FACTS: Record<
  string,
  { more?: Partial<OrderDto>; afterMs?: number; rows: Partial<Record<OrderStatus, Row>> }
> = {
  'as usual': { rows: {} },
  'taken back': { more: { reversedAt: 2 }, rows: { paid: everywhere('reversed') } },
  'paid with another amount': { more: LESS, rows: { paid: everywhere('paidOther') } },
  'paid in another currency': { more: EUROS, rows: { paid: everywhere('paidOther') } },
  'paid with another amount and taken back': {
    more: { ...LESS, reversedAt: 2 },
    rows: { paid: everywhere('reversed') },
  },
  'with a change that SEQR has not confirmed': {
    more: { pending: THREE_ADULTS, walletUrl: null },
    rows: { payable: { ...everywhere('unconfirmed'), success: 'confirming' } },
  },
  'after a long time': {
    afterMs: LONG_MS,
    rows: {
      placing: { ...everywhere('placingSlow'), success: 'confirmingSlow' },
      payable: { ...USUAL.payable, success: 'confirmingSlow' },
    },
  },
};

const CELLS = Object.entries(FACTS).flatMap(([fact, { more, afterMs = 0, rows }]) =>
  ORDER_STATUSES.flatMap((status) =>
    VIEWS.map((view) => {
      const screen = (rows[status] ?? USUAL[status])[view];
      return { status, fact, view, screen, told: ORDERS[status](more), afterMs };
    }),
  ),
);

it.each(CELLS)('$status, $fact, is "$screen" on the $view view', async ({ view, told, afterMs, screen }) => {
  const { checkout, clock, reload } = await openPage(backendWith(told), pathOf(view));
  await clock.advance(afterMs);
  expect(checkout.screen).toBe(screen);
  if (afterMs > 0) return;
  expect((await reload()).checkout.screen).toBe(screen);
});

it.each([...VIEWS.map(pathOf), `/order#${TOKEN}/review`, `/order#${TOKEN}`])(
  'payable, with its money reserved, is "reserved" at %s, and stays so',
  async (path) => {
    const { checkout, clock } = await openPage(
      backendWith(order({ isReserved: true, walletUrl: null })),
      path,
    );
    expect(checkout.screen).toBe('reserved');
    await clock.advance(LONG_MS);
    expect(checkout.screen).toBe('reserved');
  },
);

describe('where there is no order', () => {
  const soldOut = { ...SERVICE, items: SERVICE.items.map((item) => ({ ...item, isSoldOut: true })) };
  it.each([
    ['order', session(), 'choose'],
    ['success', session(), 'noOrder'],
    ['failure', session(), 'noOrder'],
    ['cancel', session(), 'noOrder'],
    ['order', session({ canOrder: false }), 'expiredVisit'],
    ['success', session({ canOrder: false }), 'expiredVisit'],
    ['order', session({ service: soldOut }), 'soldOut'],
    ['order', session({ service: { ...soldOut, items: [ADULT, ...soldOut.items.slice(1)] } }), 'choose'],
    ['order', session({ service: soldOut, order: order() }), 'choose'],
  ] as const)('the %s view shows what can be done', async (view, body, screen) => {
    const { checkout } = await openPage(new Backend().answer('POST session', { body }), `/${view}#${TOKEN}`);
    expect(checkout.screen).toBe(screen);
  });

  it.each(VIEWS)('the %s view is empty at first, and says so when that takes long', async (view) => {
    const { checkout, clock } = await openPage(new Backend().answer('POST session', 'never'), pathOf(view));
    expect(checkout.screen).toBe('loading');
    await clock.advance(7_000);
    expect(checkout.screen).toBe('loadingSlow');
  });
});

/** What is shown when the session is refused. */
const TROUBLES: Record<ApiProblemCode, ScreenName> = {
  'token-expired': 'expiredVisit',
  'token-canceled': 'canceledVisit',
  'token-unknown': 'unknownVisit',
  'token-malformed': 'unknownVisit',
  'token-in-progress': 'openingVisit',
  'token-missing': 'missingVisit',
  offline: 'offline',
  unreadable: 'offline',
  'seqr-busy': 'offline',
  'seqr-unclear': 'offline',
  'seqr-unreachable': 'offline',
  'seqr-refused': 'trouble',
  internal: 'trouble',
  'not-found': 'trouble',
  'malformed-request': 'trouble',
  'invalid-request': 'trouble',
  'wrong-content-type': 'trouble',
  'body-too-large': 'trouble',
  'cross-origin': 'trouble',
  'order-unknown': 'trouble',
  'order-live': 'trouble',
  'order-ended': 'trouble',
  'revision-conflict': 'trouble',
  'payment-in-progress': 'trouble',
  'not-reserved': 'trouble',
};
it.each(CODES)('a visit that ends in %s says why, on every view', async (code) => {
  for (const view of VIEWS) {
    const { checkout, clock } = await openPage(refuse(new Backend(), 'POST session', code), pathOf(view));
    await clock.advance(TRIES_MS);
    expect([checkout.trouble, checkout.screen]).toEqual([code, TROUBLES[code]]);
  }
});

/** Every screen, by the compiler's word; false for the forms. */
const SAYS: Record<ScreenName, boolean> = {
  loading: false,
  choose: false,
  review: false,
  loadingSlow: true,
  soldOut: true,
  placing: true,
  placingSlow: true,
  unconfirmed: true,
  awaiting: true,
  notPaid: true,
  left: true,
  confirming: true,
  confirmingSlow: true,
  reserved: true,
  paid: true,
  paidOther: true,
  reversed: true,
  canceled: true,
  failed: true,
  expired: true,
  noOrder: true,
  expiredVisit: true,
  canceledVisit: true,
  unknownVisit: true,
  openingVisit: true,
  missingVisit: true,
  offline: true,
  trouble: true,
};

describe.each(Object.entries(SAYS) as [ScreenName, boolean][])('the screen "%s"', (name, says) => {
  const statement = statementOf(name);

  it(says ? 'says something' : 'is a form', () => {
    expect(statement !== null).toBe(says);
  });

  it('looks like success only where it was paid', () => {
    const isPaid = name === 'paid' || name === 'paidOther';
    expect([statement?.mark === 'paid', statement?.title === 'paidTitle']).toEqual([isPaid, isPaid]);
  });

  it('is no dead end', () => {
    // These two become their slow ones by themselves.
    if (!says || name === 'confirming' || name === 'placing') return;
    const offered = [...(statement?.first ?? []), ...(statement?.then ?? [])];
    expect(offered.filter((action) => action !== 'waiting' && action !== 'preparing')).not.toEqual([]);
  });
});
