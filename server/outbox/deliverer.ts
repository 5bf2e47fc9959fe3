// What has happened to orders goes out: every released event by every way that takes it, at least once. The store says
// which process tries which delivery; a crash between an attempt and its being written down repeats the attempt.
import type { Logger } from 'pino';
import { UnderWay } from '../orders/under-way.ts';
import type { Delivery, SideEffect } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { Clock, Random } from '../world.ts';
import { FARTHEST_MS, isStuck, nextAttemptAt } from './back-off.ts';
import { readEvent } from './channel.ts';
import type { Channel } from './channel.ts';
import { DeliveryFailure, failureOf } from './failure.ts';

/** How often the store is looked at: the most that a message comes late. */
const TICK_MS = 500;
/** How many events one look fans out; a full look is followed by another at once. */
const BATCH = 100;
/** Of each way, so that a slow one stands in nobody else's. */
const MAX_IN_FLIGHT = 4;
/** How long one attempt may take. */
const TIMEOUT_MS = 10_000;
/** How long nobody else tries what is being tried: the attempt, and slow writing. */
const LEASE_MS = 30_000;
/** How long attempts that were started may go on when the process is to stop. */
const DRAIN_MS = 5_000;

export type Channels = Partial<Record<Delivery['channel'], Channel>>;

interface Parts {
  store: Store;
  clock: Clock;
  random: Random;
  log: Logger;
}

/** One per process. `stop` lets started attempts end, and cuts those that do not. */
export class Deliverer {
  readonly #parts: Parts;
  readonly #channels: Channels;
  readonly #inFlight = new Map<Delivery['channel'], number>();
  readonly #underWay = new UnderWay();
  readonly #stopped = new AbortController();
  readonly #cut = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(parts: Parts, channels: Channels) {
    this.#parts = parts;
    this.#channels = channels;
  }

  async start(): Promise<void> {
    const { store, clock } = this.#parts;
    await store.deliveries.releaseAll(clock.now());
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#loop;
    const drained = new AbortController();
    const patience = this.#parts.clock.sleep(DRAIN_MS, drained.signal);
    await Promise.race([this.drain(), patience]);
    drained.abort();
    this.#cut.abort();
    await this.drain();
  }

  /** Resolves when every attempt that was started has ended. */
  drain(): Promise<void> {
    return this.#underWay.ended();
  }

  /** The ways that the event goes, or would go if it were released. */
  async channelsFor(event: SideEffect): Promise<Delivery['channel'][]> {
    const told = await readEvent(this.#parts.store, event);
    if (!told) return [];
    return this.#names().filter((name) => this.#channels[name]?.takes(told));
  }

  /** Makes deliveries of what was released, and begins to try what is due. The loop does this all the time.
   *  @returns true when there may be more at once */
  async look(): Promise<boolean> {
    const { log } = this.#parts;
    try {
      const events = await this.#fanOut();
      for (const name of this.#names()) await this.#tryDue(name);
      return events === BATCH;
    } catch (error) {
      log.error({ err: error }, 'the store does not tell what is to be delivered');
      return false;
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const isMore = await this.look();
      if (!isMore) await this.#parts.clock.sleep(TICK_MS, signal);
    }
  }

  async #fanOut(): Promise<number> {
    const { store, clock, log } = this.#parts;
    const events = await store.deliveries.findReleased(BATCH);
    for (const event of events) {
      try {
        await store.deliveries.fanOut(event, await this.channelsFor(event), clock.now());
      } catch (error) {
        // The others must not wait for this one.
        log.error({ orderId: event.orderId, err: error }, 'an event was not fanned out');
      }
    }
    return events.length;
  }

  /** Takes no more than can be tried now: a lease must not run out in a queue. */
  async #tryDue(name: Delivery['channel']): Promise<void> {
    const { store, clock } = this.#parts;
    const free = MAX_IN_FLIGHT - (this.#inFlight.get(name) ?? 0);
    if (free <= 0) return;
    const times = { leaseMs: LEASE_MS, farthestMs: FARTHEST_MS };
    const due = await store.deliveries.takeDue(name, clock.now(), times, free);
    for (const delivery of due) this.#begin(delivery);
  }

  #begin(delivery: Delivery): void {
    const { channel, event } = delivery;
    this.#inFlight.set(channel, (this.#inFlight.get(channel) ?? 0) + 1);
    const attempt = this.#attempt(delivery)
      // Its lease ends, and then it is tried again.
      .catch((error: unknown) =>
        this.#parts.log.error(
          { orderId: event.orderId, channel, err: error },
          'an attempt was not written down',
        ),
      )
      .finally(() => this.#inFlight.set(channel, (this.#inFlight.get(channel) ?? 1) - 1));
    this.#underWay.add(attempt);
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const { store, clock, random, log } = this.#parts;
    const { channel, event } = delivery;
    const facts = { orderId: event.orderId, channel, kind: event.kind };
    const failure = await this.#try(delivery).then(() => null, failureOf);
    const at = clock.now();
    const attempts = delivery.attempts + 1;
    if (failure === null) {
      await store.deliveries.record(delivery, { kind: 'delivered', at });
      log.info({ ...facts, attempts }, 'delivered');
      return;
    }
    const { message: error, isPermanent } = failure;
    const stuck = isPermanent || isStuck(attempts);
    const nextAt = isPermanent ? null : nextAttemptAt(at, attempts, random);
    await store.deliveries.record(delivery, { kind: 'failed', at, nextAt, isStuck: stuck, error });
    const isNews = stuck && delivery.stuckAt === null;
    log[isNews ? 'error' : 'warn'](
      { ...facts, attempts, failure: error },
      isNews ? 'a delivery needs a person' : 'not delivered',
    );
  }

  async #try({ channel: name, event }: Delivery): Promise<void> {
    const { store, clock } = this.#parts;
    const channel = this.#channels[name];
    const told = await readEvent(store, event);
    if (!told || !channel) throw new DeliveryFailure('there is nothing to tell', { isPermanent: true });
    const tooLate = new AbortController();
    const done = new AbortController();
    void clock.sleep(TIMEOUT_MS, done.signal).then(() => tooLate.abort());
    const signal = AbortSignal.any([tooLate.signal, this.#cut.signal]);
    try {
      await Promise.race([channel.deliver(told, signal), aborted(signal)]);
    } finally {
      done.abort();
    }
  }

  #names(): Delivery['channel'][] {
    return Object.keys(this.#channels) as Delivery['channel'][];
  }
}

/** Not every way can be interrupted; none is waited for longer. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const giveUp = () => reject(new DeliveryFailure('no answer in time'));
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
}
