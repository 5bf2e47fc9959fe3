// The rules by which an order moves: every state against every word of SEQR.
import { describe, expect, test } from 'vitest';
import { applyObservation, isSettled, newOrder } from '../../server/orders/order.ts';
import type { Asked } from '../../server/orders/order.ts';
import type { Observation } from '../../server/seqr/mapping.ts';
import type { Basket, Order } from '../../server/store/records.ts';
import { ORDER_STATUSES } from '../../shared/order-status.ts';

const NOW = 1_000_000;
const BASKET: Basket = { revision: 1, choices: {}, lines: [], totalMinor: 13000, currency: 'SEK', taxes: [] };

function order(changes: Partial<Order> = {}): Order {
  const times = { createdAt: 0, expiresAt: NOW + 600_000 };
  const placed = newOrder({
    id: 'o',
    tokenHash: 't',
    language: 'en',
    basket: BASKET,
    bookingNumber: 'F-1',
    ...times,
  });
  const disclosed = { invoiceReference: '1', clientInvoiceId: 'F-1-1', invoiceVersion: 1, launchedAt: 0 };
  return { ...placed, ...disclosed, status: 'payable', nextCheckAt: NOW, ...changes };
}

const RECEIPT = {
  amountMinor: 13000,
  currency: 'SEK',
  clientInvoiceId: 'F-1-1',
  paymentReference: 'p',
  rows: null,
};
const paid = (version = 2, receipt: Partial<typeof RECEIPT> = {}): Observation => ({
  kind: 'paid',
  version,
  ersReference: 'e',
  receipt: { ...RECEIPT, ...receipt },
});
const ended = (as: 'canceled' | 'failed', version = 2): Observation => ({ kind: 'ended', as, version });
const canceled = (version: number) => ended('canceled', version);
const apply = (
  from: Order,
  observation: Observation,
  asked: Asked = { version: 1, status: 'payable' },
  now = NOW,
) => {
  const change = applyObservation(from, observation, asked, now);
  return { ...from, ...change };
};

describe.each(ORDER_STATUSES)('from %s', (status) => {
  test('PAID makes it paid', () => {
    expect(apply(order({ status }), paid()).status).toBe('paid');
  });

  test.each(['canceled', 'failed'] as const)('SEQR’s %s ends it only when it is live', (as) => {
    const isLive = status === 'placing' || status === 'payable';
    expect(apply(order({ status }), ended(as)).status).toBe(isLive ? as : status);
  });

  test.each([
    { kind: 'waiting', version: 9 },
    { kind: 'asking', version: 9, cards: [] },
    { kind: 'reserved', version: 9 },
    { kind: 'unclear', alarm: null },
    { kind: 'unclear', alarm: 'odd' },
  ] satisfies Observation[])('%j never moves it', (observation) => {
    expect(apply(order({ status }), observation).status).toBe(status);
  });

  test('an answer that was overtaken changes nothing', () => {
    const from = order({ status, invoiceVersion: 5 });
    expect(applyObservation(from, ended('canceled', 4), { version: 1, status: 'payable' }, NOW)).toBeNull();
    for (const late of [
      { kind: 'waiting', version: 4 },
      { kind: 'asking', version: 4, cards: [] },
      { kind: 'reserved', version: 4 },
    ] satisfies Observation[]) {
      expect(applyObservation(from, late, { version: 4, status }, NOW)).toBeNull();
    }
  });
});

test('paid brings the side effect with it, and nothing is released before the second PAID', () => {
  const change = applyObservation(order(), paid(), { version: 1, status: 'payable' }, NOW);
  expect(change).toMatchObject({ sideEffect: { key: 'o:paid', releasedAt: null }, invoiceVersion: 2 });
  expect(change).not.toHaveProperty('releaseEffectsAt');
  expect(change).not.toHaveProperty('confirmedAt');
});

const paidOrder = (changes: Partial<Order> = {}) =>
  order({
    status: 'paid',
    invoiceVersion: 2,
    payment: {
      amountMinor: 13000,
      currency: 'SEK',
      ersReference: 'e',
      paymentReference: 'p',
      difference: null,
    },
    ...changes,
  });

