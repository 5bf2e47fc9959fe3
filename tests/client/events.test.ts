// Following an order: by the stream, by asking when the stream does not come through, and to its end only.
import { expect, it } from 'vitest';
import type { OrderDto } from '../../shared/api.ts';
import { Api, type ApiProblem } from '../../client/api.ts';
import * as eventStream from '../../client/event-stream.ts';
import { followOrder } from '../../client/events.ts';
import { Backend, calm, HandClock, order, paid } from './page-stage.ts';

async function follow(backend: Backend, loadStream = () => Promise.resolve(eventStream)) {
  const clock = new HandClock();
  const api = new Api({ fetch: backend.fetch, clock, token: 't', language: () => 'en' });
  const seen: OrderDto['status'][] = [];
  const told: OrderDto[] = [];
  const refused: ApiProblem[] = [];
  const stop = followOrder({
    api,
    clock,
    loadStream,
    id: order().id,
    onOrder: (order) => {
      seen.push(order.status);
      told.push(order);
    },
    onRefused: (problem) => refused.push(problem),
  });
  await calm();
  return { clock, seen, told, refused, stop };
}

it('tells every order that the stream brings', async () => {
  const backend = new Backend();
  const { seen } = await follow(backend);
  await backend.tell(order());
  await backend.tell(paid());
  expect(seen).toEqual(['payable', 'paid']);
});

it('connects again when the stream ends before the order does', async () => {
  const backend = new Backend();
  const { clock } = await follow(backend);
  for (let time = 0; time < 4; time++) {
    await backend.tell(order());
    await backend.endStreams();
    await clock.advance(1_000);
  }
  expect(backend.calls('GET events')).toHaveLength(5);
  expect(backend.calls('GET order')).toHaveLength(0);
});

it.each([
  ['cancelled', order({ status: 'canceled' })],
  ['taken back', paid({ reversedAt: 2 })],
])('does not connect again when the stream ends with the order %s', async (_, ended) => {
  const backend = new Backend();
  const { clock } = await follow(backend);
  await backend.tell(ended);
  await backend.endStreams();
  await clock.advance(60_000);
  expect(backend.calls('GET events')).toHaveLength(1);
});

it('asks instead after two streams that brought nothing, until the order is final', async () => {
  const backend = new Backend().answer('GET events', 'cut').answer('GET order', { body: order() });
  const { clock, seen } = await follow(backend);
  await clock.advance(1_000);
  expect(backend.calls('GET events')).toHaveLength(2);
  await clock.advance(5_000);
  expect(seen).toEqual(['payable', 'payable']);
  backend.answer('GET order', { body: paid() });
  await clock.advance(5_000);
  expect(seen).toEqual(['payable', 'payable', 'paid']);
});

it('asks as well where what reads a stream cannot be loaded', async () => {
  const backend = new Backend().answer('GET order', { body: order() });
  const { clock, seen } = await follow(backend, () => Promise.reject(new TypeError('Failed to fetch')));
  await clock.advance(2_000);
  expect([seen, backend.calls('GET events')]).toEqual([['payable'], []]);
});

it('looks after a paid order for half a minute more, in case SEQR takes the payment back', async () => {
  const backend = new Backend().answer('GET events', 'cut').answer('GET order', { body: paid() });
  const { clock, told } = await follow(backend);
  await clock.advance(24_000);
  backend.answer('GET order', { body: paid({ reversedAt: 2 }) });
  await clock.advance(60_000);
  expect(told.map(({ reversedAt }) => reversedAt)).toEqual([null, null, null, 2]);
  expect(backend.calls('GET order')).toHaveLength(4);
});

it('is told of a payment taken back after the stream of a paid order ended by a restart', async () => {
  const backend = new Backend();
  const { clock, told } = await follow(backend);
  await backend.tell(paid());
  await backend.endStreams();
  await clock.advance(10_000);
  await backend.tell(paid({ reversedAt: 2 }));
  expect(told.map(({ reversedAt }) => reversedAt)).toEqual([null, 2]);
});

it('leaves a paid order alone after that', async () => {
  const backend = new Backend().answer('GET events', 'cut').answer('GET order', { body: paid() });
  const { clock } = await follow(backend);
  await clock.advance(40_000);
  const { length } = backend.sent;
  await clock.advance(600_000);
  expect(backend.sent).toHaveLength(length);
});

it('takes a stream that has gone silent for dead', async () => {
  const backend = new Backend();
  const { clock } = await follow(backend);
  await backend.tell(order());
  await clock.advance(50_000);
  expect(backend.calls('GET events')).toHaveLength(2);
});

it('gives up, and tells why, when the server refuses for good', async () => {
  const backend = new Backend().refuse('GET events', 'order-unknown', 404);
  const { clock, refused } = await follow(backend);
  await clock.advance(60_000);
  expect(refused.map(({ code }) => code)).toEqual(['order-unknown']);
  expect(backend.sent).toHaveLength(1);
});

it('is silent once it is stopped', async () => {
  const backend = new Backend();
  const { clock, seen, stop } = await follow(backend);
  stop();
  await clock.advance(60_000);
  expect([seen, backend.openStreams, backend.sent.length]).toEqual([[], 0, 1]);
});

it('asks for nothing that was given up while the stream’s code was on its way', async () => {
  const backend = new Backend();
  let arrive: (code: typeof eventStream) => void = () => undefined;
  const { stop } = await follow(backend, () => new Promise((resolve) => (arrive = resolve)));
  stop();
  arrive(eventStream);
  await calm();
  expect(backend.sent).toEqual([]);
});
