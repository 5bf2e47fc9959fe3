// The page's state, from the customer's side: what is shown after what was done.
import { describe, expect, it } from 'vitest';
import type { Checkout } from '../../client/checkout.svelte.ts';
import type { OrderDto } from '../../shared/api.ts';
import {
  ADULT,
  Backend,
  calm,
  CHILD,
  DEPARTURE,
  openPage,
  order,
  paid,
  session,
  SERVICE,
  THREE_ADULTS,
  TOKEN,
} from './page-stage.ts';

/** A backend that keeps one order, as ours does. */
function backendWith(first: OrderDto | null = null) {
  let current = first;
  return new Backend()
    .answer('POST session', () => ({ body: session({ order: current }) }))
    .answer('GET order', () => ({ body: current }))
    .answer('PUT order', ({ path, body }) => {
      const { revision } = body as { revision: number };
      current = order({ ...current, id: path.split('/')[3] as string, revision });
      return { body: current };
    })
    .answer('POST launch', () => {
      const isFirst = !current?.wasLaunched;
      current = order({ ...current, wasLaunched: true });
      return { body: { order: current, isFirst } };
    })
    .answer('POST cancel', () => {
      current = order({ ...current, status: 'canceled', walletUrl: null, endedAt: 1 });
      return { body: current };
    });
}

const idOf = (checkout: Checkout) => checkout.order?.id ?? '';

async function openWithTwoAdults(backend = backendWith()) {
  const page = await openPage(backend);
  page.checkout.composer.setQuantity(ADULT, 2);
  return page;
}

async function openAtReview(backend = backendWith()) {
  const page = await openWithTwoAdults(backend);
  page.checkout.composer.review();
  return page;
}

async function openAtPayment(backend = backendWith()) {
  const page = await openAtReview(backend);
  await page.checkout.pay();
  await calm();
  return page;
}

describe('choosing', () => {
  it('starts with what the QR code presets, and an empty basket', async () => {
    const { checkout } = await openPage(backendWith());
    expect(checkout.draft?.choices).toEqual({ departure: '7' });
    expect(checkout.draft?.units).toBe(0);
    expect(checkout.step).toBe('choose');
  });

  it('explains an empty basket instead of going on', async () => {
    const { checkout } = await openPage(backendWith());
    checkout.composer.review();
    expect(checkout.composer.fault).toEqual({ kind: 'empty' });
    expect(checkout.step).toBe('choose');
  });

  it('explains a missing choice, and forgets it once it is made', async () => {
    const open = { ...DEPARTURE, preset: null };
    const backend = backendWith().answer('POST session', {
      body: session({ service: { ...SERVICE, choices: [open] } }),
    });
    const { checkout } = await openWithTwoAdults(backend);
    checkout.composer.review();
    expect(checkout.composer.fault).toMatchObject({ kind: 'choice-missing', choice: { key: 'departure' } });
    checkout.composer.setChoice('departure', '1');
    expect(checkout.composer.fault).toBeNull();
    checkout.composer.review();
    expect(checkout.step).toBe('review');
  });

  it('keeps the item limit and the limit of the order', async () => {
    const { checkout } = await openPage(backendWith());
    checkout.composer.setQuantity(ADULT, 99);
    expect(checkout.draft?.quantity('adult')).toBe(10);
    checkout.composer.setQuantity(CHILD, 9);
    expect(checkout.draft?.quantity('child')).toBe(2);
    checkout.composer.setQuantity(ADULT, -1);
    expect(checkout.draft?.quantity('adult')).toBe(0);
  });
});

