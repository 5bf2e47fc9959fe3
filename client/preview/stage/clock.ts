// A clock that stands still until it is turned by hand, and the patience to let everything that is under way come to its
// end. Knows nothing of what waits for it.
import type { Clock } from '../../surroundings.ts';

export class HandClock implements Clock {
  #now = 0;
  #nextTimer = 1;
  readonly #timers = new Map<number, { at: number; callback: () => void }>();

  setTimeout(callback: () => void, delayMs: number): number {
    this.#timers.set(this.#nextTimer, { at: this.#now + delayMs, callback });
    return this.#nextTimer++;
  }

  clearTimeout(timer: number) {
    this.#timers.delete(timer);
  }

  /** Lets time pass; what a timer starts runs on until it waits again. */
  async advance(ms: number) {
    const end = this.#now + ms;
    for (;;) {
      await calm();
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.#now = due[1].at;
      this.#timers.delete(due[0]);
      due[1].callback();
    }
    this.#now = end;
  }
}

/** Lets every promise that is already on its way come to its end. */
export async function calm() {
  for (let turn = 0; turn < 5; turn++) await nextTask();
}

/** By a message to ourselves: browsers hold back timers that start each other. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
