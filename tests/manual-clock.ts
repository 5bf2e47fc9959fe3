// A clock that tests turn by hand: nothing passes until they say so.
import type { Clock } from '../server/world.ts';

/** 15:00 on a winter's day: an hour that shows a 12-hour clock, a day that shows a lost time zone. */
const START = Date.UTC(2025, 11, 24, 15, 0, 0);

interface Sleeper {
  at: number;
  wake: () => void;
}

export class ManualClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];

  constructor(start = START) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      const giveUp = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        resolve();
      };
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** How many wait for a time to come. */
  get sleepers(): number {
    return this.#sleepers.length;
  }

  /** Lets `ms` pass. Sleepers wake one after the other, each at its own time, and what they start runs on until
   *  it sleeps again or waits for something beyond this process. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    await settle();
    for (let next = this.#nextBefore(target); next; next = this.#nextBefore(target)) {
      this.#now = next.at;
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      next.wake();
      await settle();
    }
    this.#now = target;
  }

  #nextBefore(target: number): Sleeper | undefined {
    return this.#sleepers.filter(({ at }) => at <= target).sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets every promise that is already on its way come to its end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
