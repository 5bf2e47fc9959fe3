// Work that goes on after its caller was answered. Whoever stops the process waits for it.

export class UnderWay {
  readonly #work = new Set<Promise<unknown>>();

  /** Keeps a promise in view until it ends, well or badly. */
  add(work: Promise<unknown>): void {
    const ended = work.catch(() => undefined).finally(() => this.#work.delete(ended));
    this.#work.add(ended);
  }

  /** Resolves when everything has ended, also what was begun meanwhile. */
  async ended(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work);
  }
}
