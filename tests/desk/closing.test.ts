// The day's close as a clerk does it: one button, and then what the two books say.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Closing, ClosingList, ClosingRow, ShownClosing } from '../../shared/desk/closings.ts';
import { openShop } from '../shop.ts';
import type { TestShop } from '../shop.ts';
import { closePeriod } from '../../server/closing/close-period.ts';
import { clerk, paidOrder } from './clerk.ts';
import type { Clerk } from './clerk.ts';

const DAY_MS = 24 * 60 * 60_000;

async function close(shop: TestShop, chief: Clerk, key: string = randomUUID()): Promise<Closing> {
  const { status, body } = await chief.send<ClosingRow>('POST', '/closings', { key });
  expect(status).toBe(202);
  await shop.passClosing(10_000);
  return (await chief.send<Closing>('GET', `/closings/${body.id}`)).body;
}

async function yesterday() {
  const shop = await openShop();
  const { id } = await paidOrder(shop, 2);
  const { id: other } = await paidOrder(shop, 1);
  await shop.clock.advance(DAY_MS);
  const chief = await clerk(shop, 'chief', ['look', 'refund', 'close']);
  return { shop, chief, id, other };
}

test('a day with a refund closes, and both books agree to the öre', async () => {
  const { shop, chief, id } = await yesterday();
  await chief.refund(id, { kind: 'lines', lines: [{ sku: 'adult', quantity: 1 }] });
  await shop.clock.advance(DAY_MS / 24);
  const closing = await close(shop, await clerk(shop, 'closer', ['look', 'close']));
  expect(closing).toMatchObject({
    state: 'matched',
    breakCount: 0,
    result: {
      ours: { count: 3, totalMinor: 13_000 },
      theirs: { count: 3, totalMinor: 13_000 },
      statedMinor: 13_000,
      breaks: [],
    },
  });
});

test('the one order that SEQR has and we do not, and the one whose amount differs, are told', async () => {
  const { shop, chief } = await yesterday();
  await shop.faults(
    { on: 'executeReport', kind: 'row-extra' },
    { on: 'executeReport', kind: 'amount-differs' },
  );
  const { result, id } = await close(shop, chief);
  expect(result?.breaks.map(({ kind }) => kind).toSorted()).toEqual(['amount-differs', 'missing-here']);
  const differing = result?.breaks.find(({ kind }) => kind === 'amount-differs');
  expect(differing?.bookingNumber).toMatch(/^FRY-/);
  expect((await chief.order(differing?.orderId ?? '')).status).toBe(200);
  const extra = result?.breaks.find(({ kind }) => kind === 'missing-here');
  expect(extra).toMatchObject({ orderId: null, oursMinor: null });

  const csv = await fetch(`${shop.url}/desk/api/closings/${id}.csv`, { headers: { cookie: chief.cookie } });
  expect(csv.headers.get('content-type')).toContain('text/csv');
  expect(await csv.text()).toContain(differing?.bookingNumber ?? 'nothing');
  const pdf = await fetch(`${shop.url}/desk/api/closings/${id}.pdf`, { headers: { cookie: chief.cookie } });
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  expect((await pdf.text()).startsWith('%PDF-')).toBe(true);
});

test('the same button twice is one close', async () => {
  const { shop, chief } = await yesterday();
  const key = randomUUID();
  const both = await Promise.all([
    chief.send<ClosingRow>('POST', '/closings', { key }),
    chief.send<ClosingRow>('POST', '/closings', { key }),
  ]);
  expect(both[0].body.id).toBe(both[1].body.id);
  expect(shop.called('markTransactionPeriod')).toBe(1);
});

test('a close whose answer is lost waits for a person, and nothing is closed again meanwhile', async () => {
  const { shop, chief } = await yesterday();
  await shop.faults({ on: 'markTransactionPeriod', kind: 'reset-after' });
  const lost = await chief.send<ClosingRow>('POST', '/closings', { key: randomUUID() });
  expect(lost.body).toMatchObject({ state: 'unknown' });
  expect((await chief.tasks()).body.closings).toMatchObject([{ id: lost.body.id }]);
  expect(await chief.send('POST', '/closings', { key: randomUUID() })).toMatchObject({
    status: 409,
    body: { code: 'closing-conflict' },
  });
  expect(shop.called('markTransactionPeriod')).toBe(1);
  const resolved = await chief.send<ClosingRow>('POST', `/closings/${lost.body.id}/resolve`, {
    reason: 'SEQR says that it was not made',
  });
  expect(resolved.body.state).toBe('abandoned');
  expect((await chief.tasks()).body.closings).toEqual([]);
  await shop.clock.advance(1_000);
  expect((await close(shop, chief)).state).toBe('matched');
  const { body } = await chief.send<ClosingList>('GET', '/closings');
  expect(body.closings.map(({ state }) => state)).toEqual(['matched', 'abandoned']);
});

test('a day that could not be closed by itself waits for a person until a close is made', async () => {
  const { shop, chief } = await yesterday();
  await shop.faults({ on: 'markTransactionPeriod', kind: 'busy' });
  await closePeriod(shop.shop, { requestKey: 'schedule:1:shop', terminalId: null, operator: 'schedule' });
  expect((await chief.tasks()).body.closings).toMatchObject([{ state: 'refused', requestedBy: 'schedule' }]);
  await shop.clock.advance(1_000);
  expect((await close(shop, chief)).state).toBe('matched');
  expect((await chief.tasks()).body.closings).toEqual([]);
});

test('who may not close is told so; what is no terminal, close or file is said', async () => {
  const { shop, chief } = await yesterday();
  const anna = await clerk(shop, 'anna');
  expect((await anna.send('POST', '/closings', { key: randomUUID() })).body).toMatchObject({
    code: 'role-missing',
  });
  expect(await chief.send('POST', '/closings', { key: randomUUID(), terminalId: 'another' })).toMatchObject({
    status: 422,
    body: { code: 'terminal-unknown' },
  });
  for (const path of ['/closings/none', '/closings/none.csv', '/closings/none.pdf']) {
    expect(await chief.send('GET', path)).toMatchObject({ status: 404, body: { code: 'closing-unknown' } });
  }
});

test('a number that was told wrongly can be told anew, and the page says that it waits for that', async () => {
  const { shop, chief } = await yesterday();
  await shop.faults({ on: 'markTransactionPeriod', kind: 'reset-after' });
  const lost = await chief.send<ClosingRow>('POST', '/closings', { key: randomUUID() });
  const resolve = (body: object) =>
    chief.send<ClosingRow>('POST', `/closings/${lost.body.id}/resolve`, { reason: 'by telephone', ...body });
  expect((await resolve({ transactionPeriodId: '4711' })).body.state).toBe('marked');
  await shop.passClosing(10_000);
  const shown = await chief.send<ShownClosing>('GET', `/closings/${lost.body.id}`);
  expect(shown.body).toMatchObject({ state: 'marked', needsPerson: true });
  expect((await chief.tasks()).body.closings).toHaveLength(1);
  expect((await resolve({})).body.state).toBe('abandoned');
});
