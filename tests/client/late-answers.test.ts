// Answers that were long on their way: what is shown is what is so now, of the visit and the order that the customer is in.
import { describe, expect, it } from 'vitest';
import type { OrderDto } from '../../shared/api.ts';
import { ADULT, Backend, calm, ended, openPage, order, paid, session } from './page-stage.ts';
import { THREE_ADULTS, TOKEN } from './page-stage.ts';

const OTHER_VISIT = '#999999-000001';
const MINE = paid({ id: '00000000-0000-4000-8000-0000000000aa', bookingNumber: 'FRY-MINE22' });

it.each<[string, OrderDto, OrderDto]>([
  ['payable', paid(), order()],
  ['failed', paid(), ended('failed')],
  ['payable', ended('canceled'), order()],
  ['not reversed', paid({ reversedAt: 2 }), paid()],
  ['of the basket before', order({ revision: 2, total: THREE_ADULTS.total }), order()],
  ['before a change that waits', order({ pending: THREE_ADULTS, walletUrl: null }), order()],
])('an older answer, %s, does not take the place of a newer one', async (_, newer, older) => {
  const backend = new Backend()
    .answer('POST session', { body: session({ order: order() }) })
    .answer('GET order', { body: older });
  const { checkout } = await openPage(backend, `/success#${TOKEN}_9001`);
  const told = { ...newer, version: older.version + 1 };
  await backend.tell(told);
  const shown = checkout.screen;
  await checkout.refresh();
  expect([checkout.screen, checkout.order]).toEqual([shown, told]);
});

describe('in another visit by then', () => {
  it('an order that was placed is not shown there, and opens no wallet', async () => {
    const backend = new Backend().answer('POST session', { body: session() });
    const release = backend.hold('PUT order', { body: order() });
    const { checkout, window } = await openPage(backend);
    checkout.composer.setQuantity(ADULT, 2);
    checkout.composer.review();
    void checkout.pay();
    await calm();
    window.openHash(OTHER_VISIT);
    await calm();
    await release();
    expect([checkout.screen, checkout.order, checkout.isBusy]).toEqual(['choose', null, false]);
    expect([window.location.hash, window.opened]).toEqual([OTHER_VISIT, []]);
  });

  it('the end of the visit before does not end this one', async () => {
    const backend = new Backend().answer('POST session', { body: session() });
    const gone = { code: 'token-expired', status: 410, canRetry: false, title: 'expired' };
    const release = backend.hold('PUT order', { status: 410, body: gone });
    const { checkout, window } = await openPage(backend);
    checkout.composer.setQuantity(ADULT, 2);
    void checkout.pay();
    await calm();
    window.openHash(OTHER_VISIT);
    await calm();
    await release();
    expect([checkout.screen, checkout.trouble, checkout.notice]).toEqual(['choose', null, null]);
  });

  it('an order that was asked for is not shown there', async () => {
    const backend = new Backend().answer('POST session', { body: session({ order: order() }) });
    const release = backend.hold('GET order', { body: paid() });
    const { checkout, window } = await openPage(backend, `/success#${TOKEN}_9001`);
    void checkout.refresh();
    await calm();
    backend.answer('POST session', { body: session() });
    window.openHash(OTHER_VISIT);
    await calm();
    await release();
    expect([checkout.screen, checkout.order]).toEqual(['noOrder', null]);
  });

  it('an order that was cancelled does not take the place of the one there', async () => {
    const backend = new Backend().answer('POST session', { body: session({ order: order() }) });
    const release = backend.hold('POST cancel', { body: ended('canceled') });
    const { checkout, window } = await openPage(backend, `/order#${TOKEN}/pay`);
    void checkout.cancel();
    await calm();
    backend.answer('POST session', { body: session({ order: MINE }) });
    window.openHash(`${OTHER_VISIT}_9002`);
    await calm();
    await release();
    expect([checkout.screen, checkout.order, checkout.isBusy]).toEqual(['paid', MINE, false]);
  });
});

