// The closes' own clockwork: closes the day at its time, and fetches the reports of what was closed, by whomever.
import type { Shop } from '../orders/shop.ts';
import { UnderWay } from '../orders/under-way.ts';
import { Rounds } from '../rounds.ts';
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
/** A close that something stands in the way of is tried again so much later; one that SEQR did not take twice as much
 *  later each time, up to a quarter of an hour. */
const RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 15 * 60_000;

/** One per process. `stop` lets end what was started. */
export class Closer {
  readonly #shop: Shop;
  readonly #schedule: Schedule | null;
  readonly #underWay = new UnderWay();
  readonly #rounds: Rounds;
  #isFetching = false;
  /** The scheduled close that was tried last, how often SEQR was asked for it, and when it is tried again. */
  #tried = { day: '', attempt: 1, againAt: 0 };

  /** @param schedule null: the day is closed by people only */
  constructor(shop: Shop, schedule: Schedule | null) {
    this.#shop = shop;
    this.#schedule = schedule;
    this.#rounds = new Rounds(() => this.look(), TICK_MS, shop);
  }

  async start(): Promise<void> {
    await this.#shop.store.closings.releaseAll(this.#shop.clock.now());
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
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

  #closeTheDay(): void {
    const { clock, log } = this.#shop;
    const due = this.#schedule && dueClose(this.#schedule, clock.now());
    if (!due) return;
    const isSame = this.#tried.day === due.day;
    if (isSame && clock.now() < this.#tried.againAt) return;
    const tried = {
      day: due.day,
      attempt: isSame ? this.#tried.attempt : 1,
      againAt: clock.now() + RETRY_MS,
    };
    this.#tried = tried;
    const requestKey = scheduledRequest(due.day, tried.attempt);
    const closing = closePeriod(this.#shop, { requestKey, terminalId: null, operator: 'schedule' })
      .then((outcome) => {
        if (isRefusal(outcome)) log.error({ why: outcome.detail }, 'the day could not be closed');
        else if (outcome.state === 'refused') {
          log.error({ why: outcome.explanation }, 'the day could not be closed');
          tried.againAt = clock.now() + Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** (tried.attempt - 1));
          tried.attempt += 1;
        } else tried.againAt = Infinity;
      })
      .catch((error: unknown) => log.error({ err: error }, 'closing the day failed'));
    this.#underWay.add(closing);
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
