// Work that is to be done again and again: a round, a pause, a round. Starts, stops, and survives a round that fails.
import type { Logger } from 'pino';
import type { Clock } from './world.ts';

export class Rounds {
  readonly #stopped = new AbortController();
  readonly #round: () => Promise<void>;
  readonly #everyMs: number;
  readonly #world: { clock: Clock; log: Logger };
  #running: Promise<void> = Promise.resolve();

  /** @param round what is done each time */
  constructor(round: () => Promise<void>, everyMs: number, world: { clock: Clock; log: Logger }) {
    this.#round = round;
    this.#everyMs = everyMs;
    this.#world = world;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Resolves when the round that is under way has ended. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, log } = this.#world;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await this.#round().catch((error: unknown) => log.error({ err: error }, 'a round failed'));
      await clock.sleep(this.#everyMs, signal);
    }
  }
}
