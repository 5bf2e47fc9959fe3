// Giving money back, once and only once, whatever happens to the answer and however often the button is pressed.
import { describe, expect, it } from 'vitest';
import { refundSummary } from '../../../client/desk/refund/outcome-words.ts';
import type { RefundForm } from '../../../client/desk/refund/refund-form.svelte.ts';
import { OrderPage } from '../../../client/desk/order/order-page.svelte.ts';
import { openDesk } from './desk-stage.ts';
import { problem } from './scripted-desk.ts';

async function openForm(id = 'o1') {
  const stage = await openDesk(`#/orders/${id}`);
  const page = new OrderPage(stage.desk, id);
  await page.load();
  page.openRefund();
  const form = page.refundForm as RefundForm;
  const sent = () =>
    stage.backend.calls(/refunds$/).map(({ body }) => body as { key: string; what: unknown });
  return { ...stage, page, form, sent };
}
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('what is sent', () => {
  it('is the sum of all that is left, as it was read', async () => {
    const { form, sent } = await openForm();
    form.reason = ' Missed the boat ';
    const what = { kind: 'sum', amount: '130.00', currency: 'SEK' };
    expect(await form.send()).toBe(true);
    expect(sent()).toEqual([{ key: 'key-1', reason: 'Missed the boat', what }]);
    expect(form.outcome).toMatchObject({ state: 'done', amountMinor: 13_000 });
  });

  it('is one of two tickets', async () => {
    const { form, sent, page } = await openForm();
    Object.assign(form, { kind: 'lines', reason: 'Missed the boat' });
    form.step('adult', 1);
    expect(plain(refundSummary(form).text)).toBe('Give back 65,00 kr of 130,00 kr to •••0605.');
    await form.send();
    expect(sent()[0]?.what).toEqual({ kind: 'lines', lines: [{ sku: 'adult', quantity: 1 }] });
    await page.load();
    expect(page.order.value?.refundableMinor).toBe(6_500);
  });

  it('is a sum in the currency’s own decimals', async () => {
    const { form, sent } = await openForm();
    Object.assign(form, { kind: 'sum', sum: '32,5 kr', reason: 'Half of it' });
    await form.send();
    expect(sent()[0]?.what).toEqual({ kind: 'sum', amount: '32.50', currency: 'SEK' });
  });
});

describe('it is not sent', () => {
  it('without a reason, which is said at the field once it was tried', async () => {
    const { form, sent } = await openForm();
    expect(form.faultOf('reason')).toBeNull();
    expect(await form.send()).toBe(false);
    expect(form.faultOf('reason')).toMatch(/why/);
    expect(sent()).toEqual([]);
    form.reason = 'Missed the boat';
    expect(form.faults).toEqual([]);
  });

  it.each(['8', '-1', 'two', '1.5'])(
    'with %j of a line of which 7 can go back, and says which line',
    async (text) => {
      const { form, sent } = await openForm('o2');
      Object.assign(form, { kind: 'lines', reason: 'Missed the boat' });
      form.quantities['adult'] = text;
      await form.send();
      expect(form.faultOf('line adult')).toBe('Adult: write a number from 0 to 7.');
      expect(form.faultOf('line child')).toBeNull();
      expect([form.amountMinor, sent()]).toEqual([null, []]);
    },
  );

  it('with nothing of any line, or more than what is left of the money', async () => {
    const { form } = await openForm('o2');
    Object.assign(form, { kind: 'lines', reason: 'Missed the boat' });
    await form.send();
    expect(form.faultOf('lines')).toMatch(/at least one/);
    form.order.refundableMinor = 5_000;
    form.step('adult', 1);
    expect(form.faultOf('lines')).toMatch(/more than what is left/);
  });

  it('with a sum of which something is wrong', async () => {
    const { form, sent } = await openForm();
    Object.assign(form, { kind: 'sum', sum: '130,01', reason: 'Missed the boat' });
    await form.send();
    expect(form.faultOf('sum')).toMatch(/at most 130,00/);
    expect(sent()).toEqual([]);
  });
});