describe('steps and history', () => {
  it('goes back from review by the page and by the browser to the same entry', async () => {
    const { checkout, window } = await openAtReview();
    expect(window.path).toBe(`/order#${TOKEN}/review`);
    checkout.composer.back();
    expect(window.path).toBe(`/order#${TOKEN}`);
    expect([checkout.step, window.index]).toEqual(['choose', 0]);
    window.history.go(1);
    expect(checkout.step).toBe('review');
    window.history.go(-1);
    expect([checkout.step, window.index]).toEqual(['choose', 0]);
    expect(checkout.draft?.units).toBe(2);
  });

  it('replaces where there is no entry of ours to go back to', async () => {
    const { checkout, window } = await openPage(backendWith(order()), `/order#${TOKEN}/pay`);
    checkout.composer.back();
    expect(window.path).toBe(`/order#${TOKEN}/review`);
    expect(window.entries).toHaveLength(1);
  });

  it('goes back over two steps from the payment to change the order', async () => {
    const { checkout, window } = await openAtPayment();
    checkout.composer.change();
    expect([window.path, window.index]).toEqual([`/order#${TOKEN}`, 0]);
    expect(checkout.draft?.units).toBe(2);
  });

  it('shows nothing to pay where there is no order', async () => {
    const { checkout, window } = await openPage(backendWith(), `/order#${TOKEN}/pay`);
    expect(checkout.step).toBe('choose');
    expect(window.path).toBe(`/order#${TOKEN}`);
  });
});

describe('reload', () => {
  it('keeps the basket while choosing and at review', async () => {
    const chosen = await (await openWithTwoAdults()).reload();
    expect(chosen.checkout.draft?.units).toBe(2);
    const reviewed = await (await openAtReview()).reload();
    expect(reviewed.checkout.step).toBe('review');
    expect(reviewed.checkout.draft?.totalMinor).toBe(13000);
  });

  it('keeps the id of a new order, so that a PUT whose answer was lost is repeated and not doubled', async () => {
    const first = await openAtReview(backendWith().answer('PUT order', 'cut'));
    await first.checkout.pay();
    const second = await first.reload();
    await second.checkout.pay();
    const [one, two] = first.backend.calls('PUT order');
    expect(two).toEqual(one);
  });

  it('goes on at the payment with the order of the server, and does not open the wallet again', async () => {
    const first = await openAtPayment();
    const { checkout, window } = await first.reload();
    await calm();
    expect([checkout.step, checkout.order?.bookingNumber]).toEqual(['pay', 'FRY-7K2M9Q']);
    expect(window.opened).toHaveLength(1);
  });

  it('works where history refuses to keep anything', async () => {
    const page = await openWithTwoAdults();
    page.window.history.replaceState = () => {
      throw new DOMException('too many calls', 'SecurityError');
    };
    page.checkout.composer.setQuantity(ADULT, 3);
    expect(page.checkout.draft?.units).toBe(3);
  });
});

