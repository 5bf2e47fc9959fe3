// A page that is come back to: asks once, whatever the browser calls it, goes back once, and believes no older answer.
import { expect, it } from 'vitest';
import { Draft } from '../../client/draft.svelte.ts';
import { listen } from '../../client/surroundings.ts';
import { Trail } from '../../client/trail.svelte.ts';
import {
  ADULT,
  Backend,
  calm,
  FakeWindow,
  openPage,
  order,
  paid,
  SERVICE,
  session,
  TOKEN,
} from './page-stage.ts';

const pageshow = () => Object.assign(new Event('pageshow'), { persisted: true });

/** What a browser tells a page that it keeps; not all of them tell all of it, nor in this order. */
const TOLD: Record<string, (window: FakeWindow) => void> = {
  'as Chromium tells it': (window) => {
    window.show('visible');
    window.dispatchEvent(pageshow());
  },
  'the other way round': (window) => {
    window.dispatchEvent(pageshow());
    window.show('visible');
  },
  'by one event alone': (window) => window.dispatchEvent(pageshow()),
};

it.each(Object.keys(TOLD))('a page that is back, told %s, asks once, each time', (name) => {
  const window = new FakeWindow('/order');
  const asked: string[] = [];
  const nothing = () => undefined;
  listen(window, { move: nothing, show: () => asked.push('show'), hide: nothing, online: nothing });
  for (let times = 1; times <= 3; times += 1) {
    window.dispatchEvent(new Event('pagehide'));
    TOLD[name]?.(window);
    expect(asked).toHaveLength(times);
  }
});

it('a page that is left lets its stream go, also where only pagehide tells it', async () => {
  const backend = new Backend().answer('POST session', { body: session({ order: order() }) });
  const { window } = await openPage(backend, `/success#${TOKEN}_9001`);
  expect(backend.openStreams).toBe(1);
  window.dispatchEvent(new Event('pagehide'));
  await calm();
  expect(backend.openStreams).toBe(0);
});

it('two taps on the way back, before the browser has gone, are one step', () => {
  const window = new FakeWindow(`/order#${TOKEN}`);
  const gone: (number | undefined)[] = [];
  const trail = new Trail(window);
  const { saved } = Draft.empty(SERVICE, 'id');
  trail.look();
  trail.goTo('review', saved);
  trail.goTo('pay', saved);
  // A real browser goes later.
  window.history.go = (delta) => void gone.push(delta);
  trail.goTo('review', saved);
  trail.goTo('review', saved);
  expect(gone).toEqual([-1]);
  window.index = 1;
  trail.look();
  trail.goTo('choose', saved);
  expect(gone).toEqual([-1, -1]);
});

it('an entry from before a payment is not gone on with; one that was begun after it is', () => {
  const [before, now] = [Draft.empty(SERVICE, 'first'), paid({ id: 'second' })];
  before.setQuantity(ADULT, 2);
  const restored = (draft: Draft) => Draft.restore(session({ order: now }), draft.saved, () => 'new').id;
  expect(restored(before)).toBe('second');
  expect(restored(before.again('second').again('third'))).toBe('third');
  expect(restored(Draft.empty(SERVICE, 'third', 'second'))).toBe('third');
  expect(restored(Draft.empty(SERVICE, 'third', 'first'))).toBe('second');
});

it.each([
  ['/order', '/success'],
  ['/shop/order/', '/shop/success'],
  ['/app', '/app'],
])(
  'at %s the view that the wallet leads back to is fetched once, when there is something to pay',
  async (path, back) => {
    const hash = path === '/app' ? `#/order#${TOKEN}/pay` : `#${TOKEN}/pay`;
    const backend = new Backend().answer('POST session', { body: session({ order: order() }) });
    const { backend: told, prefetches } = await openPage(backend, path + hash);
    expect(prefetches).toEqual([back]);
    await told.tell(order({ wasLaunched: true }));
    expect(prefetches).toEqual([back]);
  },
);

it('nothing is fetched beforehand while there is nothing to pay', async () => {
  const placing = order({ status: 'placing', invoiceReference: null, walletUrl: null });
  for (const current of [null, placing, paid()]) {
    const backend = new Backend().answer('POST session', { body: session({ order: current }) });
    expect((await openPage(backend, `/order#${TOKEN}/pay`)).prefetches).toEqual([]);
  }
});
