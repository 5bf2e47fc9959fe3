// A visit: the session that the TOKEN opens, with some patience, the language that it is held in, and why there is none.
// Knows nothing of baskets, orders and steps.
import type { SessionDto } from '../shared/api.ts';
import type { ServiceUrl } from '../shared/service-url.ts';
import { Api, ApiProblem, asProblem, type ApiProblemCode } from './api.ts';
import { pickLanguage, Words } from './messages/words.ts';
import type { Surroundings } from './surroundings.ts';

/** SEQR needs a moment to open a visit, and phones change networks: silent tries before the customer is told. */
const RETRY_AFTER_MS = [500, 1_000, 2_000, 4_000];

export class Visit {
  readonly #surroundings: Pick<Surroundings, 'window' | 'fetch' | 'clock'>;
  readonly #onOpen: (session: SessionDto) => void;
  #api: Api;
  /** Counts the openings: an answer that belongs to an older one is dropped. */
  #openings = 0;
  #session = $state.raw<SessionDto | null>(null);
  #trouble = $state.raw<ApiProblemCode | null>(null);
  readonly words = $derived.by(() => this.#speak());

  constructor(
    surroundings: Pick<Surroundings, 'window' | 'fetch' | 'clock'>,
    onOpen: (session: SessionDto) => void,
  ) {
    this.#surroundings = surroundings;
    this.#onOpen = onOpen;
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

  /** Opens the visit of this address: then there is a session, or a trouble.
   *  @throws {ApiProblem} when it cannot be opened again right now: what is shown of it stays usable */
  async open(address: ServiceUrl | null): Promise<void> {
    const opening = ++this.#openings;
    this.#trouble = address === null ? 'token-missing' : null;
    if (address === null) return;
    this.#api = this.#apiFor(address.token);
    try {
      const session = await this.#ask(address.invoiceReference, () => opening === this.#openings);
      if (session === null) return;
      this.#session = session;
      this.#onOpen(session);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.canRetry && this.#session !== null) throw problem;
      this.#trouble = problem.code;
    }
  }

  /** The address names another visit now. */
  forget() {
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

  #speak(): Words {
    const service = this.#session?.service;
    const preferred = this.#surroundings.window.navigator.languages;
    const wanted = this.#session?.parameters.lang;
    return new Words(pickLanguage({ wanted, preferred, ...(service && { service }) }), service);
  }

  #apiFor(token: string): Api {
    const { fetch, clock } = this.#surroundings;
    return new Api({ fetch, clock, token, language: () => this.words.language });
  }
}
