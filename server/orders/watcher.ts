// The guarantee behind the notification: asks for every open invoice, notified or not, until nothing is left to ask.
import { isLive } from '../../shared/order-status.ts';
import type { Order } from '../store/records.ts';
import { raiseAlarm } from './alarm.ts';
import { adoptNamed } from './adopt-invoice.ts';
import { cancelOrder } from './cancel-order.ts';
import { LAUNCHED_CHECK_MS, WAITING_CHECK_MS } from './order.ts';
import { Refusal } from './refusal.ts';
import { settleOrder } from './settle-order.ts';
import type { Shop } from './shop.ts';
import { UnderWay } from './under-way.ts';

/** How often the store is looked at for due orders: the most that a check comes late. */
const TICK_MS = 250;
/** How many orders one look takes; a full look is followed by another at once. */
const BATCH = 200;
/** An attempt starts every 4 s whether or not the last one has answered; more than three would pile up. */
const MAX_IN_FLIGHT = 3;
/** An invoice that cannot be ended so long after its time needs a person. */
const OVERDUE_MS = 60_000;

/** One per process. `start` begins at once with everything that is open; `stop` lets started settlements end. */
export class Watcher {
  readonly #shop: Shop;
  readonly #inFlight = new Map<string, number>();
  readonly #underWay = new UnderWay();
  readonly #stopped = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  async start(): Promise<void> {
    await this.#shop.store.claims.releaseAll(this.#shop.clock.now());
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#loop;
    await this.drain();
  }

  /** Resolves when every settlement that was started has ended. */
  drain(): Promise<void> {
    return this.#underWay.ended();
  }

  /** Settles the order now: a notification came, or something else speaks for it. Never throws, does not wait. */
  wake(orderId: string): void {
    const running = this.#inFlight.get(orderId) ?? 0;
    if (running >= MAX_IN_FLIGHT) return;
    this.#inFlight.set(orderId, running + 1);
    const check = this.#check(orderId)
      .catch((error: unknown) => this.#shop.log.error({ orderId, err: error }, 'settling failed'))
      .finally(() => {
        const left = (this.#inFlight.get(orderId) ?? 1) - 1;
        if (left === 0) this.#inFlight.delete(orderId);
        else this.#inFlight.set(orderId, left);
      });
    this.#underWay.add(check);
  }

  /** Takes what is due now and begins to settle it. The loop does this all the time.
   *  @returns how many orders were taken */
  async look(): Promise<number> {
    const { store, clock, log } = this.#shop;
    const times = { launchedMs: LAUNCHED_CHECK_MS, waitingMs: WAITING_CHECK_MS };
    try {
      const due = await store.claims.takeDue(clock.now(), times, BATCH);
      for (const id of due) this.wake(id);
      return due.length;
    } catch (error) {
      log.error({ err: error }, 'the store does not tell what is due');
      return 0;
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const taken = await this.look();
      if (taken < BATCH) await this.#shop.clock.sleep(TICK_MS, signal);
    }
  }

  async #check(orderId: string): Promise<void> {
    const { store, clock } = this.#shop;
    const order = await store.findOrder(orderId);
    if (!order) return;
    const isOver = clock.now() >= order.expiresAt && order.reservation === null;
    if (isLive(order.status) && isOver) return this.#expire(order);
    await adoptNamed(this.#shop, order);
    const settled = await settleOrder(this.#shop, orderId);
    if (settled) await this.#missLapse(settled.order);
  }

  /** Nobody's money is to be kept for ever: SEQR should have given it back by itself. */
  async #missLapse(order: Order): Promise<void> {
    const lapsesAt = order.reservation?.lapsesAt ?? null;
    if (lapsesAt === null || !isLive(order.status) || this.#shop.clock.now() < lapsesAt + OVERDUE_MS) return;
    await raiseAlarm(this.#shop, order, 'SEQR still keeps the money reserved, longer than it was to');
  }

  async #expire(order: Order): Promise<void> {
    const { clock } = this.#shop;
    const outcome = await cancelOrder(this.#shop, order.id, 'expired');
    if (!(outcome instanceof Refusal) || clock.now() < order.expiresAt + OVERDUE_MS) return;
    const alarm = `its time is over, and SEQR does not let it end (${outcome.code})`;
    await raiseAlarm(this.#shop, order, alarm);
  }
}
