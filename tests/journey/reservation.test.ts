// The customer's money is reserved first: nobody pays twice for it, the merchant takes all of it or less, once, and what
// is not taken goes back.
import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { cancelOrder } from '../../server/orders/cancel-order.ts';
import { commitReservation } from '../../server/orders/commit-reservation.ts';
import { Refusal } from '../../server/orders/refusal.ts';
import type { Request } from '../../server/seqr/operations.ts';
import type { Order } from '../../server/store/records.ts';
import { clerk } from '../desk/clerk.ts';
import { ENGINES } from '../engines.ts';
import type { Engine } from '../engines.ts';
import { CARD, dieAt, MEMBER_MINOR, openSauna, orderAt, TWO_HOURS, WHOLE_MINOR } from './sauna.ts';

const AT_ONCE = { commit: 'at-once', timeoutS: null, rest: null } as const;
const THREE_HOURS_MS = 10_800_000;

/** A customer who has paid, and whose money waits for the desk. */
async function reserved(engine: Engine = 'sqlite') {
  const shop = await openSauna(engine);
  const stage = await orderAt(shop);
  await shop.pay(stage.reference);
  await shop.pass(4_250);
  const commit = (amountMinor: number | null) => commitReservation(shop.shop, stage.id, amountMinor);
  const stored = async () => {
    const order = await shop.store.findOrder(stage.id);
    if (!order) throw new Error('the order is gone');
    return order;
  };
  return { shop, ...stage, commit, stored };
}

function refusalOf(outcome: Order | Refusal) {
  if (!(outcome instanceof Refusal)) throw new Error(`it was not refused: ${outcome.status}`);
  return outcome;
}

