// What a hash of the desk says, and the way back from an order.
import { describe, expect, it } from 'vitest';
import { backFrom, EVERYTHING, hashOf, readRoute, type Route } from '../../../client/desk/route.ts';
import { Router } from '../../../client/desk/router.svelte.ts';
import { FakeWindow } from '../../../client/preview/stage/window.ts';

const ROUTES: [string, Route][] = [
  ['#/orders', { view: 'orders', query: EVERYTHING }],
  [
    '#/orders?q=FRY-7K2M9Q&status=paid&from=2026-11-22&to=2026-11-23',
    {
      view: 'orders',
      query: { q: 'FRY-7K2M9Q', status: 'paid', from: '2026-11-22', to: '2026-11-23' },
    },
  ],
  ['#/orders/o%2F1', { view: 'order', id: 'o/1' }],
  ['#/tasks', { view: 'tasks' }],
  ['#/closings', { view: 'closings' }],
  ['#/closings/c1', { view: 'closing', id: 'c1' }],
  ['#/codes', { view: 'codes' }],
  ['#/checkup', { view: 'checkup' }],
  ['#/log', { view: 'log' }],
  ['#/help', { view: 'help' }],
];

describe('a hash', () => {
  it.each(ROUTES)('%s is read and written', (hash, route) => {
    expect(readRoute(hash)).toEqual(route);
    expect(hashOf(route)).toBe(hash);
  });

  it.each(['', '#', '#/', '#/nowhere', '#constructor', '#/orders?status=lost&from=today'])(
    '%j shows all orders',
    (hash) => expect(readRoute(hash)).toEqual({ view: 'orders', query: EVERYTHING }),
  );

  it('that somebody has typed wrongly is no reason to stop', () => {
    expect(readRoute('#/orders/%E0%A4%A')).toEqual({ view: 'order', id: '%E0%A4%A' });
  });
});

describe('the router', () => {
  it('follows a link and the way back, and knows where one came from', () => {
    const window = new FakeWindow('/desk#/orders?q=0605');
    const router = new Router(window);
    const stop = router.start();
    window.openHash('#/orders/o1');
    expect(router.route).toEqual({ view: 'order', id: 'o1' });
    expect(router.previous).toMatchObject({ view: 'orders', query: { q: '0605' } });
    window.history.go(-1);
    expect(router.route).toMatchObject({ query: { q: '0605' } });
    expect(router.previous).toEqual({ view: 'order', id: 'o1' });
    stop();
    window.openHash('#/log');
    expect(router.route.view).toBe('orders');
  });

  it('makes no entry for each letter that is typed', () => {
    const window = new FakeWindow('/desk#/orders');
    const router = new Router(window);
    router.replace({ view: 'orders', query: { ...EVERYTHING, q: 'F' } });
    router.replace({ view: 'orders', query: { ...EVERYTHING, q: 'FR' } });
    expect([window.entries.length, window.path, router.previous]).toEqual([1, '/desk#/orders?q=FR', null]);
  });
});

it.each<[Route | null, string, string]>([
  [null, '#/orders', 'Orders'],
  [{ view: 'orders', query: { ...EVERYTHING, q: '0605' } }, '#/orders?q=0605', 'Orders'],
  [{ view: 'tasks' }, '#/tasks', 'Tasks'],
  [{ view: 'closing', id: 'c2' }, '#/closings/c2', 'Closing'],
  [{ view: 'help' }, '#/orders', 'Orders'],
])('from an order that was opened from %j one goes back to %s', (previous, href, name) => {
  expect(backFrom(previous)).toEqual({ href, name });
});
