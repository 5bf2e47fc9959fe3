// Finding an order by whatever the clerk has in the hand, on both engines.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifyActs } from '../../server/desk/act-log.ts';
import { ENGINES } from '../engines.ts';
import { openShop } from '../shop.ts';
import { clerk, paidOrder, trySignIn } from './clerk.ts';

const DAY_MS = 24 * 60 * 60_000;

describe.each(ENGINES)('on %s', (engine) => {
  test('by booking number, however it is typed; by SEQR’s numbers; by the phone’s last digits', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const { id, invoiceReference } = await paidOrder(shop);
    await paidOrder(shop, 1);
    const order = await shop.store.findOrder(id);
    const refund = await anna.refund(id, { kind: 'sum', amount: '1.00', currency: 'SEK' });
    const number = order?.bookingNumber ?? '';
    const found = async (q: string) => (await anna.orders({ q })).body.orders.map((row) => row.id);
    for (const q of [
      number,
      number.toLowerCase(),
      ` ${number.replace('-', ' ')} `,
      number.replace('FRY-', ''),
      invoiceReference,
      order?.payment?.ersReference ?? '',
      refund.body.ersReference ?? '',
      refund.body.id,
    ]) {
      expect(await found(q), q).toEqual([id]);
    }
    expect(await found('0605')).toHaveLength(2);
    expect(await found('0701-740 605')).toHaveLength(2);
    expect(await found('9999')).toEqual([]);
    expect(await found('FRY-000000')).toEqual([]);
    expect(await found("' or 1=1 --")).toEqual([]);
  });

  test('by state and by days of the shop’s own time, the newest first, page by page', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const { id: first } = await paidOrder(shop);
    const day = new Date(shop.clock.now() + 60 * 60_000).toISOString().slice(0, 10);
    await shop.clock.advance(DAY_MS);
    const customer = await shop.visit();
    const { id: second } = await customer.order();
    const again = await clerk(shop, 'bo');
    const ids = async (query: Record<string, string>) =>
      (await again.orders(query)).body.orders.map((row) => row.id);
    expect(await ids({})).toEqual([second, first]);
    expect(await ids({ status: 'payable' })).toEqual([second]);
    expect(await ids({ from: day, to: day })).toEqual([first]);
    expect(await ids({ to: day, status: 'payable' })).toEqual([]);
    expect(anna.session.service.bookingPrefix).toBe('FRY');
  });

  test('page by page, fifty at a time, none twice and none left out, also of one moment', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const wanted = new Set<string>();
    for (let n = 0; n < 60; n += 1) wanted.add((await (await shop.visit()).order(1)).id);
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body } = await anna.orders(after === '' ? {} : { after });
      seen.push(...body.orders.map((row) => row.id));
      after = body.next;
    }
    expect(seen).toHaveLength(60);
    expect(new Set(seen)).toEqual(wanted);
  });
});

test.each([
  [{ q: '12' }, 'q: needs four digits or more'],
  [{ from: '2026-13-01' }, 'from: must be a day such as 2026-11-23'],
  [{ from: '2026-11-23', to: '2026-11-22' }, 'to: is before from'],
  [{ status: 'lost' }, 'status'],
  [{ after: 'nonsense' }, 'after: is no place in a list'],
])('%j is refused with the part that is wrong', async (query, detail) => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  const answer = await anna.orders(query);
  expect(answer.status).toBe(422);
  expect(answer.body.detail).toContain(detail);
});

test('the order with its lines, money, timeline and what can be done', async () => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  const { id } = await paidOrder(shop, 2);
  const { body } = await anna.order(id);
  expect(body).toMatchObject({
    status: 'paid',
    msisdnLast4: '0605',
    refundableMinor: 13_000,
    choices: [{ name: 'From', value: 'Vaxholm' }],
    payment: { amountMinor: 13_000 },
    can: ['refund'],
  });
  expect(body.timeline.map(({ by, what }) => `${by}: ${what}`)).toEqual([
    'Customer: Ordered',
    'SEQR: Took the invoice',
    'Customer: Opened the wallet',
    'SEQR: Said that it is paid',
    'Service: Confirmed the payment to SEQR',
  ]);
  expect(JSON.stringify(body)).not.toContain('46701740605');
});

