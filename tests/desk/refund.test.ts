// Giving money back at the desk: once and only once, never more than is left, and said truthfully.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ActDto } from '../../shared/desk/operators.ts';
import { sweepRefunds } from '../../server/orders/decide-refund.ts';
import { verifyActs } from '../../server/desk/act-log.ts';
import { ENGINES } from '../engines.ts';
import { openShop } from '../shop.ts';
import type { TestShop } from '../shop.ts';
import { run } from '../cli/terminal.ts';
import { clerk, employ, paidOrder, PASSWORD } from './clerk.ts';

/** What SEQR has given back, by its own books. */
async function givenBack(shop: TestShop): Promise<number> {
  const messages = (await (await fetch(`${shop.url}/simulator/app/messages`)).json()) as { text: string }[];
  return messages
    .map(({ text }) => /has paid (\d+)\.(\d\d) SEK back/.exec(text))
    .reduce((sum, match) => sum + (match ? Number(match[1]) * 100 + Number(match[2]) : 0), 0);
}

describe.each(ENGINES)('on %s', (engine) => {
  test('one of two tickets, then the other: each by its row, and then nothing is left', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const { id } = await paidOrder(shop, 2);
    const one = { kind: 'lines' as const, lines: [{ sku: 'adult', quantity: 1 }] };
    const first = await anna.refund(id, one);
    expect(first).toMatchObject({
      status: 201,
      body: {
        state: 'done',
        amountMinor: 6500,
        lines: [{ name: 'Adult', quantity: 1 }],
        requestedBy: 'anna',
      },
    });
    expect((await anna.order(id)).body).toMatchObject({
      refundableMinor: 6500,
      lines: [{ sku: 'adult', refundable: 1 }],
    });
    expect((await anna.refund(id, one)).body.state).toBe('done');
    expect(await anna.refund(id, one)).toMatchObject({ status: 409, body: { code: 'not-refundable' } });
    const { body } = await anna.order(id);
    expect(body).toMatchObject({ refundableMinor: 0, can: [] });
    expect(body.refunds.map(({ ersReference }) => ersReference)).toEqual([
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^\d+$/),
    ]);
    expect(await givenBack(shop)).toBe(13_000);
    expect(await shop.store.findSideEffects(id)).toHaveLength(3);
  });

  test('the same request twice, or ten times at once, is one refund', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const { id } = await paidOrder(shop, 2);
    const key = randomUUID();
    const sum = { kind: 'sum', amount: '10.00', currency: 'SEK' } as const;
    const answers = await Promise.all(Array.from({ length: 10 }, () => anna.refund(id, sum, key)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(shop.called('refundPayment')).toBe(1);
    expect(await givenBack(shop)).toBe(1_000);
    expect((await anna.refund(id, { kind: 'whole' }, key)).status).toBe(200);
    expect(shop.called('refundPayment')).toBe(1);
  });

  test('two clerks who give all of it back at once give it back once', async () => {
    const shop = await openShop({ engine });
    const [anna, bo] = [await clerk(shop, 'anna'), await clerk(shop, 'bo')];
    const { id } = await paidOrder(shop, 2);
    const answers = await Promise.all([anna.refund(id, { kind: 'whole' }), bo.refund(id, { kind: 'whole' })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(await givenBack(shop)).toBe(13_000);
  });

  test('a refund whose answer is lost is unknown: it holds its part back and waits for a person', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const chief = await clerk(shop, 'chief', ['look', 'approve']);
    const { id } = await paidOrder(shop, 2);
    await shop.faults({ on: 'refundPayment', kind: 'reset-after' });
    const lost = await anna.refund(id, { kind: 'sum', amount: '100.00', currency: 'SEK' });
    expect(lost.body).toMatchObject({
      state: 'unknown',
      explanation: expect.stringContaining('Do not repeat') as unknown,
    });
    expect((await anna.order(id)).body.refundableMinor).toBe(3_000);
    expect((await anna.refund(id, { kind: 'sum', amount: '100.00', currency: 'SEK' })).body.code).toBe(
      'refund-too-much',
    );
    expect((await chief.tasks()).body.unknown).toMatchObject([{ id: lost.body.id }]);
    expect(await shop.store.findSideEffects(id)).toHaveLength(1);
    const decided = await chief.decide(lost.body.id, 'decide', { wasMade: true });
    expect(decided.body).toMatchObject({ state: 'done', decidedBy: 'chief' });
    expect(await shop.store.findSideEffects(id)).toHaveLength(2);
    expect((await chief.decide(lost.body.id, 'decide', { wasMade: false })).body.code).toBe('refund-decided');
    expect(await givenBack(shop)).toBe(10_000);
    // SEQR has not said so: the timeline names who has found it out.
    const { timeline } = (await anna.order(id)).body;
    const { body: log } = await anna.send<{ acts: ActDto[] }>('GET', '/acts');
    const about = { view: 'order', id, bookingNumber: (await anna.order(id)).body.bookingNumber };
    expect(log.acts[0]).toMatchObject({ act: 'refund found made', operator: 'chief', about });
    expect(timeline.at(-1)).toMatchObject({
      by: 'chief',
      what: expect.stringMatching(/^Refund found made/) as string,
    });
  });

  test('what a person finds not made can be given back again', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const chief = await clerk(shop, 'chief', ['look', 'approve']);
    const { id } = await paidOrder(shop, 2);
    await shop.faults({ on: 'refundPayment', kind: 'fault' });
    const lost = await anna.refund(id, { kind: 'whole' });
    expect(lost.body.state).toBe('unknown');
    await chief.decide(lost.body.id, 'decide', { wasMade: false });
    expect((await anna.refund(id, { kind: 'whole' })).body.state).toBe('done');
    expect(await givenBack(shop)).toBe(13_000);
  });

  test('a process that died while SEQR was asked leaves an unknown refund, never a second call', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const { id } = await paidOrder(shop, 2);
    const done = await anna.refund(id, { kind: 'sum', amount: '10.00', currency: 'SEK' });
    await shop.store.refunds.move(done.body.id, 'done', { state: 'sent', endedAt: null, ersReference: null });
    await sweepRefunds(shop.shop);
    expect(await shop.store.refunds.find(done.body.id)).toMatchObject({ state: 'sent' });
    await shop.clock.advance(15_000);
    await sweepRefunds(shop.shop);
    expect(await shop.store.refunds.find(done.body.id)).toMatchObject({ state: 'unknown' });
    expect(shop.called('refundPayment')).toBe(1);
  });

  test('above the shop’s limit a second operator must agree, and never the same', async () => {
    const shop = await openShop({ engine });
    const chief = await clerk(shop, 'chief', ['look', 'refund', 'approve']);
    const other = await clerk(shop, 'other', ['look', 'approve']);
    const { id } = await paidOrder(shop, 10);
    expect((await chief.refund(id, { kind: 'sum', amount: '500.00', currency: 'SEK' })).body.state).toBe(
      'done',
    );
    const waiting = await chief.refund(id, { kind: 'sum', amount: '0.01', currency: 'SEK' });
    expect(waiting.body.state).toBe('awaiting');
    expect(shop.called('refundPayment')).toBe(1);
    expect(await chief.decide(waiting.body.id, 'approve')).toMatchObject({
      status: 403,
      body: { code: 'refund-own' },
    });
    const both = await Promise.all([
      other.decide(waiting.body.id, 'approve'),
      other.decide(waiting.body.id, 'approve'),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(shop.called('refundPayment')).toBe(2);
    expect(await givenBack(shop)).toBe(50_001);

    const second = await chief.refund(id, { kind: 'whole' });
    expect((await other.decide(second.body.id, 'reject')).body.state).toBe('rejected');
    expect((await chief.order(id)).body.refundableMinor).toBe(65_000 - 50_001);
  });

  test('what took two people to give back is not called unmade by the one who asked for it', async () => {
    const shop = await openShop({ engine });
    const chief = await clerk(shop, 'chief', ['look', 'refund', 'approve']);
    const other = await clerk(shop, 'other', ['look', 'refund', 'approve']);
    const { id } = await paidOrder(shop, 10);
    const asked = await chief.refund(id, { kind: 'whole' });
    await shop.faults({ on: 'refundPayment', kind: 'reset-after' });
    expect((await other.decide(asked.body.id, 'approve')).body.state).toBe('unknown');
    expect(await chief.decide(asked.body.id, 'decide', { wasMade: false })).toMatchObject({
      status: 403,
      body: { code: 'refund-own' },
    });
    expect((await chief.order(id)).body.refundableMinor).toBe(0);
    expect((await other.decide(asked.body.id, 'decide', { wasMade: true })).body.state).toBe('done');
  });

  test('the log of all of it holds together, and shows where it was touched', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const { id } = await paidOrder(shop, 2);
    await anna.refund(id, { kind: 'whole' });
    const { sealAct } = shop.shop.secrets;
    expect(await verifyActs(shop.store.acts, sealAct)).toMatchObject({ count: 3, fault: null });
    expect((await shop.store.acts.readFrom(0, 10)).at(-1)).toMatchObject({
      operator: 'anna',
      act: 'refund requested',
      subject: id,
      reason: 'the ferry did not sail',
    });
    // Another key is another log.
    expect((await verifyActs(shop.store.acts, (text) => sealAct(`x${text}`))).fault).toEqual({
      number: 1,
      why: 'was changed',
    });
  });
});

