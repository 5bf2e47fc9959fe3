// One order at the desk: its sums, what can be done with it, and when it is looked at again.
import { describe, expect, it } from 'vitest';
import { OrderPage } from '../../../client/desk/order/order-page.svelte.ts';
import { backOf, moneyOf, whyNoRefund } from '../../../client/desk/order/money-of.ts';
import { outcomeOf } from '../../../client/desk/refund/outcome-words.ts';
import { whyNotAgree, whyNotDecide } from '../../../client/desk/refund/refund-deeds.ts';
import { type DeskSession, type Role } from '../../../shared/desk/operators.ts';
import { REFUND_STATES } from '../../../shared/desk/refunds.ts';
import { calm, openDesk } from './desk-stage.ts';
import { delivery, order, refund, SESSION } from './fixtures.ts';
import { BUSY_ORDER } from './many-orders.ts';

async function openPage(id: string) {
  const stage = await openDesk(`#/orders/${id}`);
  const page = new OrderPage(stage.desk, id);
  const stop = page.start();
  await calm();
  return { ...stage, page, stop };
}

describe('the sums', () => {
  it.each([
    ['that nobody has paid yet', order({ payment: null, status: 'payable' }), ['To pay 13000']],
    ['that nobody will pay', order({ payment: null, status: 'canceled' }), ['Not paid 13000']],
    ['that was paid', order(), ['Paid 13000']],
    [
      'of which some may have been given back',
      BUSY_ORDER,
      ['Left 78000', 'Paid 97500', 'Given back 6500', 'Waits for a second person 6500', 'Not known 6500'],
    ],
  ])('of an order %s', (_, given, sums) => {
    expect(moneyOf(given).map(({ name, amountMinor }) => `${name} ${amountMinor}`)).toEqual(sums);
  });

  it('say why nothing can be given back', () => {
    expect(whyNoRefund(order(), true)).toBeNull();
    const empty = { can: [], refundableMinor: 0 };
    expect(whyNoRefund(order({ ...empty, refunds: [refund()] }), true)).toMatch(/Nothing is left to give/);
    expect(whyNoRefund(order({ ...empty, refunds: [refund({ state: 'awaiting' })] }), true)).toMatch(
      /not over/,
    );
    // Just paid: SEQR has not confirmed it, and nothing was given back.
    expect(whyNoRefund(order(empty), true)).toMatch(/confirmed/);
    expect(whyNoRefund(order({ can: [] }), false)).toMatch(/role “refund”/);
    expect(whyNoRefund(order({ can: [] }), true)).toMatch(/confirmed/);
  });
});

it('a line tells what went back, and apart from it what only may', () => {
  expect(backOf(BUSY_ORDER, 'adult')).toBe('1 of them given back, 2 of them in a refund that is not over');
  expect(backOf(BUSY_ORDER, 'child')).toBeNull();
  expect(backOf(order({ refunds: [refund({ state: 'refused' })] }), 'adult')).toBeNull();
});

describe('a deed', () => {
  it('needs a reason, is done once, and shows what has become of the order', async () => {
    const { page, desk, backend } = await openPage('o3');
    page.ask('cancel');
    expect(await desk.deed?.send()).toBe(false);
    expect(desk.deed?.reasonFault).toMatch(/why/);
    if (desk.deed) desk.deed.reason = ' Sold twice ';
    await Promise.all([desk.deed?.send(), desk.deed?.send()]);
    expect(backend.calls(/^POST/).map(({ path, body }) => [path, body])).toEqual([
      ['orders/o3/cancel', { reason: 'Sold twice' }],
    ]);
    expect(page.order.value?.status).toBe('canceled');
  });

  it.each([
    ['', {}],
    ['100', { amount: '100.00' }],
    ['130,00', {}],
  ])('takes %j of what is reserved', async (text, body) => {
    const { page, desk, backend } = await openPage('o3');
    page.ask('commit');
    Object.assign(desk.deed ?? {}, { text, reason: 'Brought aboard' });
    expect(await desk.deed?.send()).toBe(true);
    expect(backend.calls(/commit$/)).toMatchObject([{ body: { ...body, reason: 'Brought aboard' } }]);
  });

  it('takes no more than what is reserved', async () => {
    const { page, desk, backend } = await openPage('o3');
    page.ask('commit');
    Object.assign(desk.deed ?? {}, { text: '130,01', reason: 'Brought aboard' });
    await desk.deed?.send();
    expect(desk.deed?.textFault).toMatch(/at most 130,00/);
    expect(backend.calls(/commit$/)).toEqual([]);
  });

  it('whose answer was lost shows what is so now, and does not claim to be done', async () => {
    const { page, desk, backend } = await openPage('o2');
    page.ask('resolve-alarm');
    if (desk.deed) desk.deed.reason = 'Paid the difference';
    backend.fail(/resolve-alarm/, 'cut');
    expect(await desk.deed?.send()).toBe(false);
    expect([desk.deed?.sending.isUnclear, page.order.value?.isAlarmed]).toEqual([true, false]);
  });
});

it('sends a stuck message again', async () => {
  const { page, desk } = await openPage('o2');
  await page.retry(delivery({ key: 'sms:o2:paid' }));
  expect(page.order.value?.deliveries[0]?.state).toBe('waiting');
  expect(desk.announcer.text).toBe('Text message about the payment: being sent again');
});

it('is looked at again while it waits for its money, and not when it is closed', async () => {
  const live = await openPage('o3');
  await live.clock.advance(10_000);
  expect(live.backend.calls(/^GET orders\/o3/)).toHaveLength(3);
  live.stop();
  await live.clock.advance(10_000);
  expect(live.backend.calls(/^GET orders\/o3/)).toHaveLength(3);
  const ended = await openPage('o1');
  await ended.clock.advance(10_000);
  expect(ended.backend.calls(/^GET orders\/o1/)).toHaveLength(1);
});

it.each(REFUND_STATES)('what became of a refund that is %s is never more than is known', (state) => {
  const { title, kind } = outcomeOf(refund({ state }));
  expect(/^\S+ was given back\.$/.test(title.replace('\u00a0', ''))).toBe(state === 'done');
  expect(kind === 'good').toBe(state === 'done');
});

it('nobody agrees to a refund of their own, or without the role', () => {
  const mine = refund({ state: 'awaiting' });
  const theirs = { ...mine, requestedBy: 'björn' };
  expect(whyNotAgree(SESSION, mine)).toMatch(/somebody else/);
  expect(whyNotAgree(SESSION, theirs)).toBeNull();
  expect(whyNotAgree(withRoles('look', 'refund', 'close'), theirs)).toMatch(/role “approve”/);
});

it('nobody decides an unknown refund without the role that the server asks for', () => {
  expect(whyNotDecide(withRoles('approve'), refund())).toBeNull();
  expect(whyNotDecide(withRoles('look', 'refund', 'close'), refund())).toMatch(/role “approve”/);
});

it('what took two people is decided by another than who asked for it', () => {
  const shared = refund({ state: 'unknown', decidedBy: 'björn' });
  expect(whyNotDecide(SESSION, shared)).toMatch(/somebody else/);
  expect(whyNotDecide(SESSION, { ...shared, requestedBy: 'björn' })).toBeNull();
  expect(whyNotDecide(SESSION, { ...shared, decidedBy: null })).toBeNull();
});

const withRoles = (...roles: Role[]): DeskSession => ({ ...SESSION, operator: { name: 'anna', roles } });
