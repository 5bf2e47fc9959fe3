// One deed on its way: done once however often the button is pressed, and honest when its answer was lost.
import { asDeskProblem, type DeskProblem } from './desk-problem.ts';

export class Sending {
  #isUnderWay = $state.raw(false);
  #problem = $state.raw<DeskProblem | null>(null);

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }
  get problem(): DeskProblem | null {
    return this.#problem;
  }
  /** True when nobody can say whether it was done. */
  get isUnclear(): boolean {
    return this.#problem?.isUnclear ?? false;
  }

  /** What went wrong was about something else than what is there now. */
  forget() {
    this.#problem = null;
  }

  /** @returns the answer, or null when there is none, or one is on its way already */
  async send<Answer>(work: () => Promise<Answer>): Promise<Answer | null> {
    if (this.#isUnderWay) return null;
    this.#isUnderWay = true;
    this.#problem = null;
    try {
      return await work();
    } catch (error) {
      this.#problem = asDeskProblem(error);
      return null;
    } finally {
      this.#isUnderWay = false;
    }
  }
}