describe('paying', () => {
  it('puts the order and opens the wallet, once', async () => {
    const { checkout, window, backend } = await openAtPayment();
    expect(backend.calls('PUT order')).toEqual([
      {
        method: 'PUT',
        path: '/api/orders/00000000-0000-4000-8000-000000000001',
        body: { revision: 1, lines: [{ sku: 'adult', quantity: 2 }], choices: { departure: '7' } },
      },
    ]);
    expect(window.opened).toEqual(['seqr://SEQR.SE/R9001']);
    expect(checkout.step).toBe('pay');
    await backend.tell(order({ id: idOf(checkout), wasLaunched: true }));
    checkout.composer.back();
    await checkout.pay();
    await calm();
    expect(window.opened).toHaveLength(1);
    expect(backend.calls('PUT order')).toHaveLength(1);
  });

  it('is safe against a double tap', async () => {
    const { checkout, window, backend } = await openAtReview();
    await Promise.all([checkout.pay(), checkout.pay(), checkout.pay()]);
    await calm();
    expect(backend.calls('PUT order')).toHaveLength(1);
    expect(window.opened).toHaveLength(1);
  });

  it('leaves the wallet closed when another tab has opened it', async () => {
    const backend = backendWith().answer('POST launch', { body: { order: order(), isFirst: false } });
    const { window } = await openAtPayment(backend);
    expect(window.opened).toEqual([]);
  });

  it('follows an order that is still being placed, and opens the wallet when it can be paid', async () => {
    const placing = order({ status: 'placing', invoiceReference: null, walletUrl: null });
    const backend = backendWith().answer('PUT order', { status: 202, body: placing });
    const { checkout, window } = await openAtPayment(backend);
    expect([checkout.step, checkout.order?.status]).toEqual(['pay', 'placing']);
    expect(window.opened).toEqual([]);
    await backend.tell(order());
    expect(window.opened).toEqual(['seqr://SEQR.SE/R9001']);
  });

  it('does not open the wallet on a price that the customer has not seen', async () => {
    const dearer = order({ total: { amountMinor: 14000, currency: 'SEK' } });
    const { checkout, window } = await openAtPayment(backendWith().answer('PUT order', { body: dearer }));
    expect(window.opened).toEqual([]);
    expect(checkout.notice).toBe('noticePrice');
  });

  it('sends a changed basket under the same id with the next revision', async () => {
    const { checkout, backend } = await openAtPayment();
    checkout.composer.change();
    checkout.composer.setQuantity(ADULT, 3);
    checkout.composer.setQuantity(ADULT, 4);
    checkout.composer.review();
    await checkout.pay();
    const [first, second] = backend.calls('PUT order');
    expect(second?.path).toBe(first?.path);
    expect(second?.body).toMatchObject({ revision: 2, lines: [{ sku: 'adult', quantity: 4 }] });
  });

  it('repeats the same PUT while SEQR has not confirmed the change', async () => {
    const { checkout, backend } = await openAtPayment();
    backend.answer('PUT order', {
      body: order({ id: idOf(checkout), pending: THREE_ADULTS, walletUrl: null }),
    });
    checkout.composer.change();
    checkout.composer.setQuantity(ADULT, 3);
    checkout.composer.review();
    await checkout.pay();
    expect([checkout.step, checkout.order?.walletUrl]).toEqual(['pay', null]);
    await checkout.pay();
    const [, second, third] = backend.calls('PUT order');
    expect(third).toEqual(second);
  });

  it('puts the same order again while SEQR has not made its bill, by a second tap and after a reload', async () => {
    const placing = order({ status: 'placing', invoiceReference: null, walletUrl: null });
    const backend = backendWith(placing).refuse('PUT order', 'seqr-unclear', 504, { order: placing });
    backend.answer('POST session', { body: session() });
    const first = await openAtPayment(backend);
    expect([first.checkout.step, first.checkout.notice]).toEqual(['review', 'noticeSeqr']);
    await first.checkout.pay();
    backend.answer('POST session', { body: session({ order: placing }) });
    const { checkout, window } = await first.reload();
    backend
      .answer('PUT order', { body: order() })
      .answer('POST launch', { body: { order: order(), isFirst: true } });
    await checkout.pay();
    await calm();
    const [one, two, three] = backend.calls('PUT order');
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    expect([checkout.step, window.opened]).toEqual(['pay', ['seqr://SEQR.SE/R9001']]);
  });

  it.each([
    ['seqr-unclear', 504, 'noticeSeqr', THREE_ADULTS],
    ['seqr-busy', 503, 'noticeSeqr', null],
    ['seqr-unreachable', 503, 'noticeSeqr', null],
    ['payment-in-progress', 409, 'noticeInProgress', THREE_ADULTS],
  ] as const)('keeps a changed basket after %s, and repeats the same PUT', async (...problem) => {
    const [code, status, notice, pending] = problem;
    const { checkout, backend } = await openAtPayment();
    const current = order({ id: idOf(checkout), pending });
    backend.refuse('PUT order', code, status, { order: current });
    checkout.composer.change();
    checkout.composer.setQuantity(ADULT, 3);
    checkout.composer.review();
    await checkout.pay();
    expect([checkout.notice, checkout.draft?.totalMinor, checkout.order]).toEqual([notice, 19500, current]);
    await checkout.pay();
    const [, second, third] = backend.calls('PUT order');
    expect(third).toEqual(second);
    expect(third?.body).toMatchObject({ revision: 2, lines: [{ sku: 'adult', quantity: 3 }] });
  });

  it('repeats, where the page is opened anew, the change that SEQR has not confirmed', async () => {
    const backend = backendWith(order({ pending: THREE_ADULTS, walletUrl: null }));
    const { checkout } = await openPage(backend, `/order#${TOKEN}/pay`);
    await checkout.pay();
    expect(backend.calls('PUT order').map(({ body }) => body)).toEqual([
      { revision: 2, lines: [{ sku: 'adult', quantity: 3 }], choices: { departure: '7' } },
    ]);
  });

  it('keeps the basket, and tells why, when nothing can be reached; the next tap repeats the same', async () => {
    const backend = backendWith().answer('PUT order', 'cut');
    const { checkout, window } = await openAtPayment(backend);
    expect([checkout.step, checkout.notice, checkout.isBusy]).toEqual(['review', 'noticeOffline', false]);
    await checkout.pay();
    const [first, second] = backend.calls('PUT order');
    expect(second).toEqual(first);
    expect(window.opened).toEqual([]);
  });

  it('gives up an answer that never comes', async () => {
    const { checkout, clock } = await openAtReview(backendWith().answer('PUT order', 'never'));
    const paying = checkout.pay();
    await clock.advance(20_000);
    await paying;
    expect(checkout.notice).toBe('noticeOffline');
  });
});

