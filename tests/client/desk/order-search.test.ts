// Looking for orders: as one types, never the wrong way round, and with the way back.
import { expect, it } from 'vitest';
import { openDesk } from './desk-stage.ts';
import { ORDERS } from './many-orders.ts';
import { problem } from './scripted-desk.ts';

const queries = (backend: { calls: (name: RegExp) => { path: string }[] }) =>
  backend.calls(/^GET orders\?/).map(({ path }) => path.slice('orders?'.length));

it('asks once for what was typed in one go, and keeps it in the hash', async () => {
  const { desk, backend, clock, window } = await openDesk();
  for (const q of ['0', '06', '060', '0605']) desk.orders.look({ q });
  await clock.advance(199);
  expect(queries(backend)).toEqual([]);
  await clock.advance(1);
  expect(queries(backend)).toEqual(['q=0605']);
  expect(window.path).toBe('/desk#/orders?q=0605');
  expect(desk.orders.rows?.map(({ msisdnLast4 }) => msisdnLast4)).toEqual(['0605', '0605']);
  expect(desk.orders.found).toBe('2 orders');
});

it('asks for a filter at once', async () => {
  const { desk, backend, clock } = await openDesk();
  desk.orders.look({ status: 'expired' });
  await clock.advance(0);
  expect(queries(backend)).toEqual(['status=expired']);
  expect(desk.orders.rows).toHaveLength(1);
});

it('never shows an older answer above a newer one', async () => {
  const { desk, hold, clock } = await openDesk();
  const letGo = hold(/q=0605/);
  desk.orders.look({ q: '0605' });
  await clock.advance(200);
  desk.orders.look({ q: '4471' });
  await clock.advance(200);
  await letGo();
  expect(desk.orders.rows?.map(({ msisdnLast4 }) => msisdnLast4)).toEqual(['4471']);
});

it('opens the one order that a booking number means on Enter, before the pause is over', async () => {
  const { desk } = await openDesk();
  desk.orders.look({ q: ' FRY-7K2M9Q ' });
  await desk.orders.submit();
  expect(desk.router.route).toEqual({ view: 'order', id: 'o1' });
});

it.each([
  ['four digits, which may be many people’s', '4471'],
  ['what nobody has', 'FRY-NOBODY'],
  ['nothing', ''],
])('opens none by %s', async (_, q) => {
  const { desk } = await openDesk();
  desk.orders.look({ q });
  await desk.orders.submit();
  expect(desk.router.route.view).toBe('orders');
});

it('opens none while the answer is not there', async () => {
  const { desk, backend } = await openDesk();
  await desk.orders.submit();
  desk.orders.look({ q: 'FRY-7K2M9Q' });
  backend.fail(/q=FRY/, 'cut');
  await desk.orders.submit();
  expect(desk.router.route.view).toBe('orders');
  expect(desk.orders.problem?.code).toBe('offline');
});

it('shows older ones below, and no more than there are', async () => {
  const { desk, backend } = await openDesk('#/orders', ({ orders }) => {
    const [one] = ORDERS;
    if (one) for (let more = 0; more < 60; more += 1) orders.push({ ...one, id: `more${more}` });
  });
  await desk.orders.load();
  expect([desk.orders.rows?.length, desk.orders.found]).toEqual([50, '50 orders, and there are more']);
  await Promise.all([desk.orders.more(), desk.orders.more()]);
  expect(desk.orders.rows).toHaveLength(69);
  expect(new Set(desk.orders.rows?.map(({ id }) => id)).size).toBe(69);
  expect(desk.orders.hasMore).toBe(false);
  expect(queries(backend)).toEqual(['', 'after=50']);
});

it('says that the days are the wrong way round, and asks for nothing', async () => {
  const { desk, backend, clock } = await openDesk();
  desk.orders.look({ from: '2026-11-23', to: '2026-11-22' });
  await clock.advance(500);
  expect(desk.orders.dayFault).toMatch(/first day is after/);
  expect(queries(backend)).toEqual([]);
});

it('says what the server finds wrong', async () => {
  const { desk, backend } = await openDesk();
  backend.fail(/GET orders/, problem(422, 'invalid-request', 'The request is not valid', 'q is too long'));
  await desk.orders.load();
  expect(desk.orders.problem?.text).toBe('The request is not valid. Q is too long.');
});
