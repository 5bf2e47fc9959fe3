// Giving money back while something else happens to the same money: a reversal, a settling, another's decision, a code
// that nobody knows.
import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { refundOrder } from '../../server/orders/refund-order.ts';
import { decideRefund, sweepRefunds } from '../../server/orders/decide-refund.ts';
import { SeqrError } from '../../server/seqr/errors.ts';
import type { SeqrClient } from '../../server/seqr/client.ts';
import { ENGINES } from '../engines.ts';
import { openShop } from '../shop.ts';
import type { TestShop } from '../shop.ts';
import { clerk, paidOrder } from './clerk.ts';

const WHOLE = { kind: 'whole' } as const;

/** SEQR answers this operation so from now on, whatever it is asked. */
function answering(
  { shop }: TestShop,
  operation: 'refundPayment' | 'getPaymentStatus',
  answer: () => Promise<object>,
): void {
  const call = shop.seqr.call.bind(shop.seqr);
  const instead = (asked: string, request: object) =>
    asked === operation ? answer() : call(asked as 'refundPayment', request as never);
  vi.spyOn(shop.seqr, 'call').mockImplementation(instead as SeqrClient['call']);
}

describe.each(ENGINES)('on %s', (engine) => {
  test('a payment that SEQR takes back before a colleague agrees is not given back once more', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const chief = await clerk(shop, 'chief', ['look', 'approve']);
    const { id } = await paidOrder(shop, 10);
    const waiting = await anna.refund(id, WHOLE);
    expect(waiting.body.state).toBe('awaiting');
    answering(shop, 'getPaymentStatus', () =>
      Promise.resolve({ resultCode: 0, status: 'CANCELED', version: 9 }),
    );
    expect(await chief.decide(waiting.body.id, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'not-refundable', detail: 'SEQR has taken the payment back already' },
    });
    expect(shop.called('refundPayment')).toBe(0);
    expect(await shop.store.refunds.find(waiting.body.id)).toMatchObject({ state: 'awaiting' });
  });

  test('an order that is paid while its refund is asked for is given back by its own number', async () => {
    const shop = await openShop({ engine });
    const { id } = await paidOrder(shop);
    const paid = await shop.store.findOrder(id);
    // As it was a moment before.
    vi.spyOn(shop.store, 'findOrder').mockResolvedValueOnce(
      paid && { ...paid, status: 'payable', payment: null, confirmedAt: null },
    );
    const request = { key: randomUUID(), reason: 'the ferry did not sail', what: WHOLE };
    expect(await refundOrder(shop.shop, { orderId: id, request, operator: 'anna' })).toMatchObject({
      refund: { state: 'done', amountMinor: 13_000 },
    });
  });

  test('a yes that comes after somebody has found it not made is told, and holds its part back', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const { id } = await paidOrder(shop);
    const answered = Promise.withResolvers<object>();
    answering(shop, 'refundPayment', () => answered.promise);
    const asking = anna.refund(id, WHOLE);
    await vi.waitFor(async () => expect(await shop.store.refunds.findInState('sent', 1)).toHaveLength(1));
    await shop.clock.advance(15_000);
    await sweepRefunds(shop.shop);
    const [lost] = await shop.store.refunds.findInState('unknown', 1);
    const decided = { operator: 'chief', reason: 'no money came', wasMade: false };
    await decideRefund(shop.shop, lost?.id ?? '', decided);
    answered.resolve({ resultCode: 0, ersReference: '4711' });
    expect((await asking).body).toMatchObject({ state: 'done', ersReference: '4711' });
    const { body } = await anna.order(id);
    expect(body).toMatchObject({ refundableMinor: 0, alarm: expect.stringContaining('was made') as unknown });
  });

  test('a code that no source lists says neither yes nor no', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const { id } = await paidOrder(shop);
    answering(shop, 'refundPayment', () =>
      Promise.reject(new SeqrError({ kind: 'rejected', operation: 'refundPayment', resultCode: 77 })),
    );
    expect((await anna.refund(id, WHOLE)).body).toMatchObject({
      state: 'unknown',
      resultCode: 77,
      explanation: expect.stringMatching(/^SEQR’s answer \(77\) does not say/) as unknown,
    });
    expect((await anna.order(id)).body.refundableMinor).toBe(0);
  });

  test('what a person has found out is not told as SEQR’s word', async () => {
    const shop = await openShop({ engine });
    const chief = await clerk(shop, 'chief', ['look', 'refund', 'approve']);
    const { id } = await paidOrder(shop);
    await shop.faults({ on: 'refundPayment', kind: 'fault' });
    const lost = await chief.refund(id, WHOLE);
    await chief.decide(lost.body.id, 'decide', { wasMade: false });
    await shop.clock.advance(1);
    const found = await chief.refund(id, { kind: 'sum', amount: '10.00', currency: 'SEK' });
    const { timeline } = (await chief.order(id)).body;
    expect(timeline.filter(({ what }) => /^Refund R-/.test(what))).toMatchObject([
      { by: 'Service', what: `Refund ${lost.body.id} was not made` },
      { by: 'SEQR', what: `Refund ${found.body.id} done` },
    ]);
  });

  test('a key that belongs to another order’s refund gives nothing back', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const [first, second] = [await paidOrder(shop), await paidOrder(shop)];
    const key = randomUUID();
    await anna.refund(first.id, WHOLE, key);
    expect(await anna.refund(second.id, WHOLE, key)).toMatchObject({
      status: 422,
      body: { code: 'invalid-request', detail: 'key: is of a refund of another order' },
    });
    expect(shop.called('refundPayment')).toBe(1);
  });
});
