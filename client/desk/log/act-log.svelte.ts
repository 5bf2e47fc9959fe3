// Who has done what at the desk, the newest first; older ones are asked for as they are wanted.
import type { ActDto } from '../../../shared/desk/operators.ts';
import { asDeskProblem, type DeskProblem } from '../desk-problem.ts';
import type { DeskApi } from '../desk-api.ts';

export class ActLog {
  readonly #api: Pick<DeskApi, 'acts'>;
  #acts = $state.raw<ActDto[] | null>(null);
  #next = $state.raw<number | null>(null);
  #problem = $state.raw<DeskProblem | null>(null);
  #isLoading = $state.raw(false);

  constructor(api: Pick<DeskApi, 'acts'>) {
    this.#api = api;
  }

  /** null before the first answer. */
  get acts(): ActDto[] | null {
    return this.#acts;
  }
  get hasMore(): boolean {
    return this.#next !== null;
  }
  get problem(): DeskProblem | null {
    return this.#problem;
  }
  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** The first ones, and then each time some older ones. */
  async more() {
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.#problem = null;
    try {
      const { acts, next } = await this.#api.acts(this.#next);
      this.#acts = [...(this.#acts ?? []), ...acts];
      this.#next = next;
    } catch (error) {
      this.#problem = asDeskProblem(error);
    }
    this.#isLoading = false;
  }
}