describe('what stands in the way', () => {
  it('adopts the open order of another tab, and tells so', async () => {
    const other = order({ id: '00000000-0000-4000-8000-00000000000f', bookingNumber: 'FRY-OTHER1' });
    const backend = backendWith().refuse('PUT order', 'order-live', 409, { order: other });
    const { checkout, window } = await openAtPayment(backend);
    expect(checkout.notice).toBe('noticeOrderLive');
    expect(checkout.order?.bookingNumber).toBe('FRY-OTHER1');
    expect([checkout.isOrdered, checkout.draft?.id]).toEqual([true, other.id]);
    expect(window.opened).toEqual([]);
  });

  it('adopts the newer basket on a conflict, and goes on from its revision', async () => {
    const newer = order({ revision: 5 });
    const backend = backendWith(order()).refuse('PUT order', 'revision-conflict', 409, { order: newer });
    const { checkout } = await openPage(backend);
    checkout.composer.setQuantity(ADULT, 4);
    checkout.composer.review();
    await checkout.pay();
    expect(checkout.notice).toBe('noticeConflict');
    expect(checkout.draft?.quantity('adult')).toBe(2);
    checkout.composer.setQuantity(ADULT, 3);
    expect(checkout.draft?.revision).toBe(6);
  });

  it('pays the adopted order with one more tap, and places nothing new', async () => {
    const other = order({ id: '00000000-0000-4000-8000-00000000000f' });
    const backend = backendWith()
      .refuse('PUT order', 'order-live', 409, { order: other })
      .answer('POST launch', { body: { order: other, isFirst: true } });
    const { checkout, window } = await openAtPayment(backend);
    expect([checkout.step, window.opened]).toEqual(['review', []]);
    await checkout.pay();
    await calm();
    expect([checkout.step, checkout.notice, window.opened]).toEqual(['pay', null, [other.walletUrl]]);
    expect(backend.calls('PUT order')).toHaveLength(1);
  });

  it('shows how the order ended when it cannot be changed any more', async () => {
    const backend = backendWith(order());
    const { checkout } = await openPage(backend);
    backend.refuse('PUT order', 'order-ended').answer('GET order', { body: paid() });
    checkout.composer.setQuantity(ADULT, 3);
    checkout.composer.review();
    await checkout.pay();
    expect([checkout.hasOutcome, checkout.order?.status, checkout.notice]).toEqual([true, 'paid', null]);
  });

  it.each([
    ['token-expired', 410],
    ['token-canceled', 410],
    ['token-unknown', 403],
  ] as const)('has a page for %s', async (code, status) => {
    const { checkout } = await openPage(new Backend().refuse('POST session', code, status));
    expect([checkout.trouble, checkout.session]).toEqual([code, null]);
  });

  it('has a page for an address without a token, and asks nobody', async () => {
    const backend = backendWith();
    const { checkout } = await openPage(backend, '/order');
    expect([checkout.trouble, backend.sent]).toEqual(['token-missing', []]);
  });

  it('waits for a visit that SEQR is still opening', async () => {
    const backend = new Backend().refuse('POST session', 'token-in-progress', 409, { canRetry: true });
    const { checkout, clock } = await openPage(backend);
    await clock.advance(1_000);
    expect(checkout.trouble).toBeNull();
    backend.answer('POST session', { body: session() });
    await clock.advance(2_000);
    expect(checkout.session).not.toBeNull();
  });

  it('says so when the network stays away, and starts once it is back', async () => {
    const backend = new Backend().answer('POST session', 'cut');
    const { checkout, clock, window } = await openPage(backend);
    await clock.advance(10_000);
    expect(checkout.trouble).toBe('offline');
    backend.answer('POST session', { body: session() });
    window.dispatchEvent(new Event('online'));
    await calm();
    expect([checkout.trouble, checkout.session === null]).toEqual([null, false]);
  });
});

