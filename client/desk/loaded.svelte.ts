// Something that the server knows, as it was when it was asked last; an older answer never replaces a newer one.
import { asDeskProblem, type DeskProblem } from './desk-problem.ts';

export class Loaded<Value> {
  readonly #ask: () => Promise<Value>;
  #round = 0;
  #value = $state.raw<Value | null>(null);
  #problem = $state.raw<DeskProblem | null>(null);
  #isLoading = $state.raw(false);

  constructor(ask: () => Promise<Value>) {
    this.#ask = ask;
  }

  get value(): Value | null {
    return this.#value;
  }
  /** Of the last time; what was known before is still there. */
  get problem(): DeskProblem | null {
    return this.#problem;
  }
  get isLoading(): boolean {
    return this.#isLoading;
  }

  async load() {
    const round = ++this.#round;
    this.#isLoading = true;
    try {
      const value = await this.#ask();
      if (round === this.#round) this.put(value);
    } catch (error) {
      if (round !== this.#round) return;
      this.#problem = asDeskProblem(error);
      this.#isLoading = false;
    }
  }

  /** What another answer has told of it. */
  put(value: Value) {
    this.#round += 1;
    this.#value = value;
    this.#problem = null;
    this.#isLoading = false;
  }
}