test('only a call that carried the stored version confirms', () => {
  const late: Asked = { version: 1, status: 'payable' };
  expect(applyObservation(paidOrder(), paid(2), late, NOW)).toBeNull();
  const second: Asked = { version: 2, status: 'paid' };
  expect(applyObservation(paidOrder(), paid(2), second, NOW)).toMatchObject({
    confirmedAt: NOW,
    releaseEffectsAt: NOW,
  });
});

test('a SEQR that says version 0 for ever is confirmed by the second call as well', () => {
  const first = apply(order({ invoiceVersion: 0 }), paid(0), { version: 0, status: 'payable' });
  expect(isSettled(first, paid(0), { version: 0, status: 'payable' })).toBe(false);
  const second = apply(first, paid(0), { version: 0, status: 'paid' });
  expect(second.confirmedAt).toBe(NOW);
  expect(isSettled(second, paid(0), { version: 0, status: 'paid' })).toBe(true);
});

test('a confirmed payment is verified 25 s later, not before', () => {
  const asked: Asked = { version: 2, status: 'paid' };
  const confirmed = paidOrder({ confirmedAt: NOW, nextCheckAt: NOW });
  expect(applyObservation(confirmed, paid(2), asked, NOW + 24_999)).toEqual({ nextCheckAt: NOW + 25_000 });
  expect(applyObservation(confirmed, paid(2), asked, NOW + 25_000)).toEqual({
    verifiedAt: NOW + 25_000,
    nextCheckAt: null,
  });
});

test.each(['canceled', 'failed'] as const)(
  '%s after paid is a reversal: flagged once, and the order stays paid',
  (as) => {
    const reversed = apply(paidOrder({ confirmedAt: NOW }), ended(as, 3));
    expect(reversed).toMatchObject({ status: 'paid', reversedAt: NOW, nextCheckAt: null });
    expect(reversed.alarm).not.toBeNull();
    expect(applyObservation(reversed, ended(as, 3), { version: 3, status: 'paid' }, NOW + 1)).toBeNull();
  },
);

test.each([
  ['amount', { amountMinor: 12999 }],
  ['currency', { currency: 'EUR' }],
  ['clientInvoiceId', { clientInvoiceId: 'F-2-1' }],
] as const)('a receipt of another %s is paid, alarmed and held', (difference, receipt) => {
  const after = apply(order(), paid(2, receipt));
  expect(after).toMatchObject({ status: 'paid', payment: { difference } });
  expect(after.alarm).toContain(difference);
  const confirmed = applyObservation(after, paid(2, receipt), { version: 2, status: 'paid' }, NOW);
  expect(confirmed).toMatchObject({ confirmedAt: NOW });
  expect(confirmed).not.toHaveProperty('releaseEffectsAt');
});

test('what SEQR cancels after the time is over is expired', () => {
  expect(apply(order({ expiresAt: NOW + 1 }), ended('canceled')).status).toBe('canceled');
  expect(apply(order({ expiresAt: NOW }), ended('canceled')).status).toBe('expired');
  expect(apply(order({ expiresAt: NOW }), ended('failed')).status).toBe('failed');
});

test('an unclear status is not acknowledged', () => {
  const observation: Observation = { kind: 'unclear', alarm: 'odd' };
  expect(apply(order(), observation)).toMatchObject({ invoiceVersion: 1, alarm: 'odd' });
  expect(
    applyObservation(order({ alarm: 'first' }), observation, { version: 1, status: 'payable' }, NOW),
  ).toBeNull();
});

test('an invoice that is open although its order had ended alarms, is watched, and is not acknowledged', () => {
  const ended = order({ status: 'canceled', nextCheckAt: null });
  const waiting: Observation = { kind: 'waiting', version: 5 };
  const after = apply(ended, waiting, { version: 1, status: 'canceled' });
  expect(after).toMatchObject({ status: 'canceled', invoiceVersion: 1, nextCheckAt: NOW + 4_000 });
  expect(after.alarm).toContain('canceled');
  expect(applyObservation(after, waiting, { version: 1, status: 'canceled' }, NOW)).toBeNull();
  expect(apply(after, canceled(5), { version: 1, status: 'canceled' })).toMatchObject({ nextCheckAt: null });
});

test('an answer that was asked for before the order ended contradicts nothing', () => {
  const ended = order({ status: 'canceled', nextCheckAt: null });
  expect(
    applyObservation(ended, { kind: 'waiting', version: 1 }, { version: 1, status: 'payable' }, NOW),
  ).toBeNull();
});

