// Reserved money at the desk: taken whole or less, or given back.
import { expect, test } from 'vitest';
import type { DeskOrder } from '../../shared/desk/orders.ts';
import { orderAt } from '../journey/sauna.ts';
import { openShop } from '../shop.ts';
import { clerk } from './clerk.ts';

const SAUNA = 'server/service/examples/harbour-sauna.yaml';

async function reserved() {
  const shop = await openShop({ serviceFile: SAUNA });
  const anna = await clerk(shop, 'anna');
  const { id, reference } = await orderAt(shop);
  await shop.pay(reference);
  await shop.pass(4_250);
  const commit = (body: object) => anna.send<DeskOrder>('POST', `/orders/${id}/commit`, body);
  return { shop, anna, id, reference, commit };
}

test('what is reserved waits as a task until it is taken', async () => {
  const { anna, id, commit } = await reserved();
  expect((await anna.tasks()).body.reserved).toMatchObject([{ id, reservation: { amountMinor: 41_450 } }]);
  await commit({ reason: 'two hours were used' });
  expect((await anna.tasks()).body.reserved).toEqual([]);
});

test('less than all of it is taken, and the rest can be neither taken nor given back again', async () => {
  const { shop, anna, id, commit } = await reserved();
  const { body } = await anna.order(id);
  expect(body.can).toEqual(['cancel', 'commit']);
  const most = body.reservation?.amountMinor ?? 0;
  expect(most).toBeGreaterThan(20_000);
  const taken = await commit({ amount: '145.00', reason: 'one hour was used' });
  expect(taken).toMatchObject({ status: 200, body: { status: 'paid', payment: { amountMinor: 14_500 } } });
  await shop.pass(1_000);
  expect((await anna.order(id)).body).toMatchObject({ refundableMinor: 14_500, reservation: null });
  expect((await commit({ reason: 'once more' })).status).toBe(409);
  expect((await anna.refund(id, { kind: 'sum', amount: '145.01', currency: 'SEK' })).body.code).toBe(
    'refund-too-much',
  );
  expect((await shop.store.acts.about(id)).map(({ act }) => act)).toContain('taking requested');
});

test.each([
  ['0.00', 422],
  ['-1.00', 422],
  ['99999.00', 422],
  ['ten', 422],
])('%s cannot be taken', async (amount, status) => {
  const { commit, shop } = await reserved();
  const answer = await commit({ amount, reason: 'one hour was used' });
  expect(answer.status).toBe(status);
  expect(answer.body.detail).toContain('amount');
  expect(shop.called('commitReservation')).toBe(0);
});

test('a clerk gives it back', async () => {
  const { anna, id, shop, reference } = await reserved();
  const answer = await anna.send('POST', `/orders/${id}/cancel`, { reason: 'the sauna was cold' });
  expect(answer).toMatchObject({ status: 200, body: { status: 'canceled', reservation: null } });
  expect(await shop.bill(reference)).toMatchObject({ status: 'CANCELED' });
});