describe('the order in the course of time', () => {
  it('shows the payment on the order view as soon as the server knows of it', async () => {
    const { checkout, backend } = await openAtPayment();
    await backend.tell(paid({ id: idOf(checkout) }));
    expect([checkout.hasOutcome, checkout.order?.status]).toEqual([true, 'paid']);
  });

  it('offers another way on when a confirmation takes long', async () => {
    const { checkout, clock } = await openPage(backendWith(order()), `/success#${TOKEN}_9001`);
    await clock.advance(9_000);
    expect(checkout.isSlow).toBe(false);
    await clock.advance(2_000);
    expect(checkout.isSlow).toBe(true);
  });

  it('asks for the session of the reference in the hash', async () => {
    const { backend } = await openPage(backendWith(paid()), `/success#${TOKEN}_9001`);
    expect(backend.calls('POST session')[0]?.body).toEqual({ invoiceReference: '9001' });
  });

  it('cancels the order and keeps its basket for another', async () => {
    const { checkout, backend, window } = await openAtPayment();
    const id = idOf(checkout);
    await checkout.cancel();
    expect([checkout.hasOutcome, checkout.order?.status]).toEqual([true, 'canceled']);
    checkout.composer.tryAgain();
    expect([checkout.step, window.path]).toEqual(['review', `/order#${TOKEN}/review`]);
    await checkout.pay();
    const [, again] = backend.calls('PUT order');
    expect(again?.path).not.toContain(id);
    expect(again?.body).toEqual({
      revision: 1,
      lines: [{ sku: 'adult', quantity: 2 }],
      choices: { departure: '7' },
    });
  });

  it('tries again from the Failure view without loading anything', async () => {
    const failed = order({ status: 'failed', walletUrl: null });
    const { checkout, window } = await openPage(backendWith(failed), `/failure#${TOKEN}_9001`);
    checkout.composer.tryAgain();
    expect(window.path).toBe(`/order#${TOKEN}/review`);
    expect([checkout.view, checkout.step, checkout.draft?.units]).toEqual(['order', 'review', 2]);
  });

  it('keeps to one path where only one is registered', async () => {
    const failed = order({ status: 'failed', walletUrl: null });
    const { checkout, window } = await openPage(backendWith(failed), `/app#/failure#${TOKEN}_9001`);
    expect(checkout.view).toBe('failure');
    checkout.composer.tryAgain();
    expect(window.path).toBe(`/app#/order/${TOKEN}/review`);
  });

  it('loads another session when the hash names another', async () => {
    const backend = backendWith(paid());
    const { checkout, window } = await openPage(backend, `/app#/order/${TOKEN}`);
    window.openHash(`#/success/${TOKEN}_9001`);
    await calm();
    expect(backend.calls('POST session')).toHaveLength(2);
    expect([checkout.view, checkout.order?.status]).toEqual(['success', 'paid']);
  });

  it('closes the stream while hidden, and asks for the state when seen again', async () => {
    const { checkout, window, backend } = await openAtPayment();
    expect(backend.openStreams).toBe(1);
    window.show('hidden');
    await calm();
    expect(backend.openStreams).toBe(0);
    backend.answer('GET order', { body: paid({ id: idOf(checkout) }) });
    window.show('visible');
    await calm();
    expect([checkout.order?.status, backend.openStreams]).toEqual(['paid', 1]);
  });

  it('asks for the state when the page comes back from the cache', async () => {
    const { checkout, window, backend } = await openAtPayment();
    backend.answer('GET order', { body: paid({ id: idOf(checkout) }) });
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await calm();
    expect(checkout.order?.status).toBe('paid');
  });

  it('keeps what is being composed when it is seen again without a network', async () => {
    const { checkout, window, backend, clock } = await openWithTwoAdults();
    backend.answer('POST session', 'cut');
    window.show('visible');
    await clock.advance(10_000);
    expect([checkout.trouble, checkout.draft?.units]).toEqual([null, 2]);
  });

  it('never puts the token into an address that reaches a server', async () => {
    const { backend } = await openAtPayment();
    expect(backend.sent.filter(({ path }) => path.includes(TOKEN))).toEqual([]);
  });
});
