// Ways out that do not work: what failed is tried again, later and later; what cannot work waits for a person.
import { describe, expect, test, vi } from 'vitest';
import { Deliverer } from '../../server/outbox/deliverer.ts';
import type { Channels } from '../../server/outbox/deliverer.ts';
import { DeliveryFailure } from '../../server/outbox/failure.ts';
import { stuckDeliveries } from '../../server/outbox/overview.ts';
import type { OutboxSettings } from '../../server/outbox/settings.ts';
import { ENGINES } from '../engines.ts';
import { openShop, PATIENCE } from '../shop.ts';
import type { TestShop } from '../shop.ts';
import { payFor } from './paid.ts';
import { openReceiver } from './receiver.ts';

const HOUR_MS = 60 * 60_000;

/** A shop whose text messages go to a gateway of ours, and nothing else goes anywhere. */
async function open(engine: 'sqlite' | 'postgres', sms: Partial<OutboxSettings['sms']> = {}) {
  const gateway = await openReceiver();
  const settings = {
    user: 'u',
    password: 'canary-password',
    from: '+46700000000',
    fields: '46elks',
  } as const;
  const shop = await openShop({
    engine,
    outbox: { sms: { kind: 'http', url: gateway.url, ...settings, ...sms } as never, receipts: null },
  });
  const only = async (id: string) => {
    const [delivery] = await shop.store.deliveries.findByOrder(id);
    if (!delivery) throw new Error('there is no delivery');
    return delivery;
  };
  /** Lets the next attempt come. */
  const again = async (id: string) => {
    const { nextAt } = await only(id);
    await shop.sleepThrough((nextAt ?? 0) - shop.clock.now());
    await shop.deliver();
  };
  return { gateway, shop, only, again };
}