test.each([
  ['nothing', { kind: 'sum', amount: '0', currency: 'SEK' }, 422, 'what: must be more than 0'],
  ['less than nothing', { kind: 'sum', amount: '-5.00', currency: 'SEK' }, 422, 'what: must be more than 0'],
  ['more than was paid', { kind: 'sum', amount: '130.01', currency: 'SEK' }, 409, undefined],
  [
    'another currency',
    { kind: 'sum', amount: '10.00', currency: 'EUR' },
    422,
    'what.currency: was paid in SEK',
  ],
  [
    'half an öre',
    { kind: 'sum', amount: '1.005', currency: 'SEK' },
    422,
    '"1.005" has more than 2 decimals of SEK',
  ],
  ['words', { kind: 'sum', amount: 'ten', currency: 'SEK' }, 422, '"ten" is not a decimal amount'],
  [
    'an unknown line',
    { kind: 'lines', lines: [{ sku: 'dog', quantity: 1 }] },
    422,
    'what.lines.0.sku: is not',
  ],
  ['too many of a line', { kind: 'lines', lines: [{ sku: 'adult', quantity: 3 }] }, 409, '2 are left'],
  [
    'a line twice',
    {
      kind: 'lines',
      lines: Array(2).fill({ sku: 'adult', quantity: 1 }) as { sku: string; quantity: number }[],
    },
    422,
    'what.lines.1.sku: stands twice',
  ],
] as const)('%s is refused, and SEQR is not asked', async (_, what, status, detail) => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  const { id } = await paidOrder(shop, 2);
  const answer = await anna.refund(id, what as Parameters<typeof anna.refund>[1]);
  expect(answer.status).toBe(status);
  if (detail !== undefined) expect(answer.body.detail).toContain(detail);
  expect(shop.called('refundPayment')).toBe(0);
  expect((await anna.order(id)).body.refunds).toEqual([]);
});

