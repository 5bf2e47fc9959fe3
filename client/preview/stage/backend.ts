// A backend in memory that answers what it is told to. Knows nothing of the server's code.
import type { OrderDto } from '../../../shared/api.ts';
import type { ProblemCode } from '../../../shared/problem.ts';
import { calm } from './clock.ts';

export interface Sent {
  method: string;
  path: string;
  body: unknown;
}

export type Answer = { status?: number; body: unknown } | 'cut' | 'never';

/** Answers by the last part of a request's name, such as `PUT order`; unanswered streams stay open. */
export class Backend {
  readonly sent: Sent[] = [];
  readonly #answers = new Map<string, (sent: Sent) => Answer | Promise<Answer>>();
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();

  answer(name: string, answer: Answer | ((sent: Sent) => Answer)) {
    this.#answers.set(name, typeof answer === 'function' ? answer : () => answer);
    return this;
  }

  /** Keeps the answer back. @returns lets it go */
  hold(name: string, answer: Answer): () => Promise<void> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#answers.set(name, () => promise);
    return () => {
      resolve(answer);
      return calm();
    };
  }

  refuse(name: string, code: ProblemCode, status = 409, more: object = {}) {
    return this.answer(name, { status, body: { code, status, canRetry: false, title: code, ...more } });
  }

  calls(name: string): Sent[] {
    return this.sent.filter((sent) => nameOf(sent) === name);
  }

  /** Tells every open stream. */
  async tell(order: OrderDto) {
    const text = `event: order\ndata: ${JSON.stringify(order)}\n\n`;
    for (const stream of this.#streams) stream.enqueue(new TextEncoder().encode(text));
    await calm();
  }

  async endStreams() {
    for (const stream of this.#streams) stream.close();
    this.#streams.clear();
    await calm();
  }

  get openStreams(): number {
    return this.#streams.size;
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const { method = 'GET', body, signal } = init;
    const sent: Sent = {
      method,
      path: pathOf(input),
      body: typeof body === 'string' ? JSON.parse(body) : null,
    };
    this.sent.push(sent);
    const name = nameOf(sent);
    const given = this.#answers.get(name)?.(sent);
    const answer = given instanceof Promise ? await given : given;
    if (answer === undefined && name === 'GET events') return this.#stream(signal ?? null);
    if (answer === 'cut' || answer === undefined) throw new TypeError('Failed to fetch');
    if (answer === 'never') {
      return new Promise((_, reject) =>
        signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    }
    return answered(answer.body, answer.status ?? 200);
  };

  #stream(signal: AbortSignal | null): Response {
    let controller: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (opened) => {
        controller = opened;
        this.#streams.add(opened);
      },
    });
    signal?.addEventListener('abort', () => {
      if (this.#streams.delete(controller)) controller.error(new Error('aborted'));
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }
}

/** Its body is there as soon as it is asked for: browsers take their time with one, and calm would not be calm. */
function answered(body: unknown, status: number): Response {
  const text = JSON.stringify(body);
  const response = new Response(text, { status });
  response.json = () => Promise.resolve(JSON.parse(text));
  return response;
}

/** The client asks by paths only. */
export function pathOf(input: RequestInfo | URL): string {
  if (typeof input !== 'string') throw new TypeError('not a path');
  return input;
}

function nameOf({ method, path }: Sent): string {
  if (path === '/api/session') return 'POST session';
  const [, , , , verb] = path.split('/');
  return `${method} ${verb ?? 'order'}`;
}
