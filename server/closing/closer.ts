// The closes' own clockwork: closes the day at its time, and fetches the reports of what was closed, by whomever.
import type { Shop } from '../orders/shop.ts';
import { UnderWay } from '../orders/under-way.ts';
import { REPORT_LIMITS } from '../seqr/limits.ts';
import type { ClosingRecord } from '../store/closing-rows.ts';
import { closePeriod, isRefusal, sweepClosings } from './close-period.ts';
import { fetchReport } from './fetch-report.ts';
import { dueClose, scheduledRequest } from './schedule.ts';
import type { Schedule } from './schedule.ts';

/** How often it looks: the most that a close or a report comes late. */
const TICK_MS = 1_000;
/** Two reports, and the comparison of both books; then another process may have the closing. */
const LEASE_MS = 2 * REPORT_LIMITS.timeoutMs + 60_000;
/** A report may be tens of megabytes: one after the other. */
const BATCH = 1;
/** A close that something stands in the way of, or that did not reach SEQR, is tried again so much later. */
const RETRY_MS = 60_000;
/** After half an hour without SEQR the day waits for a person. */
const MAX_ATTEMPTS = 30;

/** One per process. `stop` lets end what was started. */
export class Closer {
  readonly #shop: Shop;
  readonly #schedule: Schedule | null;
  readonly #underWay = new UnderWay();
  readonly #stopped = new AbortController();
  #loop: Promise<void> = Promise.resolve();
  #isFetching = false;
  /** The scheduled close that was tried last, and when it is tried again. */
  #tried = { day: '', againAt: 0 };

  /** @param schedule null: the day is closed by people only */
  constructor(shop: Shop, schedule: Schedule | null) {
    this.#shop = shop;
    this.#schedule = schedule;
  }

  async start(): Promise<void> {
    await this.#shop.store.closings.releaseAll(this.#shop.clock.now());
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#loop;
    await this.drain();
  }

  /** Resolves when every close and every fetching that was started has ended. */
  drain(): Promise<void> {
    return this.#underWay.ended();
  }

  /** Begins what is due now. The loop does this all the time. */
  async look(): Promise<void> {
    const { store, clock, log } = this.#shop;
    try {
      await sweepClosings(this.#shop);
      this.#closeTheDay();
      if (this.#isFetching) return;
      const [due] = await store.closings.takeDue(clock.now(), LEASE_MS, BATCH);
      if (due) this.#fetch(due);
    } catch (error) {
      log.error({ err: error }, 'the store does not tell which closings are due');
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await this.look();
      await this.#shop.clock.sleep(TICK_MS, signal);
    }
  }

  #closeTheDay(): void {
    const { clock, log } = this.#shop;
    const due = this.#schedule && dueClose(this.#schedule, clock.now());
    if (!due) return;
    const { day } = due;
    if (this.#tried.day === day && clock.now() < this.#tried.againAt) return;
    this.#tried = { day, againAt: clock.now() + RETRY_MS };
    const closing = this.#close(day)
      .then((isMade) => {
        if (isMade && this.#tried.day === day) this.#tried.againAt = Infinity;
      })
      .catch((error: unknown) => log.error({ err: error }, 'closing the day failed'));
    this.#underWay.add(closing);
  }

  /** One attempt: the first that nobody has made, if those before it have certainly closed nothing.
   *  @returns true when the day needs no further one */
  async #close(day: string): Promise<boolean> {
    const { clock, log } = this.#shop;
    const startedAt = clock.now();
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const requestKey = scheduledRequest(day, attempt);
      const outcome = await closePeriod(this.#shop, { requestKey, terminalId: null, operator: 'schedule' });
      if (isRefusal(outcome)) {
        log.error({ why: outcome.detail }, 'the day could not be closed');
        return false;
      }
      if (outcome.state !== 'refused') return true;
      if (outcome.requestedAt >= startedAt) return false;
    }
    return true;
  }

  #fetch(closing: ClosingRecord): void {
    this.#isFetching = true;
    const fetching = fetchReport(this.#shop, closing)
      .catch((error: unknown) =>
        this.#shop.log.error({ closingId: closing.id, err: error }, 'comparing the books failed'),
      )
      .finally(() => {
        this.#isFetching = false;
      });
    this.#underWay.add(fetching);
  }
}