describe.each(ENGINES)('on %s', (engine) => {
  test.each([
    ['46elks', { from: 'from', to: 'to', text: 'message' }],
    ['twilio', { from: 'From', to: 'To', text: 'Body' }],
  ] as const)('the form is that of %s', async (fields, names) => {
    const { gateway, shop } = await open(engine, { fields });
    const { id, bookingNumber } = await payFor(shop);
    await shop.deliver();
    const [{ headers, body } = { headers: {}, body: '' }] = gateway.received;
    const form = new URLSearchParams(body);
    expect(headers.authorization).toBe(`Basic ${Buffer.from('u:canary-password').toString('base64')}`);
    expect(headers['idempotency-key']).toBe(`${id}:paid`);
    expect(form.get(names.from)).toBe('+46700000000');
    expect(form.get(names.to)).toBe('+46701740605');
    expect(form.get(names.text)).toContain(bookingNumber);
  });

  test('a gateway that is away, in trouble or slow gets the message when it is back', async () => {
    const { gateway, shop, only, again } = await open(engine);
    await gateway.close();
    const { id } = await payFor(shop);
    await shop.deliver();
    expect(await only(id)).toMatchObject({ attempts: 1, lastError: 'cannot be reached (ECONNREFUSED)' });
    await gateway.open();

    gateway.answer(500);
    await again(id);
    expect(await only(id)).toMatchObject({ attempts: 2, lastError: 'answered 500', stuckAt: null });

    gateway.answer('redirect');
    await again(id);
    expect(await only(id)).toMatchObject({ attempts: 3, lastError: 'answered 307' });

    gateway.answer('silent');
    const { nextAt } = await only(id);
    await shop.sleepThrough((nextAt ?? 0) - shop.clock.now());
    await shop.deliverer.look();
    await vi.waitUntil(() => gateway.received.length === 3, PATIENCE);
    await shop.sleepThrough(10_000);
    await shop.deliverer.drain();
    expect(await only(id)).toMatchObject({ attempts: 4, lastError: 'no answer in time' });

    gateway.answer(201);
    await again(id);
    expect(await only(id)).toMatchObject({ attempts: 5, deliveredAt: shop.clock.now(), lastError: null });
    const keys = gateway.received.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys)).toEqual(new Set([`${id}:paid`]));
    expect(shop.logged.join('')).not.toMatch(/46701740605|canary/);
  });

  test('waits grow up to an hour; a person is told after eight, and the trying goes on', async () => {
    const { gateway, shop, only, again } = await open(engine);
    gateway.answer(503);
    const { id } = await payFor(shop);
    await shop.deliver();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 14; attempt += 1) {
      const { nextAt, stuckAt } = await only(id);
      waits.push((nextAt ?? 0) - shop.clock.now());
      expect(stuckAt !== null).toBe(attempt >= 8);
      await again(id);
    }
    waits.forEach((wait, i) => {
      const longest = Math.min(HOUR_MS, 5_000 * 2 ** i);
      expect(wait).toBeGreaterThanOrEqual(longest * 0.75);
      expect(wait).toBeLessThanOrEqual(longest);
    });
    const told = shop.logged.filter((line) => line.includes('a delivery needs a person'));
    expect(told).toHaveLength(1);
    expect(await stuckDeliveries(shop.store, 10)).toMatchObject([{ state: 'stuck', orderId: id }]);

    gateway.answer(200);
    await again(id);
    expect(await only(id)).toMatchObject({ deliveredAt: shop.clock.now(), stuckAt: null });
    expect(await stuckDeliveries(shop.store, 10)).toEqual([]);
  });

  test('what the gateway refuses is stuck at once, and goes when a person says so', async () => {
    const { gateway, shop, only } = await open(engine);
    gateway.answer(400);
    const { id } = await payFor(shop);
    await shop.deliver();
    expect(await only(id)).toMatchObject({ attempts: 1, nextAt: null, stuckAt: shop.clock.now() });
    await shop.sleepThrough(24 * HOUR_MS);
    await shop.deliver();
    expect(gateway.received).toHaveLength(1);

    gateway.answer(200);
    expect(await shop.store.deliveries.retry(`${id}:paid:sms`, shop.clock.now())).toBe(true);
    await shop.deliver();
    expect(await only(id)).toMatchObject({ attempts: 1, deliveredAt: shop.clock.now(), stuckAt: null });
    expect(await shop.store.deliveries.retry(`${id}:paid:sms`, shop.clock.now())).toBe(false);
    await shop.deliver();
    expect(gateway.received).toHaveLength(2);
  });

  test('two processes over one store never send the same at once, and each message goes out once', async () => {
    const { shop } = await open(engine);
    const ids = [];
    for (let order = 0; order < 6; order += 1) ids.push((await payFor(shop)).id);
    const sent: string[] = [];
    let letGo: () => void = () => undefined;
    let held = Promise.resolve();
    const slow: Channels = {
      sms: {
        takes: () => true,
        deliver: ({ key }) => {
          sent.push(key);
          return held;
        },
      },
    };
    const processes = [new Deliverer(shop.shop, slow), new Deliverer(shop.shop, slow)];
    for (let round = 0; round < 3; round += 1) {
      held = new Promise((resolve) => (letGo = resolve));
      await Promise.all(processes.map((process) => process.look()));
      letGo();
      await Promise.all(processes.map((process) => process.drain()));
    }
    expect(sent.toSorted()).toEqual(ids.map((id) => `${id}:paid`).toSorted());
  });

  test('a process that dies between sending and writing leaves it to another, which sends with the same key', async () => {
    const { gateway, shop } = await open(engine);
    const { id } = await payFor(shop);
    const { deliveries } = shop.store;
    const [event] = await deliveries.findReleased(1);
    if (!event) throw new Error('nothing was released');
    await deliveries.fanOut(event, ['sms'], shop.clock.now());
    // The first process: it takes the delivery, sends it, and is gone.
    const times = { leaseMs: 30_000, farthestMs: HOUR_MS };
    expect(await deliveries.takeDue('sms', shop.clock.now(), times, 1)).toHaveLength(1);
    await shop.sleepThrough(29_000);
    await shop.deliver();
    expect(gateway.received).toEqual([]);
    await shop.sleepThrough(1_000);
    await shop.deliver();
    expect(gateway.received.map(({ headers }) => headers['idempotency-key'])).toEqual([`${id}:paid`]);
  });

  test('no number, or no text: no message', async () => {
    const { gateway, shop } = await open(engine);
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order();
    const session = await shop.store.findSession(customer.tokenHash);
    if (!session) throw new Error('no session');
    await shop.store.saveSession({ ...session, msisdnSealed: null });
    await shop.pay(invoiceReference);
    await shop.quiet();
    await shop.deliver();
    expect(await shop.store.deliveries.findByOrder(id)).toEqual([]);
    expect(gateway.received).toEqual([]);
  });

  test('"show it on board" is not said of money that is back', async () => {
    const { gateway, shop, only } = await open(engine);
    const { id } = await payFor(shop);
    await shop.store.changeOrder(id, () => ({ reversedAt: shop.clock.now() }));
    await shop.deliver();
    expect(gateway.received).toEqual([]);
    expect(await only(id)).toMatchObject({ nextAt: null, stuckAt: shop.clock.now() });
  });
});

test('a way that hangs is cut when the process stops, and what was tried is tried again', async () => {
  const shop = await openShop({ outbox: { sms: { kind: 'none' }, receipts: null } });
  const { id } = await payFor(shop);
  const deliverer = new Deliverer(shop.shop, {
    webhook: { takes: () => true, deliver: () => new Promise(() => undefined) },
  });
  await deliverer.look();
  const stopped = deliverer.stop();
  await until(shop, 5_000);
  await stopped;
  expect(await shop.store.deliveries.findByOrder(id)).toMatchObject([
    { attempts: 1, deliveredAt: null, leasedUntil: null, lastError: 'no answer in time' },
  ]);
});

test('one way that is slow stands in no other’s', async () => {
  const shop = await openShop({ outbox: { sms: { kind: 'none' }, receipts: null } });
  const { id } = await payFor(shop);
  const said: string[] = [];
  const deliverer = new Deliverer(shop.shop, {
    webhook: {
      takes: () => true,
      deliver: () => Promise.reject(new DeliveryFailure('no', { isPermanent: true })),
    },
    sms: {
      takes: () => true,
      deliver: ({ key }) => {
        said.push(key);
        return Promise.resolve();
      },
    },
  });
  await deliverer.look();
  await deliverer.drain();
  expect(said).toEqual([`${id}:paid`]);
});

async function until(shop: TestShop, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 250) await shop.sleepThrough(250);
}
