// A visit: the session that the TOKEN opens, with some patience, and why there is none.
// Knows nothing of baskets, orders and steps.
import type { SessionDto } from '../shared/api.ts';
import type { ServiceUrl } from '../shared/service-url.ts';
import { Api, ApiProblem, asProblem, type ApiProblemCode } from './api.ts';
import type { Surroundings } from './surroundings.ts';

/** SEQR needs a moment to open a visit, and phones change networks: silent tries before the customer is told. */
const RETRY_AFTER_MS = [500, 1_000, 2_000, 4_000];

/** After this the customer is told that it takes long, and can do something about it. */
const SLOW_MS = 6_000;

type VisitSurroundings = Pick<Surroundings, 'fetch' | 'clock'>;

interface VisitOptions {
  /** The language that the customer reads. */
  language: () => string;
  /** The session is there; what this returns is waited for before anything of it is shown. */
  onAnswer: (session: SessionDto) => Promise<unknown>;
  onOpen: (session: SessionDto) => void;
}

export class Visit {
  readonly #surroundings: VisitSurroundings;
  readonly #options: VisitOptions;
  #api: Api;
  /** Counts the openings: an answer that belongs to an older one is dropped. */
  #openings = 0;
  #number = 0;
  #session = $state.raw<SessionDto | null>(null);
  #trouble = $state.raw<ApiProblemCode | null>(null);
  #isSlow = $state.raw(false);

  constructor(surroundings: VisitSurroundings, options: VisitOptions) {
    this.#surroundings = surroundings;
    this.#options = options;
    this.#api = this.#apiFor('');
  }

  get api(): Api {
    return this.#api;
  }
  get session(): SessionDto | null {
    return this.#session;
  }
  /** Why there is nothing to show but an explanation. */
  get trouble(): ApiProblemCode | null {
    return this.#trouble;
  }

  /** Changes with the visit that the address names: what was asked for in another one is not shown in this one. */
  get number(): number {
    return this.#number;
  }

  /** True when the session is long in coming. */
  get isSlow(): boolean {
    return this.#isSlow;
  }

  /** Opens the visit of this address: then there is a session, or a trouble.
   *  @throws {ApiProblem} when it cannot be opened again right now: what is shown of it stays usable */
  async open(address: ServiceUrl | null): Promise<void> {
    const opening = ++this.#openings;
    this.#trouble = address === null ? 'token-missing' : null;
    if (address === null) return;
    this.#api = this.#apiFor(address.token);
    const { clock } = this.#surroundings;
    const isWanted = () => opening === this.#openings;
    const setSlow = (isSlow: boolean) => {
      if (isWanted()) this.#isSlow = isSlow;
    };
    setSlow(false);
    const timer = clock.setTimeout(() => setSlow(true), SLOW_MS);
    try {
      const session = await this.#ask(address.invoiceReference, isWanted);
      if (session === null) return;
      await this.#options.onAnswer(session);
      if (!isWanted()) return;
      this.#session = session;
      this.#options.onOpen(session);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.canRetry && this.#session !== null) throw problem;
      this.#trouble = problem.code;
    } finally {
      clock.clearTimeout(timer);
      setSlow(false);
    }
  }

  /** The address names another visit now. */
  forget() {
    this.#number += 1;
    this.#session = null;
  }

  /** The server says that nothing can be done in this visit any more. */
  end(code: ApiProblemCode) {
    this.#trouble = code;
  }

  /** @returns null when another visit is wanted meanwhile */
  async #ask(invoiceReference: string | null, isWanted: () => boolean): Promise<SessionDto | null> {
    for (const delayMs of [...RETRY_AFTER_MS, null]) {
      try {
        const session = await this.#api.openSession(invoiceReference);
        return isWanted() ? session : null;
      } catch (error) {
        if (!isWanted()) return null;
        if (delayMs === null || !(error instanceof ApiProblem) || !error.canRetry) throw error;
      }
      await new Promise<void>((resolve) => this.#surroundings.clock.setTimeout(resolve, delayMs));
      if (!isWanted()) return null;
    }
    return null;
  }

  #apiFor(token: string): Api {
    return new Api({ ...this.#surroundings, token, language: this.#options.language });
  }
}