test('a late PAID releases nothing once the payment is known to be reversed', () => {
  const reversed = apply(paidOrder(), canceled(3));
  expect(applyObservation(reversed, paid(2), { version: 2, status: 'paid' }, NOW + 1)).toBeNull();
  expect(applyObservation(reversed, paid(3), { version: 3, status: 'paid' }, NOW + 1)).toBeNull();
});

test('PAID without a receipt is paid, and held: nobody knows what was paid for', () => {
  const after = apply(order(), { kind: 'paid', version: 2, ersReference: 'e', receipt: null });
  expect(after).toMatchObject({ status: 'paid', payment: { difference: 'no receipt', amountMinor: 13000 } });
  expect(after.alarm).toContain('no receipt');
});

const RESERVED: Observation = { kind: 'reserved', version: 2 };
const ASKED: Asked = { version: 1, status: 'payable' };

test.each([
  [[10_000], 10_000],
  [[null, 9_000], 9_000],
  [[], 13_000],
])('PAID without a receipt, of %j that was to be taken, is the least of it', (commits, amountMinor) => {
  const reservation = { amountMinor: 13_000, reservedAt: 0, lapsesAt: null, commits };
  const observation: Observation = { kind: 'paid', version: 2, ersReference: 'e', receipt: null };
  expect(apply(order({ reservation }), observation).payment).toMatchObject({
    amountMinor,
    difference: 'no receipt',
  });
});

test('RESERVED is a fact beside the state: when, how much, and until when', () => {
  expect(applyObservation(order(), RESERVED, ASKED, NOW, 600)).toEqual({
    invoiceVersion: 2,
    reservation: { amountMinor: 13000, reservedAt: NOW, lapsesAt: NOW + 600_000, commits: [] },
  });
  expect(apply(order(), RESERVED).reservation).toMatchObject({ lapsesAt: null });
});

test('RESERVED once more changes nothing, also from a SEQR that says version 0 for ever', () => {
  const first = apply(order(), RESERVED);
  expect(applyObservation(first, RESERVED, { version: 2, status: 'payable' }, NOW + 1)).toBeNull();
  const zero: Observation = { kind: 'reserved', version: 0 };
  const old = apply(order({ invoiceVersion: 0 }), zero, { version: 0, status: 'payable' });
  expect(old.reservation).not.toBeNull();
  expect(applyObservation(old, zero, { version: 0, status: 'payable' }, NOW + 1)).toBeNull();
});

test('a newer ISSUED says that the money is reserved no more, an older one does not', () => {
  const reserved = apply(order(), RESERVED);
  expect(apply(reserved, { kind: 'waiting', version: 3 }).reservation).toBeNull();
  expect(applyObservation(reserved, { kind: 'waiting', version: 2 }, ASKED, NOW)).toBeNull();
  expect(applyObservation(reserved, { kind: 'waiting', version: 1 }, ASKED, NOW)).toBeNull();
});

test('a reservation that SEQR gives back is cancelled, whatever our own time says', () => {
  const reserved = apply(order({ expiresAt: NOW }), RESERVED);
  expect(apply(reserved, canceled(3)).status).toBe('canceled');
});

test('an asking SEQR is acknowledged when it has our answer, not when it has asked', () => {
  const asking: Observation = { kind: 'asking', version: 2, cards: [] };
  expect(applyObservation(order(), asking, ASKED, NOW)).toBeNull();
  expect(isSettled(order(), asking, ASKED)).toBe(true);
});

test.each([
  ['all, asked for as all', [null], 13000, null],
  ['all, asked for by its sum', [13000], 13000, null],
  ['a part', [5000], 5000, null],
  ['one of two parts', [5000, 6000], 5000, null],
  ['more than was asked for', [5000], 13000, 'amount'],
  ['less than was asked for', [null], 5000, 'amount'],
  ['less than the order, and nothing was asked for', [], 5000, 'amount'],
])('of a reservation was taken: %s', (_what, commits, amountMinor, difference) => {
  const reservation = { amountMinor: 13000, reservedAt: 0, lapsesAt: null, commits };
  const after = apply(order({ reservation }), paid(2, { amountMinor }));
  expect(after).toMatchObject({
    status: 'paid',
    basket: BASKET,
    payment: { amountMinor, difference },
  });
  expect(after.alarm === null).toBe(difference === null);
});