test.each(ENGINES)(
  'asked for at the desk and on the command line at once, it is given back once, on %s',
  async (engine) => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    await employ(shop, 'bo');
    const { id } = await paidOrder(shop, 2);
    const argv = [
      'refund',
      id,
      '--whole',
      '--yes',
      '--reason',
      'the ferry did not sail',
      '--as',
      'bo',
      '--json',
    ];
    const around = { env: { SEQR_OPERATOR_PASSWORD: PASSWORD } };
    const [atDesk, typed] = await Promise.all([anna.refund(id, { kind: 'whole' }), run(shop, argv, around)]);
    expect([atDesk.status === 201, typed.code === 0].toSorted()).toEqual([false, true]);
    expect(atDesk.status === 201 ? typed.err : atDesk.body.detail).toContain('all of it was given back');
    expect(shop.called('refundPayment')).toBe(1);
    expect(await givenBack(shop)).toBe(13_000);
  },
);

test('an order that is unknown, unpaid or not confirmed yet gives nothing back', async () => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  expect(await anna.refund(randomUUID(), { kind: 'whole' })).toMatchObject({
    status: 404,
    body: { code: 'order-unknown' },
  });
  const customer = await shop.visit();
  const { id } = await customer.order();
  expect(await anna.refund(id, { kind: 'whole' })).toMatchObject({
    status: 409,
    body: { code: 'not-refundable', detail: 'it is not paid' },
  });
  const paid = await paidOrder(shop);
  await shop.store.changeOrder(paid.id, () => ({ confirmedAt: null, verifiedAt: shop.clock.now() }));
  expect(await anna.refund(paid.id, { kind: 'whole' })).toMatchObject({
    status: 409,
    body: { detail: 'its payment is being confirmed: wait a few seconds' },
  });
  expect(shop.called('refundPayment')).toBe(0);
});

