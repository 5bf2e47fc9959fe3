// The store's contract: one suite, both engines.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newOrder } from '../../server/orders/order.ts';
import { StoreError } from '../../server/store/connect.ts';
import { openStore } from '../../server/store/open.ts';
import type { Attempt, Order, PendingBasket } from '../../server/store/records.ts';
import type { Store } from '../../server/store/store.ts';
import { emptyStoreUrl, ENGINES } from '../engines.ts';

const TIMES = { launchedMs: 4_000, waitingMs: 8_000 };

describe.each(ENGINES)('on %s', (engine) => {
  async function open(): Promise<Store> {
    const store = await openStore(await emptyStoreUrl(engine), 'sandbox');
    onTestFinished(() => store.close());
    return store;
  }

  test('an order comes back as it was stored', async () => {
    const store = await open();
    const order = await create(store, {
      pending: {
        sentAt: 5,
        maybe: [],
        basket: {
          revision: 2,
          choices: { a: 'å' },
          lines: [],
          totalMinor: 1,
          currency: 'SEK',
          taxes: [],
        },
      },
      invoiceReference: '00120',
      launchedAt: 1_795_409_982_592,
    });
    expect(await store.findOrder(order.id)).toEqual(order);
    expect(await store.findOrderByReference('00120')).toEqual(order);
    expect(await store.findOrderByReference('120')).toBeNull();
  });

  test('a change that an earlier version left waiting is read', async () => {
    const store = await open();
    const { id, basket } = await create(store);
    await store.changeOrder(id, () => ({ pending: { basket, sentAt: 5 } as PendingBasket }));
    expect((await store.findOrder(id))?.pending).toEqual({ basket, sentAt: 5, maybe: [] });
  });

  test('an id, a booking number and a live order per token exist once', async () => {
    const store = await open();
    const first = await create(store);
    const other = await visit(store);
    expect(await store.createOrder(anOrder({ id: first.id, tokenHash: other }), anAttempt(first.id))).toBe(
      false,
    );
    const taken = anOrder({ bookingNumber: first.bookingNumber, tokenHash: other });
    expect(await store.createOrder(taken, anAttempt(taken.id))).toBe(false);
    const second = anOrder({ tokenHash: first.tokenHash });
    expect(await store.createOrder(second, anAttempt(second.id))).toBe(false);
    expect(await store.findLiveOrder(first.tokenHash)).toEqual(first);

    await store.changeOrder(first.id, () => ({ status: 'canceled' }));
    expect(await store.createOrder(second, anAttempt(second.id))).toBe(true);
  });

  test('fifty writers at once lose no write', async () => {
    const store = await open();
    const { id } = await create(store);
    const writers = Array.from({ length: 50 }, () =>
      store.changeOrder(id, (order) => ({ invoiceVersion: order.invoiceVersion + 1 })),
    );
    await Promise.all(writers);
    expect(await store.findOrder(id)).toMatchObject({ invoiceVersion: 50, rowVersion: 51 });
  });

  test('a write brings its attempt and its side effect with it, once', async () => {
    const store = await open();
    const { id } = await create(store);
    const [attempt] = await store.attempts.ofOrder(id);
    const sideEffect = {
      key: `${id}:paid`,
      orderId: id,
      kind: 'paid',
      createdAt: 1,
      releasedAt: null,
    } as const;
    const answered: Attempt = { ...anAttempt(id), ...attempt, state: 'answered', invoiceReference: '7' };
    await store.changeOrder(id, () => ({ status: 'paid', attempt: answered, sideEffect }));
    await store.changeOrder(id, () => ({ sideEffect: { ...sideEffect, createdAt: 2 } }));
    expect(await store.attempts.find(answered.key)).toEqual(answered);
    expect(await store.findSideEffects(id)).toEqual([sideEffect]);
    await store.changeOrder(id, () => ({ releaseEffectsAt: 9 }));
    await store.changeOrder(id, () => ({ releaseEffectsAt: 10 }));
    expect(await store.findSideEffects(id)).toEqual([{ ...sideEffect, releasedAt: 9 }]);
  });

  test('deciding nothing writes nothing', async () => {
    const store = await open();
    const order = await create(store);
    let heard = 0;
    store.onChange(() => (heard += 1));
    expect(await store.changeOrder(order.id, () => null)).toEqual(order);
    expect(await store.changeOrder(randomUUID(), () => ({ alarm: 'x' }))).toBeNull();
    expect(heard).toBe(0);
  });

  test('a due order is taken once, and again when its claim has ended', async () => {
    const store = await open();
    const launched = await create(store, { status: 'payable', launchedAt: 1, nextCheckAt: 1_000 });
    const waiting = await create(store, { status: 'payable', nextCheckAt: 1_001 });
    await create(store, { nextCheckAt: null });
    expect(await store.claims.takeDue(999, TIMES, 10)).toEqual([]);
    expect(await store.claims.takeDue(1_001, TIMES, 10)).toEqual([launched.id, waiting.id]);
    expect(await store.claims.takeDue(5_000, TIMES, 10)).toEqual([]);
    expect(await store.claims.takeDue(5_001, TIMES, 10)).toEqual([launched.id]);
    const both = await store.claims.takeDue(9_001, TIMES, 10);
    expect(both.toSorted()).toEqual([waiting.id, launched.id].toSorted());
  });

  test('a clock that was set back leaves no payment unwatched', async () => {
    const store = await open();
    const payable = await create(store, { status: 'payable', launchedAt: 1, nextCheckAt: 100_000 });
    const paid = await create(store, { status: 'paid', nextCheckAt: 100_000 });
    await create(store, { status: 'paid', confirmedAt: 75_000, nextCheckAt: 100_000 });
    await create(store, { status: 'placing', nextCheckAt: 600_000 });
    expect(await store.claims.takeDue(92_000, TIMES, 10)).toEqual([]);
    expect((await store.claims.takeDue(91_999, TIMES, 10)).toSorted()).toEqual(
      [payable.id, paid.id].toSorted(),
    );
  });

  test('what SEQR said of an attempt is not overwritten by its own late end', async () => {
    const store = await open();
    const { id } = await create(store);
    const [attempt] = await store.attempts.ofOrder(id);
    const write = (change: Partial<Attempt>) =>
      store.changeOrder(id, () => ({ attempt: { ...anAttempt(id), ...attempt, ...change } }));
    await write({ state: 'named', invoiceReference: '7' });
    await write({ state: 'unknown', invoiceReference: null });
    expect((await store.attempts.ofOrder(id))[0]).toMatchObject({ state: 'named', invoiceReference: '7' });
    await write({ state: 'answered', invoiceReference: '7' });
    await write({ state: 'foreign', invoiceReference: '7' });
    expect((await store.attempts.ofOrder(id))[0]).toMatchObject({ state: 'answered' });
  });

  test('many watchers at once take every order once', async () => {
    const store = await open();
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => (await create(store, { nextCheckAt: 1 })).id),
    );
    const taken = await Promise.all(Array.from({ length: 8 }, () => store.claims.takeDue(10, TIMES, 5)));
    const all = taken.flat();
    expect(new Set(all).size).toBe(all.length);
    const rest = await store.claims.takeDue(10, TIMES, 100);
    expect([...all, ...rest].toSorted()).toEqual(ids.toSorted());
  });

  test('pages share one question a second', async () => {
    const store = await open();
    const { id } = await create(store);
    const first = await Promise.all(
      Array.from({ length: 20 }, () => store.claims.takeQuestion(id, 10_000, 1_000)),
    );
    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await store.claims.takeQuestion(id, 10_999, 1_000)).toBe(false);
    expect(await store.claims.takeQuestion(id, 11_000, 1_000)).toBe(true);
  });

  test('a clock that was set back silences no page', async () => {
    const store = await open();
    const { id } = await create(store);
    await store.claims.takeQuestion(id, 70_000, 1_000);
    expect(await store.claims.takeQuestion(id, 10_000, 1_000)).toBe(true);
    expect(await store.claims.takeQuestion(id, 10_500, 1_000)).toBe(false);
  });

  test('a session is stored anew at each visit', async () => {
    const store = await open();
    const tokenHash = await visit(store);
    const session = {
      tokenHash,
      msisdnSealed: 's',
      msisdnLast4: '1234',
      subscriberKeySealed: null,
      parameters: { jetty: '7' },
      seenAt: 2,
    };
    await store.saveSession(session);
    expect(await store.findSession(tokenHash)).toEqual(session);
  });

  test('a store of one mode is not opened in another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'seqr-store-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const url = engine === 'sqlite' ? `file:${folder}/new/store.db` : await emptyStoreUrl(engine);
    await (await openStore(url, 'sandbox')).close();
    await (await openStore(url, 'sandbox')).close();
    await expect(openStore(url, 'production')).rejects.toThrow(StoreError);
    await expect(openStore(url, 'production')).rejects.toThrow('was made in sandbox mode');
  });
});

