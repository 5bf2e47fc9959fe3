// What stands on the pages: the right words and marks for what the server says, drawn without a browser.
import { describe, expect, it } from 'vitest';
import { render } from 'svelte/server';
import App from '../../client/App.svelte';
import type { Checkout } from '../../client/checkout.svelte.ts';
import { openState, settle } from '../../client/preview/stage/open-state.ts';
import { findState, statesOf } from '../../client/preview/states.ts';
import type { OrderDto } from '../../shared/api.ts';
import { VIEWS } from '../../shared/service-url.ts';
import {
  Backend,
  calm,
  openPage,
  order,
  paid,
  session,
  THREE_ADULTS,
  TOKEN,
  TWO_ADULTS,
} from './page-stage.ts';

const drawn = (checkout: Checkout) => render(App, { props: { checkout } }).body;
const backendWith = (current: OrderDto) =>
  new Backend().answer('POST session', { body: session({ order: current }) });

const TAKEN_BACK = 'SEQR took this payment back, so the booking is not valid';
const STORES = ['https://apps.apple.com/app/id494224742', 'market://details?id=com.seamless.seqr'];

function expectReversed(body: string) {
  expect(body).toContain('The payment was taken back');
  expect(body).toContain(TAKEN_BACK);
  expect(body).toContain('data-mark="trouble"');
  expect(body).toMatch(/class="booking[^"]*void/);
  expect(body).not.toMatch(/data-mark="paid"|Thank you|>Paid<|>Done</);
}

describe.each([
  ['the Success view', `/success#${TOKEN}_9001`],
  ['the order view', `/order#${TOKEN}/pay`],
])('a reversal on %s', (_, path) => {
  it('is said plainly, without any look of success', async () => {
    const { checkout } = await openPage(backendWith(paid({ reversedAt: 2 })), path);
    expectReversed(drawn(checkout));
  });

  it('takes the place of the success that was shown before', async () => {
    const { checkout, backend } = await openPage(backendWith(paid()), path);
    expect(drawn(checkout)).toMatch(/data-mark="paid"/);
    expect(drawn(checkout)).not.toContain(TAKEN_BACK);
    await backend.tell(paid({ reversedAt: 2 }));
    expectReversed(drawn(checkout));
  });
});

describe('an order that SEQR has not made a bill for', () => {
  const placing = order({ status: 'placing', invoiceReference: null, walletUrl: null });

  it('is waited for, and after a while offered to be tried again or cancelled', async () => {
    const { checkout, clock } = await openPage(backendWith(placing), `/order#${TOKEN}/pay`);
    expect(drawn(checkout)).not.toMatch(/Try again<|Cancel the order/);
    await clock.advance(11_000);
    expect(drawn(checkout)).toMatch(/Try again\s*</);
    expect(drawn(checkout)).toMatch(/Cancel the order\s*</);
    expect(drawn(checkout)).not.toContain('Change the order');
  });
});

describe('a change that SEQR has not confirmed', () => {
  it('shows what it would come to, and not the basket before it', async () => {
    const pending = order({ pending: THREE_ADULTS, walletUrl: null });
    const { checkout } = await openPage(backendWith(pending), `/order#${TOKEN}/pay`);
    expect(drawn(checkout)).toContain('Your change is not confirmed');
    expect(drawn(checkout)).toMatch(/data-total[^>]*>[^<]*195/);
    expect(drawn(checkout)).not.toMatch(/130|VAT/);
  });

  it('is of no matter once the order was paid as it was before', async () => {
    const { checkout } = await openPage(
      backendWith(paid({ pending: THREE_ADULTS })),
      `/success#${TOKEN}_9001`,
    );
    expect(drawn(checkout)).toMatch(/data-total[^>]*>[^<]*130/);
  });
});

describe('the Success view before the payment is confirmed', () => {
  it('says to all that it is being confirmed; later, that a payment is safe before it offers the wallet', async () => {
    const { checkout, clock } = await openPage(backendWith(order()), `/success#${TOKEN}_9001`);
    expect(drawn(checkout)).toMatch(/Confirming your payment …<.*role="status">This takes a few seconds/);
    expect(drawn(checkout)).not.toContain('Open SEQR');
    await clock.advance(11_000);
    const body = drawn(checkout);
    expect(body.indexOf('If you have paid, your payment is safe')).toBeGreaterThan(-1);
    expect(body).toMatch(/class="button quiet" href="seqr:/);
  });
});

describe('money that was reserved', () => {
  it('is neither asked for again nor said to be paid, and its booking number is there to be shown', async () => {
    const { checkout } = await openPage(
      backendWith(order({ isReserved: true, walletUrl: null })),
      `/order#${TOKEN}/review`,
    );
    expect(drawn(checkout)).toMatch(/Payment reserved<.*You need not pay again/);
    expect(drawn(checkout)).toContain('class="booking large"');
    expect(drawn(checkout)).not.toMatch(/href="seqr:|class="button primary|Paid</);
  });
});

it('a discount is a line of the order, under its own name', async () => {
  const off = {
    sku: 'discount:6',
    name: 'Member discount',
    quantity: 1,
    unitPriceMinor: -1300,
    totalMinor: -1300,
    taxRate: 6,
  };
  const lines = [TWO_ADULTS, off];
  const total = { amountMinor: 11_700, currency: 'SEK' };
  const { checkout } = await openPage(backendWith(order({ lines, total })), `/order#${TOKEN}/pay`);
  expect(drawn(checkout)).toMatch(/Member discount<.*-[^<]*13.*data-total[^>]*>[^<]*117/);
});

describe('the app', () => {
  it('is offered where the page was opened without a token', async () => {
    const { checkout } = await openPage(new Backend(), '/order');
    for (const url of STORES) expect(drawn(checkout)).toContain(`href="${url}"`);
  });

  it('is offered at the payment only once it did not open', async () => {
    const backend = backendWith(order()).answer('POST launch', { body: { order: order(), isFirst: true } });
    const { checkout, window, clock } = await openPage(backend, `/order#${TOKEN}/pay`);
    expect(window.opened).toHaveLength(1);
    expect(drawn(checkout)).not.toContain('Get the app');
    await clock.advance(5_000);
    for (const url of STORES) expect(drawn(checkout)).toContain(`href="${url}"`);
    window.show('hidden');
    await calm();
    expect(drawn(checkout)).not.toContain('Get the app');
  });
});

describe.each(VIEWS)('the %s view', (view) => {
  it.each(statesOf(view))('in the state %s holds nothing that the policy refuses', async (name) => {
    const state = findState(view, name);
    if (state === null) throw new Error(name);
    const page = openState(view, state, 'en');
    await settle(page, state);
    const markup = drawn(page.checkout);
    page.stop();
    expect(markup).toContain('<main');
    expect(markup).not.toMatch(/<[^>]*\s(style|on\w+)\s*=|<(script|style|link|iframe|object)\b|javascript:/i);
  });
});
