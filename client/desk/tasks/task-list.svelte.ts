// Everything that waits for a person, and how much of it there is.
import type { Tasks } from '../../../shared/desk/tasks.ts';
import type { Clock } from '../../surroundings.ts';
import type { DeskApi } from '../desk-api.ts';
import { Loaded } from '../loaded.svelte.ts';

/** What waits for a person waits for minutes: more often would only be noise. */
const LOOK_MS = 30_000;

export class TaskList extends Loaded<Tasks> {
  readonly #clock: Clock;
  readonly #isSeen: () => boolean;

  constructor(api: Pick<DeskApi, 'tasks'>, clock: Clock, isSeen: () => boolean) {
    super(() => api.tasks());
    this.#clock = clock;
    this.#isSeen = isSeen;
  }

  get count(): number {
    if (this.value === null) return 0;
    const groups = Object.values(this.value) as unknown[][];
    return groups.reduce((sum, { length }) => sum + length, 0);
  }

  /** @returns ends the looking */
  start(): () => void {
    let timer = 0;
    const look = () => {
      if (this.#isSeen()) void this.load();
      timer = this.#clock.setTimeout(look, LOOK_MS);
    };
    look();
    return () => this.#clock.clearTimeout(timer);
  }
}
