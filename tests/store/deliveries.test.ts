// Deliveries in the store: made once, tried by one, written down by who holds them. One suite, both engines.
import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newOrder } from '../../server/orders/order.ts';
import type { Delivery } from '../../server/store/records.ts';
import type { Store } from '../../server/store/store.ts';
import { ENGINES, openEmptyStore } from '../engines.ts';
import { ManualClock } from '../manual-clock.ts';

const TIMES = { leaseMs: 30_000, farthestMs: 3_600_000 };
const NOW = 1_000_000;

describe.each(ENGINES)('on %s', (engine) => {
  async function open(): Promise<Store> {
    const store = await openEmptyStore(engine, new ManualClock());
    onTestFinished(() => store.close());
    return store;
  }

  test('an event goes each way once, however many fan it out, and only when it is released', async () => {
    const store = await open();
    const event = await happen(store, null);
    expect(await store.deliveries.findReleased(10)).toEqual([]);
    expect(await store.deliveries.fanOut(event, ['sms'], NOW)).toBe(false);
    expect(await store.deliveries.findHeld(event.orderId)).toEqual([event]);

    await store.changeOrder(event.orderId, () => ({ releaseEffectsAt: NOW }));
    expect(await store.deliveries.findHeld(event.orderId)).toEqual([]);
    const released = { ...event, releasedAt: NOW };
    expect(await store.deliveries.findReleased(10)).toEqual([released]);
    const made = await Promise.all(
      Array.from({ length: 10 }, () => store.deliveries.fanOut(event, ['sms', 'webhook'], NOW)),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await store.deliveries.findReleased(10)).toEqual([]);
    expect(await store.deliveries.findByOrder(event.orderId)).toMatchObject([
      { key: `${event.key}:sms`, channel: 'sms', event: released, attempts: 0, nextAt: NOW },
      { key: `${event.key}:webhook`, channel: 'webhook' },
    ]);
  });

  test('many at once take every due delivery once, and again when the lease has ended', async () => {
    const store = await open();
    for (let i = 0; i < 20; i += 1) await due(store);
    const take = (now: number) => store.deliveries.takeDue('sms', now, TIMES, 4);
    const taken = (await Promise.all(Array.from({ length: 10 }, () => take(NOW)))).flat();
    // A row that another one holds is passed over: what is left comes with the next look.
    for (let more = await take(NOW); more.length > 0; more = await take(NOW)) taken.push(...more);
    expect(new Set(taken.map(({ key }) => key)).size).toBe(20);
    expect(taken).toHaveLength(20);
    expect(await take(NOW + 29_999)).toEqual([]);
    expect(await take(NOW + 30_000)).toHaveLength(4);
    expect(await store.deliveries.takeDue('webhook', NOW + 30_000, TIMES, 4)).toEqual([]);
  });

  test('a failure counts under its own lease only, a success always, and both once', async () => {
    const store = await open();
    await due(store);
    const [first] = await store.deliveries.takeDue('sms', NOW, TIMES, 1);
    const [second] = await store.deliveries.takeDue('sms', NOW + 30_000, TIMES, 1);
    if (!first || !second) throw new Error('nothing was due');
    const failed = { kind: 'failed', at: NOW, nextAt: NOW + 1, isStuck: false, error: 'x' } as const;
    expect(await store.deliveries.record(first, failed)).toBe(false);
    expect(await store.deliveries.findByOrder(first.event.orderId)).toMatchObject([
      { attempts: 0, leasedUntil: NOW + 60_000 },
    ]);
    expect(await store.deliveries.record(first, { kind: 'delivered', at: NOW + 31_000 })).toBe(true);
    expect(await store.deliveries.record(second, failed)).toBe(false);
    expect(await store.deliveries.record(second, { kind: 'delivered', at: NOW + 32_000 })).toBe(false);
    expect(await store.deliveries.findByOrder(first.event.orderId)).toMatchObject([
      { attempts: 1, deliveredAt: NOW + 31_000, nextAt: null, leasedUntil: null },
    ]);
  });

  test('what is stuck is found, and since when; "again" waits for who is trying it', async () => {
    const store = await open();
    const { deliveries } = store;
    await due(store);
    const stick = async (now: number, nextAt: number | null) => {
      const [taken] = await deliveries.takeDue('sms', now, TIMES, 1);
      if (!taken) throw new Error('nothing was due');
      expect(await deliveries.retry(taken.key, now)).toBe(false);
      await deliveries.record(taken, { kind: 'failed', at: now, nextAt, isStuck: true, error: 'x' });
      return taken.key;
    };
    await stick(NOW, NOW + 10);
    const key = await stick(NOW + 10, null);
    expect(await deliveries.findStuck(10)).toMatchObject([{ stuckAt: NOW, attempts: 2, lastError: 'x' }]);
    expect(await deliveries.takeDue('sms', NOW + 10_000_000, TIMES, 1)).toEqual([]);
    expect(await deliveries.retry(key, NOW + 20)).toBe(true);
    expect(await deliveries.findStuck(10)).toEqual([]);
    expect(await deliveries.takeDue('sms', NOW + 20, TIMES, 1)).toMatchObject([{ key, attempts: 0 }]);
    expect(await deliveries.retry('unknown', NOW)).toBe(false);
  });

  test('a clock that was set back leaves nothing undelivered', async () => {
    const store = await open();
    await due(store, NOW + 10 * TIMES.farthestMs);
    expect(await store.deliveries.takeDue('sms', NOW, TIMES, 1)).toHaveLength(1);
  });

  test('a restart of the embedded engine waits for no lease; others may hold theirs', async () => {
    const store = await open();
    await due(store);
    await store.deliveries.takeDue('sms', NOW, TIMES, 1);
    await store.deliveries.releaseAll(NOW + 1);
    expect(await store.deliveries.takeDue('sms', NOW + 1, TIMES, 1)).toHaveLength(
      engine === 'sqlite' ? 1 : 0,
    );
  });
});

/** An order that was paid. */
async function happen(store: Store, releasedAt: number | null): Promise<Delivery['event']> {
  const tokenHash = randomUUID();
  const nothing = { msisdnSealed: null, msisdnLast4: null, subscriberKeySealed: null };
  await store.saveSession({ tokenHash, ...nothing, parameters: {}, seenAt: 1 });
  const id = randomUUID();
  const order = newOrder({
    id,
    tokenHash,
    language: 'en',
    basket: { revision: 1, choices: {}, lines: [], totalMinor: 1, currency: 'SEK', taxes: [] },
    bookingNumber: id,
    createdAt: 1,
    expiresAt: 2,
  });
  const attempt = { key: id, orderId: id, clientInvoiceId: id, state: 'sending' } as const;
  await store.createOrder(order, { ...attempt, invoiceReference: null, startedAt: 1 });
  const event = { key: `${id}:paid`, orderId: id, kind: 'paid', createdAt: 5, releasedAt } as const;
  await store.changeOrder(id, () => ({ sideEffect: event }));
  return event;
}

/** A text message that is due. */
async function due(store: Store, now = NOW): Promise<void> {
  await store.deliveries.fanOut(await happen(store, NOW), ['sms'], now);
}
