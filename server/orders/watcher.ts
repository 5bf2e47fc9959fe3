// The guarantee behind the notification: asks for every open invoice, notified or not, until nothing is left to ask.
import { isLive } from '../../shared/order-status.ts';
import { cancelOrder } from './cancel-order.ts';
import { LAUNCHED_CHECK_MS, WAITING_CHECK_MS } from './order.ts';
import { settleOrder } from './settle-order.ts';
import type { Shop } from './shop.ts';

/** How often the store is looked at for due orders: the most that a check comes late. */
const TICK_MS = 250;
/** How many orders one look takes; a full look is followed by another at once. */
const BATCH = 200;
/** An attempt starts every 4 s whether or not the last one has answered; more than three would pile up. */
const MAX_IN_FLIGHT = 3;

/** One per process. `start` begins at once with everything that is open; `stop` lets started settlements end. */
export class Watcher {
  readonly #shop: Shop;
  readonly #inFlight = new Map<string, number>();
  readonly #work = new Set<Promise<void>>();
  readonly #stopped = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  async start(): Promise<void> {
    await this.#shop.store.releaseClaims(this.#shop.clock.now());
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#loop;
    await this.drain();
  }

  /** Resolves when everything that was started has ended. */
  async drain(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  /** Settles the order now: a notification came, or something else speaks for it. Never throws, does not wait. */
  wake(orderId: string): void {
    this.begin(orderId, () => this.#check(orderId));
  }

  /** Runs a piece of settling that `stop` must wait for. */
  begin(orderId: string, work: () => Promise<void>): void {
    const running = this.#inFlight.get(orderId) ?? 0;
    if (running >= MAX_IN_FLIGHT) return;
    this.#inFlight.set(orderId, running + 1);
    const ended = work()
      .catch((error: unknown) => this.#shop.log.error({ orderId, err: error }, 'settling failed'))
      .finally(() => {
        this.#work.delete(ended);
        const left = (this.#inFlight.get(orderId) ?? 1) - 1;
        if (left === 0) this.#inFlight.delete(orderId);
        else this.#inFlight.set(orderId, left);
      });
    this.#work.add(ended);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const taken = await this.look();
      if (taken < BATCH) await this.#shop.clock.sleep(TICK_MS, signal);
    }
  }

  /** Takes what is due now and begins to settle it. The loop does this all the time.
   *  @returns how many orders were taken */
  async look(): Promise<number> {
    const { store, clock, log } = this.#shop;
    const times = { launchedMs: LAUNCHED_CHECK_MS, waitingMs: WAITING_CHECK_MS };
    try {
      const due = await store.claimDue(clock.now(), times, BATCH);
      for (const id of due) this.wake(id);
      return due.length;
    } catch (error) {
      log.error({ err: error }, 'the store does not tell what is due');
      return 0;
    }
  }

  async #check(orderId: string): Promise<void> {
    const { store, clock } = this.#shop;
    const order = await store.findOrder(orderId);
    if (!order) return;
    const isOver = isLive(order.status) && clock.now() >= order.expiresAt;
    if (isOver) await cancelOrder(this.#shop, orderId, 'expired');
    else await settleOrder(this.#shop, orderId);
  }
}
