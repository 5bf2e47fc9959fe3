// The order as a stream: at once, at each change, silent in between but for a heartbeat, and over when all is said.
import { expect, test, vi } from 'vitest';
import type { OrderDto } from '../../shared/api.ts';
import { openShop, PATIENCE } from '../shop.ts';
import type { TestShop } from '../shop.ts';

async function follow(shop: TestShop, token: string, id: string) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${shop.url}/api/orders/${id}/events`, { headers });
  const seen = { text: '', isOver: false };
  const decoder = new TextDecoder();
  // The server ends with its test, and cuts what is still open then.
  void (async () => {
    for await (const chunk of answer.body ?? []) seen.text += decoder.decode(chunk, { stream: true });
    seen.isOver = true;
  })().catch(() => undefined);
  return {
    answer,
    seen,
    orders: () =>
      [...seen.text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json ?? '') as OrderDto),
  };
}

test('a payment reaches the page that waits, and the stream ends when SEQR was asked for the last time', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const { id, invoiceReference } = await customer.order();
  const stream = await follow(shop, customer.token, id);
  expect(stream.answer.headers.get('content-type')).toContain('text/event-stream');
  await vi.waitUntil(() => stream.orders().length > 0, PATIENCE);
  expect(stream.orders()).toMatchObject([{ id, status: 'payable' }]);

  await shop.pay(invoiceReference);
  await shop.quiet();
  await vi.waitUntil(() => stream.orders().at(-1)?.status === 'paid', PATIENCE);
  expect(stream.seen.isOver).toBe(false);

  await shop.pass(26_000);
  await vi.waitUntil(() => stream.seen.isOver, PATIENCE);
});

test('a silent stream carries a heartbeat every 15 seconds', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const { id } = await customer.order();
  const stream = await follow(shop, customer.token, id);
  await vi.waitUntil(() => stream.orders().length > 0, PATIENCE);
  await shop.clock.advance(14_000);
  expect(stream.seen.text).not.toContain(': still here');
  for (let second = 0; second < 4; second += 1) await shop.clock.advance(1_000);
  await vi.waitUntil(() => stream.seen.text.includes(': still here'), PATIENCE);
});

test('a reversal is told to the page that shows the payment', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const { id, invoiceReference } = await customer.order();
  await shop.faults({ on: 'notification', kind: 'drop' });
  await shop.pay(invoiceReference);
  // The commit reaches SEQR, its answer does not reach us: it is known again only after the reversal would be due.
  const order = await shop.store.changeOrder(id, () => ({ status: 'paid', confirmedAt: shop.clock.now() }));
  expect(order?.status).toBe('paid');
  await shop.sleepThrough(20_000);
  const stream = await follow(shop, customer.token, id);
  await vi.waitUntil(() => stream.orders().at(-1)?.reversedAt != null, PATIENCE);
  expect(stream.orders().at(-1)).toMatchObject({ status: 'paid', reversedAt: shop.clock.now() });
});

test('a stranger gets no stream', async () => {
  const shop = await openShop();
  const { id } = await (await shop.visit()).order();
  const stranger = await shop.visit();
  const { answer } = await follow(shop, stranger.token, id);
  expect(answer.status).toBe(404);
});