describe.each(ENGINES)('on %s', (engine) => {
  test('a service that takes the money by itself does so, and the payment is confirmed', async () => {
    const shop = await openSauna(engine, AT_ONCE);
    const { id, reference } = await orderAt(shop);
    expect(await shop.pay(reference)).toMatchObject({ status: 'RESERVED' });
    await shop.pass(4_250);
    const order = await shop.store.findOrder(id);
    expect(order).toMatchObject({
      status: 'paid',
      alarm: null,
      payment: { amountMinor: WHOLE_MINOR, difference: null },
    });
    expect(order?.confirmedAt).not.toBeNull();
    expect(shop.called('commitReservation')).toBe(1);
    await shop.pass(30_000);
    expect(await shop.bill(reference)).toMatchObject({ status: 'PAID', isReversed: false });
  });

  test('money that waits for the desk is neither paid twice, changed nor given back by the customer', async () => {
    const { shop, customer, id, reference, stored } = await reserved(engine);
    expect(await stored()).toMatchObject({
      status: 'payable',
      alarm: null,
      reservation: { amountMinor: WHOLE_MINOR, commits: [] },
    });
    const { reservation } = await stored();
    expect((reservation?.lapsesAt ?? 0) - (reservation?.reservedAt ?? 0)).toBe(THREE_HOURS_MS);
    expect((await customer.get(id)).body).toMatchObject({
      status: 'payable',
      isReserved: true,
      walletUrl: null,
    });
    const inProgress = { status: 409, body: { code: 'payment-in-progress' } };
    expect(await customer.put(id, { ...TWO_HOURS, revision: 2 })).toMatchObject(inProgress);
    expect(await customer.cancel(id)).toMatchObject(inProgress);
    expect(await shop.bill(reference)).toMatchObject({ status: 'RESERVED' });
    expect(shop.called('updateInvoice') + shop.called('cancelInvoice')).toBe(0);
  });

  test('our own time-out spares it: the customer has paid', async () => {
    const { shop, reference, commit, stored } = await reserved(engine);
    await shop.sleepThrough(3_600_000);
    await shop.pass(5_000);
    expect(await stored()).toMatchObject({ status: 'payable', alarm: null });
    expect(await shop.bill(reference)).toMatchObject({ status: 'RESERVED' });
    expect(await commit(null)).toMatchObject({ status: 'paid' });
  });

  test('who reserves at the last moment is spared as well', async () => {
    const shop = await openSauna(engine);
    const { id, reference } = await orderAt(shop);
    await shop.sleepThrough(599_900);
    await shop.pay(reference);
    // The first that looks finds the time over.
    await shop.sleepThrough(200);
    await shop.pass(5_000);
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'payable', reservation: {} });
    expect(await shop.bill(reference)).toMatchObject({ status: 'RESERVED' });
  });

  test('the desk takes all of it', async () => {
    const { shop, commit, id } = await reserved(engine);
    const order = await commit(null);
    expect(order).toMatchObject({ status: 'paid', payment: { amountMinor: WHOLE_MINOR, difference: null } });
    expect(await shop.store.findSideEffects(id)).toMatchObject([{ releasedAt: shop.clock.now() }]);
  });

  test('the desk takes less: that is no difference, and what was ordered stays', async () => {
    const { shop, customer, id, commit, stored } = await reserved(engine);
    expect(await commit(20_000)).toMatchObject({ status: 'paid' });
    expect(await stored()).toMatchObject({
      alarm: null,
      basket: { totalMinor: WHOLE_MINOR },
      payment: { amountMinor: 20_000, difference: null },
    });
    expect(await shop.store.findSideEffects(id)).toMatchObject([{ releasedAt: shop.clock.now() }]);
    const { body } = await customer.get(id);
    const total = { amountMinor: 20_000, currency: 'SEK' };
    expect(body).toMatchObject({ status: 'paid', isReserved: false, total, payment: { total }, taxes: [] });
    expect(body.lines.at(-1)).toMatchObject({ name: 'Ej använt', totalMinor: 20_000 - WHOLE_MINOR });
  });

  test('the receipt tells what was taken, and no VAT of what was not', async () => {
    const { shop, id, commit, stored } = await reserved(engine);
    const { basket } = await stored();
    expect(basket.taxes).not.toEqual([]);
    await commit(20_000);
    const sent = vi.spyOn(shop.shop.seqr, 'call');
    await shop.deliver();
    const submitted = sent.mock.calls.find(([operation]) => operation === 'submitPaymentReceipt')?.[1];
    const { receiptDocument } = submitted as Request<'submitPaymentReceipt'>;
    const page = Buffer.from(receiptDocument.receiptData, 'base64').toString();
    expect(page).toContain('Ej använt');
    expect(page).toContain('200,00');
    expect(page).not.toContain('varav moms');
    expect((await (await clerk(shop, 'anna')).order(id)).body.taxes).toEqual([]);
  });

  test('a reservation that nobody takes lapses, and the order is cancelled', async () => {
    const { shop, reference, commit, stored } = await reserved(engine);
    await shop.sleepThrough(THREE_HOURS_MS - 10_000);
    expect(await shop.bill(reference)).toMatchObject({ status: 'RESERVED' });
    await shop.sleepThrough(10_000);
    await shop.pass(4_250);
    expect(await stored()).toMatchObject({ status: 'canceled', alarm: null, nextCheckAt: null });
    expect(refusalOf(await commit(null)).code).toBe('not-reserved');
  });

  test('a clerk’s cancel gives the money back', async () => {
    const { shop, id, reference } = await reserved(engine);
    expect(await cancelOrder(shop.shop, id, 'canceled')).toMatchObject({ status: 'canceled' });
    expect(await shop.bill(reference)).toMatchObject({ status: 'CANCELED' });
  });

  test.each(['reset-before', 'fault', 'html'] as const)(
    'a commit that meets "%s" is unknown until SEQR says that it is still reserved, and may be tried again',
    async (kind) => {
      const { shop, commit, stored } = await reserved(engine);
      await shop.faults({ on: 'commitReservation', kind });
      const refusal = refusalOf(await commit(20_000));
      expect(refusal).toMatchObject({ code: 'seqr-unclear', order: { status: 'payable' } });
      expect(await commit(20_000)).toMatchObject({ status: 'paid', payment: { amountMinor: 20_000 } });
      expect(await stored()).toMatchObject({ alarm: null, reservation: { commits: [20_000] } });
    },
  );

  test.each(['reset-after', 'half'] as const)(
    'a commit that meets "%s" was made: SEQR’s status tells',
    async (kind) => {
      const { shop, commit } = await reserved(engine);
      await shop.faults({ on: 'commitReservation', kind });
      expect(await commit(20_000)).toMatchObject({
        status: 'paid',
        alarm: null,
        payment: { amountMinor: 20_000, difference: null },
      });
    },
  );

  test('of two clerks one takes it, and the other one is told so', async () => {
    const { shop, commit, stored } = await reserved(engine);
    const outcomes = await Promise.all([commit(20_000), commit(30_000)]);
    await shop.quiet();
    const { payment, alarm } = await stored();
    expect(alarm).toBeNull();
    const amounts = outcomes.map((outcome) =>
      outcome instanceof Refusal ? outcome.code : outcome.payment?.amountMinor,
    );
    expect(amounts.toSorted()).toEqual([payment?.amountMinor, 'not-reserved']);
  });

  test.each(['reset-before', 'reset-after', 'fault', 'busy'] as const)(
    'a service that takes the money by itself is not stopped by "%s"',
    async (kind) => {
      const shop = await openSauna(engine, AT_ONCE);
      const { id, reference } = await orderAt(shop);
      await shop.faults({ on: 'commitReservation', kind }, { on: 'notification', kind: 'drop' });
      await shop.pay(reference);
      await shop.pass(9_000);
      expect(await shop.store.findOrder(id)).toMatchObject({
        status: 'paid',
        alarm: null,
        payment: { amountMinor: WHOLE_MINOR, difference: null },
      });
    },
  );

  test('a process that dies before it takes the money leaves that to the next one', async () => {
    const shop = await openSauna(engine, AT_ONCE);
    const { id, reference } = await orderAt(shop);
    await shop.pay(reference);
    dieAt(shop, 'commitReservation');
    await shop.pass(4_250);
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'payable', reservation: {} });
    await shop.pass(4_250);
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'paid', alarm: null });
  });
});