it('steps no further than what can be given back', async () => {
  const { form } = await openForm('o2');
  for (let times = 0; times < 9; times += 1) form.step('adult', 1);
  expect(form.quantities['adult']).toBe('7');
  for (let times = 0; times < 9; times += 1) form.step('adult', -1);
  expect(form.quantities['adult']).toBe('0');
});

describe('money goes back once', () => {
  it('when the button is pressed twice', async () => {
    const { form, sent } = await openForm();
    form.reason = 'Missed the boat';
    await Promise.all([form.send(), form.send()]);
    await form.send();
    expect(sent()).toHaveLength(1);
  });

  it('when the answer was lost: the same key again, and nothing can be changed meanwhile', async () => {
    const { form, sent, backend, page } = await openForm();
    form.reason = 'Missed the boat';
    backend.fail(/refunds$/, 'cut');
    expect(await form.send()).toBe(false);
    expect([form.isUnsure, form.isFixed]).toEqual([true, true]);
    expect(await form.send()).toBe(true);
    expect(sent().map(({ key }) => key)).toEqual(['key-1', 'key-1']);
    await page.load();
    expect(page.order.value?.refunds).toHaveLength(1);
    expect(form.isUnsure).toBe(false);
  });

  it('when who does not know closes the form and begins again', async () => {
    const { form, sent, backend, page, desk } = await openForm();
    form.reason = 'Missed the boat';
    backend.fail(/refunds$/, 'cut');
    await form.send();
    page.closeRefund();
    const again = new OrderPage(desk, 'o1');
    await again.load();
    again.openRefund();
    expect(again.refundForm).toBe(form);
    await form.send();
    expect(new Set(sent().map(({ key }) => key)).size).toBe(1);
  });

  it.each([
    [502, 'unreadable', true],
    [500, 'internal', true],
    [409, 'order-ended', false],
    [422, 'invalid-request', false],
  ])('after %i %s it is unknown: %s', async (status, code, isUnsure) => {
    const { form, backend } = await openForm();
    form.reason = 'Missed the boat';
    backend.fail(/refunds$/, problem(status, code));
    await form.send();
    expect(form.isUnsure).toBe(isUnsure);
  });

  it('when one is signed out before the second try: it is as unknown as before', async () => {
    const { form, backend, desk, sent } = await openForm();
    form.reason = 'Missed the boat';
    backend.fail(/refunds$/, 'cut');
    await form.send();
    backend.isSignedIn = false;
    await form.send();
    expect([form.isUnsure, desk.session.state]).toEqual([true, 'out']);
    await desk.session.signIn('anna', 'right');
    expect(await form.send()).toBe(true);
    expect(new Set(sent().map(({ key }) => key)).size).toBe(1);
  });
});

it('has a new key each time it is opened, once the last one is answered', async () => {
  const { form, page, sent } = await openForm();
  Object.assign(form, { kind: 'sum', sum: '10', reason: 'Missed the boat' });
  await form.send();
  page.closeRefund();
  await page.load();
  page.openRefund();
  Object.assign(page.refundForm ?? {}, { kind: 'sum', sum: '10', reason: 'Missed the boat' });
  await page.refundForm?.send();
  expect(sent().map(({ key }) => key)).toEqual(['key-1', 'key-2']);
});

it.each([
  ['500,00', false],
  ['500,01', true],
])(
  'says beforehand that a second person must agree: %s of an order from which nothing was given back',
  async (sum, needs) => {
    const { form } = await openForm();
    form.order.refundableMinor = 1_300_000;
    Object.assign(form.order, { payment: { ...form.order.payment, amountMinor: 1_300_000 } });
    Object.assign(form, { kind: 'sum', sum });
    expect(form.needsApproval).toBe(needs);
  },
);