test('several processes that start at once on an empty PostgreSQL all come up', async () => {
  const url = await emptyStoreUrl('postgres');
  const stores = await Promise.all(Array.from({ length: 3 }, () => openStore(url, 'sandbox')));
  for (const store of stores) {
    await store.ping();
    await store.close();
  }
});

test('the embedded store takes over every claim of the process before it', async () => {
  const store = await openStore('file::memory:', 'sandbox');
  onTestFinished(() => store.close());
  const { id } = await create(store, { nextCheckAt: 99_000 });
  await store.claims.releaseAll(50_000);
  expect(await store.claims.takeDue(50_000, TIMES, 10)).toEqual([id]);
});

test.each(['file:/dev/null/store.db', 'postgres://nobody:canary@127.0.0.1:1/none'])(
  '%s cannot be opened, and no password is told',
  async (url) => {
    const error = await openStore(url, 'sandbox').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreError);
    expect(String(error)).not.toContain('canary');
  },
);

async function visit(store: Store): Promise<string> {
  const tokenHash = randomUUID();
  const session = {
    msisdnSealed: null,
    msisdnLast4: null,
    subscriberKeySealed: null,
    parameters: {},
    seenAt: 1,
  };
  await store.saveSession({ tokenHash, ...session });
  return tokenHash;
}

async function create(store: Store, changes: Partial<Order> = {}): Promise<Order> {
  const order = anOrder({ tokenHash: changes.tokenHash ?? (await visit(store)), ...changes });
  expect(await store.createOrder(order, anAttempt(order.id))).toBe(true);
  return order;
}

function anOrder(changes: Partial<Order>): Order {
  const basket = { revision: 1, choices: {}, lines: [], totalMinor: 13000, currency: 'SEK', taxes: [] };
  const numbers = { id: randomUUID(), bookingNumber: randomUUID(), createdAt: 1, expiresAt: 600_000 };
  return {
    ...newOrder({ ...numbers, basket, tokenHash: '', language: 'en' }),
    nextCheckAt: null,
    ...changes,
  };
}

function anAttempt(orderId: string): Attempt {
  const key = randomUUID();
  return { key, orderId, clientInvoiceId: key, state: 'sending', invoiceReference: null, startedAt: 1 };
}
