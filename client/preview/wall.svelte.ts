// The wall's state: what is chosen to be seen, and which frames that makes. The choice lives in the address, so that a
// link shows somebody else the same. Knows no markup.
import { readFilters, writeFilters, type Filters } from './filters.ts';
import { Mirror } from './mirror.ts';
import { groupsOf } from './tiles.ts';

/** As many frames as a browser bears to have places for; the rest is a button away. */
const PAGE = 300;
const LOOKS: string[] = ['accent', 'scheme', 'scale', 'text'] satisfies (keyof Filters)[];

export class Wall {
  readonly #window: Pick<Window, 'location' | 'history'>;
  readonly mirror = new Mirror();
  #isMirroring = $state.raw(true);
  #filters = $state.raw<Filters>(readFilters(''));
  #rounds = $state.raw(0);
  #limit = $state.raw(PAGE);
  readonly #groups = $derived.by(() => groupsOf(this.#filters));

  constructor(window: Pick<Window, 'location' | 'history'>) {
    this.#window = window;
    this.#filters = readFilters(window.location.search);
  }

  get filters(): Filters {
    return this.#filters;
  }
  /** Counts how often the frames were made to begin anew. */
  get rounds(): number {
    return this.#rounds;
  }
  /** The groups that are shown, cut where it gets too many. */
  get groups() {
    let room = this.#limit;
    return this.#groups.flatMap(({ title, tiles }) => {
      const shown = tiles.slice(0, room);
      room -= shown.length;
      return shown.length === 0 ? [] : [{ title, tiles: shown }];
    });
  }
  get count(): number {
    return this.#groups.reduce((sum, { tiles }) => sum + tiles.length, 0);
  }
  get hidden(): number {
    return Math.max(0, this.count - this.#limit);
  }
  /** Shows somebody else exactly this. */
  get link(): string {
    const { origin, pathname } = this.#window.location;
    return origin + pathname + writeFilters(this.#filters);
  }

  get isMirroring(): boolean {
    return this.#isMirroring;
  }
  set isMirroring(isOn: boolean) {
    this.#isMirroring = isOn;
    this.mirror.switch(isOn);
  }

  set(change: Partial<Filters>) {
    this.#filters = { ...this.#filters, ...change };
    this.#limit = PAGE;
    this.#window.history.replaceState(null, '', this.link);
    // Colours, scale and size of text change nothing of what was done in the frames.
    const isOnlyLook = Object.keys(change).every((name) => LOOKS.includes(name));
    if (!isOnlyLook) this.beginAnew();
  }

  beginAnew() {
    this.#rounds += 1;
    this.mirror.forget();
  }

  showMore() {
    this.#limit += PAGE;
  }
}