it.each([
  ['back', 'choose', 1],
  ['back, and with another basket', 'choose', 2],
])(
  'who has gone %s while the order is placed stays there, and no wallet opens',
  async (_, step, quantity) => {
    const backend = new Backend().answer('POST session', { body: session() });
    const { checkout, window } = await openPage(backend);
    checkout.composer.setQuantity(ADULT, 1);
    checkout.composer.review();
    const release = backend.hold('PUT order', { body: order({ id: checkout.draft?.id ?? '' }) });
    void checkout.pay();
    checkout.composer.back();
    await calm();
    checkout.composer.setQuantity(ADULT, quantity);
    await release();
    expect([checkout.step, checkout.draft?.quantity(ADULT.sku)]).toEqual([step, quantity]);
    expect([window.opened, checkout.isBusy]).toEqual([[], false]);
  },
);

it('a visit that is opened anew while the first question is still open is slow by its own time', async () => {
  const backend = new Backend().answer('POST session', 'never');
  const { checkout, clock } = await openPage(backend);
  await clock.advance(7_000);
  expect(checkout.screen).toBe('loadingSlow');
  void checkout.refresh();
  expect(checkout.screen).toBe('loading');
  await clock.advance(7_000);
  expect(checkout.screen).toBe('loadingSlow');
  // The first one is given up.
  await clock.advance(2_000);
  expect(checkout.screen).toBe('loadingSlow');
});

it('another visit is asked for once, however many events tell of it', async () => {
  const backend = new Backend().answer('POST session', { body: session() });
  const { window } = await openPage(backend);
  window.openHash(OTHER_VISIT);
  window.dispatchEvent(new Event('popstate'));
  window.dispatchEvent(new Event('hashchange'));
  await calm();
  expect(backend.calls('POST session')).toHaveLength(2);
});

it('what went wrong is not told any more once the order has moved', async () => {
  const backend = new Backend()
    .answer('POST session', { body: session({ order: order() }) })
    .answer('POST cancel', 'cut');
  const { checkout } = await openPage(backend, `/order#${TOKEN}/pay`);
  await checkout.cancel();
  expect(checkout.notice).toBe('noticeOffline');
  await backend.tell(order({ version: 2, wasLaunched: true }));
  expect(checkout.notice).toBe('noticeOffline');
  await backend.tell(paid({ version: 3 }));
  expect([checkout.screen, checkout.notice]).toEqual(['paid', null]);
});

it('the wallet is not opened for a customer who has cancelled while the server was asked', async () => {
  const backend = new Backend()
    .answer('POST session', { body: session() })
    .answer('PUT order', { body: order() })
    .answer('POST cancel', { body: { ...ended('canceled'), version: 2 } });
  const release = backend.hold('POST launch', { body: { order: order(), isFirst: true } });
  const { checkout, window } = await openPage(backend);
  checkout.composer.setQuantity(ADULT, 2);
  checkout.composer.review();
  await checkout.pay();
  await checkout.cancel();
  await release();
  expect([checkout.screen, window.opened]).toEqual(['canceled', []]);
});

describe('changed in two places', () => {
  const THEIRS = order({ version: 2, revision: 2, lines: THREE_ADULTS.lines, total: THREE_ADULTS.total });

  it('the basket on the screen is sent, not taken for the other one of the same revision', async () => {
    const backend = new Backend()
      .answer('POST session', { body: session({ order: order() }) })
      .refuse('PUT order', 'revision-conflict', 409, { order: THEIRS });
    const { checkout, window } = await openPage(backend);
    checkout.composer.setQuantity(ADULT, 4);
    checkout.composer.review();
    await backend.tell(THEIRS);
    await checkout.pay();
    expect(backend.calls('PUT order')[0]?.body).toMatchObject({ lines: [{ quantity: 4 }] });
    expect([checkout.notice, checkout.draft?.quantity(ADULT.sku)]).toEqual(['noticeConflict', 3]);
    expect(window.opened).toEqual([]);
  });

  it('forward to the payment leads to the review where the basket is not the order’s any more', async () => {
    const current = order({ pending: THREE_ADULTS, walletUrl: null });
    const backend = new Backend().answer('POST session', { body: session({ order: current }) });
    const { checkout, window } = await openPage(backend);
    checkout.composer.review();
    checkout.composer.toPayment();
    expect(checkout.screen).toBe('unconfirmed');
    checkout.composer.change();
    checkout.composer.setQuantity(ADULT, 4);
    window.history.go(2);
    await calm();
    expect([checkout.screen, checkout.draft?.quantity(ADULT.sku)]).toEqual(['review', 4]);
  });
});
