// The whole backend client: every request of the page, and nothing of what it means. The TOKEN goes into a header, never
// into a URL.
import type { LaunchDto, OrderDto, PutOrder, SessionDto } from '../shared/api.ts';
import type { Problem, ProblemCode } from '../shared/problem.ts';
import type { Clock } from './surroundings.ts';

/** `offline`: no answer came; `unreadable`: what came is none of ours, such as a proxy's error page. */
export type ApiProblemCode = ProblemCode | 'offline' | 'unreadable';

/** Every way in which a request does not succeed. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ApiProblemCode;
  /** True when the same request may succeed later. */
  readonly canRetry: boolean;
  /** The order that stands in the way, with `order-live` and `revision-conflict`. */
  readonly order: OrderDto | null;

  constructor(code: ApiProblemCode, canRetry: boolean, order: OrderDto | null = null) {
    super(code);
    this.code = code;
    this.canRetry = canRetry;
    this.order = order;
  }
}

/** What went wrong, as a problem; a fault of ours is written to the console, and the customer told that there was one. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  console.error(error);
  return new ApiProblem('internal', true);
}

/** 15 s: a PUT is answered after 5 s at the latest, and mobile networks add their own. */
const REQUEST_TIMEOUT_MS = 15_000;

interface ApiOptions {
  fetch: typeof fetch;
  clock: Clock;
  token: string;
  /** The language that the customer reads: SEQR's bill is to be in it as well. */
  language: () => string;
}

export class Api {
  readonly #fetch: typeof fetch;
  readonly #clock: Clock;
  readonly #token: string;
  readonly #language: () => string;

  constructor({ fetch, clock, token, language }: ApiOptions) {
    this.#fetch = fetch;
    this.#clock = clock;
    this.#token = token;
    this.#language = language;
  }

  openSession = (invoiceReference: string | null) =>
    this.#ask<SessionDto>('POST', '/api/session', invoiceReference === null ? {} : { invoiceReference });
  order = (id: string) => this.#ask<OrderDto>('GET', `/api/orders/${id}`);
  putOrder = (id: string, order: PutOrder) => this.#ask<OrderDto>('PUT', `/api/orders/${id}`, order);
  launch = (id: string) => this.#ask<LaunchDto>('POST', `/api/orders/${id}/launch`, {});
  cancel = (id: string) => this.#ask<OrderDto>('POST', `/api/orders/${id}/cancel`, {});

  /** Opens the order's event stream; it ends when `signal` is aborted. */
  events = (id: string, signal: AbortSignal) => this.#send('GET', `/api/orders/${id}/events`, { signal });

  async #ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const abort = new AbortController();
    const timer = this.#clock.setTimeout(() => abort.abort(), REQUEST_TIMEOUT_MS);
    try {
      const response = await this.#send(method, path, { signal: abort.signal, body });
      return (await response.json()) as Answer;
    } catch (error) {
      if (error instanceof ApiProblem) throw error;
      throw new ApiProblem(error instanceof SyntaxError ? 'unreadable' : 'offline', true);
    } finally {
      this.#clock.clearTimeout(timer);
    }
  }

  async #send(method: string, path: string, { signal, body }: { signal: AbortSignal; body?: unknown }) {
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.#token}`,
      'accept-language': this.#language(),
    };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const init: RequestInit = { method, headers, signal, cache: 'no-store', credentials: 'omit' };
    if (body !== undefined) init.body = JSON.stringify(body);
    // Not a method call: browsers refuse a fetch whose `this` is not the window.
    const send = this.#fetch;
    const response = await send(path, init);
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const problem = (await response.json().catch(() => null)) as
    (Partial<Problem> & { order?: OrderDto }) | null;
  if (!problem?.code) return new ApiProblem('unreadable', response.status >= 500);
  return new ApiProblem(problem.code, problem.canRetry ?? false, problem.order ?? null);
}