test.each([0, -1, 0.5, Number.NaN, WHOLE_MINOR + 1])('%d öre cannot be taken', async (amountMinor) => {
  const { shop, commit, stored } = await reserved();
  const refusal = refusalOf(await commit(amountMinor));
  expect(refusal).toMatchObject({
    code: 'invalid-request',
    detail: 'amount: must be more than 0, and at most 414.50',
  });
  expect(shop.called('commitReservation')).toBe(0);
  expect(await stored()).toMatchObject({ reservation: { commits: [] } });
});

test.each([1, WHOLE_MINOR])('%d öre can', async (amountMinor) => {
  const { commit } = await reserved();
  expect(await commit(amountMinor)).toMatchObject({ status: 'paid', alarm: null, payment: { amountMinor } });
});

test('what is not reserved is not taken: unpaid, paid, ended, unknown', async () => {
  const shop = await openSauna();
  const { id, reference } = await orderAt(shop);
  const commit = async () => refusalOf(await commitReservation(shop.shop, id, null)).code;
  expect(await commit()).toBe('not-reserved');
  await shop.act(reference, 'decline');
  expect(await commit()).toBe('not-reserved');
  expect(shop.called('commitReservation')).toBe(0);
  const paid = await reserved();
  await paid.commit(null);
  expect(refusalOf(await paid.commit(null))).toMatchObject({
    code: 'not-reserved',
    order: { status: 'paid' },
  });
  const nowhere = await commitReservation(shop.shop, randomUUID(), null);
  expect(refusalOf(nowhere).code).toBe('order-unknown');
});

test('nothing is taken while SEQR does not say how things are', async () => {
  const { shop, commit } = await reserved();
  await shop.faults({ on: 'getPaymentStatus', kind: 'fault', times: 10 });
  expect(refusalOf(await commit(null)).code).toBe('seqr-unclear');
  expect(shop.called('commitReservation')).toBe(0);
});

test('another sum than the desk has asked for is a difference', async () => {
  const { shop, commit, stored, reference } = await reserved();
  await shop.faults({ on: 'commitReservation', kind: 'reset-before' });
  await commit(20_000);
  // Somebody takes all of it behind our back.
  await shop.shop.seqr.call('commitReservation', { amount: undefined, invoiceReference: reference });
  await shop.quiet();
  expect(await stored()).toMatchObject({ status: 'paid', payment: { difference: 'amount' } });
});

test('a reservation that this service has not asked for is for a person', async () => {
  const shop = await openSauna();
  const { id, reference } = await orderAt(shop);
  shop.shop.definition.reservation = null;
  await shop.pay(reference);
  await shop.pass(4_250);
  const order = await shop.store.findOrder(id);
  expect(order?.alarm).toContain('takes no reservations');
  expect(shop.called('commitReservation')).toBe(0);
  expect(await commitReservation(shop.shop, id, null)).toMatchObject({ status: 'paid' });
});

test('money that SEQR keeps longer than it was to is for a person', async () => {
  const { shop, stored } = await reserved();
  const { seqr } = shop.shop;
  const call = seqr.call.bind(seqr);
  seqr.call = ((operation, request) =>
    operation === 'getPaymentStatus'
      ? Promise.resolve({ resultCode: 0, status: 'RESERVED', version: 1 })
      : call(operation, request)) as typeof call;
  await shop.sleepThrough(THREE_HOURS_MS + 50_000);
  await shop.pass(4_250);
  expect(await stored()).toMatchObject({ alarm: null });
  await shop.pass(8_500);
  expect((await stored()).alarm).toContain('longer than it was to');
});

test('a member’s bill is reserved and taken with its discount', async () => {
  const shop = await openSauna();
  const { id, reference } = await orderAt(shop);
  await shop.showCard(reference, CARD);
  await shop.pass(4_250);
  await shop.pay(reference);
  await shop.pass(4_250);
  expect(await shop.store.findOrder(id)).toMatchObject({ reservation: { amountMinor: MEMBER_MINOR } });
  expect(await commitReservation(shop.shop, id, null)).toMatchObject({
    status: 'paid',
    alarm: null,
    payment: { amountMinor: MEMBER_MINOR, difference: null },
  });
});

test('what was reserved while a change was without its answer is at least the cheaper of the two', async () => {
  const shop = await openSauna();
  const { customer, id, reference } = await orderAt(shop);
  await shop.faults({ on: 'updateInvoice', kind: 'reset-after' });
  await customer.put(id, { ...TWO_HOURS, revision: 2 });
  await shop.pay(reference);
  await shop.pass(4_250);
  expect(await shop.store.findOrder(id)).toMatchObject({ reservation: { amountMinor: 29_000 } });
  expect(refusalOf(await commitReservation(shop.shop, id, 29_001)).code).toBe('invalid-request');
  expect(await commitReservation(shop.shop, id, null)).toMatchObject({
    status: 'paid',
    alarm: null,
    basket: { revision: 2 },
    payment: { amountMinor: 29_000, difference: null },
  });
});