test('more than SEQR has left of the payment (98) is told in plain words, and holds nothing back', async () => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  const { id } = await paidOrder(shop, 2);
  // Given back elsewhere: SEQR knows of it, our ledger does not.
  const { body } = await anna.refund(id, { kind: 'sum', amount: '100.00', currency: 'SEK' });
  await shop.store.refunds.move(body.id, 'done', { state: 'refused' });
  expect((await anna.refund(id, { kind: 'whole' })).body).toMatchObject({
    state: 'refused',
    resultCode: 98,
    explanation: expect.stringContaining('more than was paid (98)') as unknown,
  });
});

test('a request that is no JSON, or not whole, is said to be so', async () => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  const { id } = await paidOrder(shop, 2);
  const headers = {
    cookie: anna.cookie,
    'x-csrf-token': anna.session.csrfToken,
    'content-type': 'application/json',
  };
  const post = (body: string) =>
    fetch(`${shop.url}/desk/api/orders/${id}/refunds`, { method: 'POST', headers, body });
  expect((await post('{"key":')).status).toBe(400);
  const key = randomUUID();
  for (const [body, detail] of [
    [{ reason: 'rain', what: { kind: 'whole' } }, 'key:'],
    [{ key: 'x', reason: 'rain', what: { kind: 'whole' } }, 'key: must be a UUID'],
    [{ key, reason: ' ', what: { kind: 'whole' } }, 'reason: must say why'],
    [{ key, reason: 'rain', what: { kind: 'lines', lines: [] } }, 'what.lines: must name a line'],
    [
      { key, reason: 'rain', what: { kind: 'lines', lines: [{ sku: 'adult', quantity: 0.5 }] } },
      'what.lines.0.quantity: must be a whole number',
    ],
    [
      { key, reason: 'rain', what: { kind: 'sum', amount: 10, currency: 'SEK' } },
      'what.amount: must be a text',
    ],
    [{ key, reason: 'rain', what: { kind: 'all' } }, 'what.kind:'],
  ] as const) {
    const answer = await post(JSON.stringify(body));
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { detail: string }).detail).toContain(detail);
  }
  expect((await anna.order(id)).body.refunds).toEqual([]);
});

test('a payment that SEQR took back is not given back once more', async () => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  const { id } = await paidOrder(shop, 2);
  await shop.store.changeOrder(id, () => ({ reversedAt: shop.clock.now() }));
  expect(await anna.refund(id, { kind: 'whole' })).toMatchObject({
    status: 409,
    body: { code: 'not-refundable' },
  });
  expect(shop.called('refundPayment')).toBe(0);
});

test.each([
  ['denied-to-reseller', 97],
  ['denied-to-account', 99],
] as const)(
  'SEQR’s no (%s) is told in plain words, and nothing counts as given back',
  async (refunds, resultCode) => {
    const shop = await openShop();
    const anna = await clerk(shop, 'anna');
    const { id } = await paidOrder(shop, 2);
    shop.service.refunds = refunds;
    const answer = await anna.refund(id, { kind: 'whole' });
    expect(answer.body).toMatchObject({
      state: 'refused',
      resultCode,
      explanation: expect.stringContaining(`(${resultCode})`) as unknown,
    });
    expect((await anna.order(id)).body.refundableMinor).toBe(13_000);
  },
);

test('a SEQR that cannot be reached has given nothing back', async () => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  const { id } = await paidOrder(shop, 2);
  await shop.faults({ on: 'refundPayment', kind: 'busy' });
  expect((await anna.refund(id, { kind: 'whole' })).body).toMatchObject({ state: 'refused', resultCode: 93 });
  expect((await anna.refund(id, { kind: 'whole' })).body).toMatchObject({ state: 'done' });
});