test('an unpaid order is cancelled as the customer’s page does it; a paid one is not', async () => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  const customer = await shop.visit();
  const { id, invoiceReference } = await customer.order();
  expect((await anna.order(id)).body.can).toEqual(['cancel']);
  const answer = await anna.send<{ status: string }>('POST', `/orders/${id}/cancel`, {
    reason: 'asked by phone',
  });
  expect(answer).toMatchObject({ status: 200, body: { status: 'canceled' } });
  expect((await shop.bill(invoiceReference)).status).toBe('CANCELED');
  const { id: paid } = await paidOrder(shop);
  expect(await anna.send('POST', `/orders/${paid}/cancel`, { reason: 'asked by phone' })).toMatchObject({
    status: 409,
    body: { code: 'order-ended' },
  });
});

test('an order that is paid while it is cancelled is paid', async () => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  const customer = await shop.visit();
  const { id, invoiceReference } = await customer.order();
  await shop.faults({ on: 'notification', kind: 'drop' });
  await shop.pay(invoiceReference);
  const answer = await anna.send('POST', `/orders/${id}/cancel`, { reason: 'asked by phone' });
  expect(answer).toMatchObject({ status: 200, body: { status: 'paid' } });
});

test.each([
  [{ from: '2026-02-30' }, 'from: must be a day such as 2026-11-23'],
  [{ to: '2025-13-01' }, 'to: must be a day such as 2026-11-23'],
  [{ from: 'yesterday' }, 'from: must be a day such as 2026-11-23'],
  [{ from: '2025-12-24', to: '2025-12-23' }, 'to: is before from'],
  [{ q: '12' }, 'q: needs four digits or more'],
  [{ after: 'x' }, 'after: is no place in a list'],
] as [Record<string, string>, string][])('what cannot be looked for is said: %j', async (query, detail) => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  expect(await anna.orders(query)).toMatchObject({ status: 422, body: { code: 'invalid-request', detail } });
});

test.each(ENGINES)('what no store can hold is nobody’s, and no error of ours, on %s', async (engine) => {
  const shop = await openShop({ engine });
  const chief = await clerk(shop, 'chief', ['look', 'refund', 'approve', 'close']);
  const detail = 'q: must be text that can be written down';
  expect(await chief.orders({ q: 'FRY\0' })).toMatchObject({ status: 422, body: { detail } });
  expect((await trySignIn(shop, 'anna\0', 'x')).response.status).toBe(422);
  expect(await chief.order('%00')).toMatchObject({ status: 404 });
  expect((await shop.notify('%00')).status).toBe(404);
  expect(await chief.decide('%00', 'approve')).toMatchObject({ status: 404 });
  expect(await chief.send('GET', '/closings/%00')).toMatchObject({ status: 404 });
  expect(await chief.send('POST', '/deliveries/%00/retry')).toMatchObject({ status: 404 });
});

test.each(ENGINES)(
  'a reason that cannot be written down is none, and the log holds, on %s',
  async (engine) => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const { id } = await paidOrder(shop);
    for (const reason of ['half a letter \ud800', 'nothing \0 at all']) {
      const what = { kind: 'whole' };
      expect(
        await anna.send('POST', `/orders/${id}/refunds`, { key: randomUUID(), reason, what }),
      ).toMatchObject({
        status: 422,
        body: { code: 'invalid-request', detail: 'reason: must be text that can be written down' },
      });
    }
    expect(shop.called('refundPayment')).toBe(0);
    expect(await verifyActs(shop.store.acts, shop.shop.secrets.sealAct)).toMatchObject({ fault: null });
  },
);

test('a person who has looked into an alarm ends it, and what was held back goes out', async () => {
  const shop = await openShop();
  const chief = await clerk(shop, 'chief', ['look', 'approve']);
  const { id } = await paidOrder(shop);
  await shop.store.changeOrder(id, () => ({ alarm: 'the receipt differs from the order: amount' }));
  expect((await chief.tasks()).body.alarmed).toMatchObject([
    { id, alarm: expect.stringContaining('amount') as unknown },
  ]);
  const answer = await chief.send('POST', `/orders/${id}/resolve-alarm`, {
    reason: 'a discount at the till',
  });
  expect(answer).toMatchObject({ status: 200, body: { alarm: null } });
  expect((await chief.tasks()).body.alarmed).toEqual([]);
  expect((await shop.store.acts.about(id)).at(-1)).toMatchObject({
    act: 'alarm resolved',
    operator: 'chief',
  });
  const logged = (await shop.store.acts.about(id)).length;
  const again = await chief.send('POST', `/orders/${id}/resolve-alarm`, { reason: 'once more' });
  expect(again).toMatchObject({ status: 200, body: { alarm: null } });
  // Where there was nothing to resolve, the log does not say that somebody did.
  expect(await shop.store.acts.about(id)).toHaveLength(logged);
});
