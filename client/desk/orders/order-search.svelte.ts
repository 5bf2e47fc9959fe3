// The list of orders and what is looked for in it. What is looked for lives in the hash, so that the way back finds it.
import type { OrderRow } from '../../../shared/desk/orders.ts';
import type { Clock } from '../../surroundings.ts';
import { asDeskProblem, type DeskProblem } from '../desk-problem.ts';
import type { DeskApi } from '../desk-api.ts';
import { EVERYTHING, type OrderQuery, type Route } from '../route.ts';

/** Between two letters of somebody who types; below it every letter would be a request. */
const PAUSE_MS = 200;
/** These may be many people's: a single order is not opened by them alone. */
const PHONE_END = /^\d{4}$/;

interface Surroundings {
  api: Pick<DeskApi, 'orders'>;
  clock: Clock;
  router: { readonly route: Route; replace: (route: Route) => void; go: (route: Route) => void };
}

export class OrderSearch {
  readonly #api: Surroundings['api'];
  readonly #clock: Clock;
  readonly #router: Surroundings['router'];
  #timer = 0;
  #round = 0;
  #rows = $state.raw<OrderRow[] | null>(null);
  #next = $state.raw<string | null>(null);
  #problem = $state.raw<DeskProblem | null>(null);
  #isLoading = $state.raw(false);

  constructor({ api, clock, router }: Surroundings) {
    this.#api = api;
    this.#clock = clock;
    this.#router = router;
  }

  get query(): OrderQuery {
    const { route } = this.#router;
    return route.view === 'orders' ? route.query : EVERYTHING;
  }
  /** null before the first answer. */
  get rows(): OrderRow[] | null {
    return this.#rows;
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
  /** What is wrong with the days, or null. */
  get dayFault(): string | null {
    const { from, to } = this.query;
    return from !== '' && to !== '' && from > to ? 'The first day is after the last one.' : null;
  }
  /** In a sentence, to be read aloud. */
  get found(): string {
    const count = this.#rows?.length ?? 0;
    if (this.#isLoading || this.#rows === null) return '';
    if (count === 0) return 'No order was found';
    return `${count} ${count === 1 ? 'order' : 'orders'}${this.hasMore ? ', and there are more' : ''}`;
  }

  /** Asks after a short pause; the choice of a filter needs none. */
  look(change: Partial<OrderQuery>) {
    this.#router.replace({ view: 'orders', query: { ...this.query, ...change } });
    this.#clock.clearTimeout(this.#timer);
    if ('q' in change) this.#timer = this.#clock.setTimeout(() => void this.load(), PAUSE_MS);
    else void this.load();
  }

  /** Who presses Enter behind a whole reference wants to see that order. */
  async submit() {
    await this.load();
    const [only, ...others] = this.#rows ?? [];
    const q = this.query.q.trim();
    const isMeant = q !== '' && !PHONE_END.test(q) && others.length === 0 && !this.hasMore;
    if (only && isMeant && this.#problem === null) this.#router.go({ view: 'order', id: only.id });
  }

  async load() {
    this.#clock.clearTimeout(this.#timer);
    if (this.dayFault !== null) return;
    await this.#ask(null);
  }

  async more() {
    if (this.#next !== null && !this.#isLoading) await this.#ask(this.#next);
  }

  async #ask(after: string | null) {
    const round = ++this.#round;
    this.#isLoading = true;
    try {
      const { orders, next } = await this.#api.orders({ ...this.query, q: this.query.q.trim() }, after);
      if (round !== this.#round) return;
      this.#rows = after === null ? orders : [...(this.#rows ?? []), ...orders];
      this.#next = next;
      this.#problem = null;
    } catch (error) {
      if (round !== this.#round) return;
      this.#problem = asDeskProblem(error);
    }
    this.#isLoading = false;
  }
}
