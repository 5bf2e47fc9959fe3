// One HTTP POST to SEQR, bounded in time and size. Tells what was certainly not sent from what may have arrived.
import { Agent, request } from 'undici';
import type { Dispatcher } from 'undici';
import { MalformedMessage } from './envelope.ts';
import { USUAL_LIMITS } from './limits.ts';

/** Design, decision 5. */
export const CONNECT_TIMEOUT_MS = 2_000;

/** No answer. `wasSent` is false only when it is certain that not a byte left. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly wasSent: boolean;
  constructor(wasSent: boolean, cause: unknown) {
    super(wasSent ? 'sent, but not answered' : 'no connection', { cause });
    this.wasSent = wasSent;
  }
}

/** Posts an envelope and answers the text that came back, whatever its HTTP status: a Fault comes with 500.
 *  @throws {NoAnswer}
 *  @throws {MalformedMessage} for an answer that is too long */
export type Post = (
  url: string,
  envelope: string,
  timeoutMs: number,
  /** In bytes; that of a usual answer when left out. */
  maxLength?: number,
) => Promise<string>;

/** A pool of kept connections. Settling has one of its own, so that nothing else can starve it. */
export function createPool(connections: number): { post: Post; close: () => Promise<void> } {
  const agent = new Agent({
    connections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  });

  // `dispatch` and not `request`: no stream is made of an answer that is wanted whole, and no AbortSignal of a
  // deadline. Measured: a third less CPU for each call.
  function post(
    url: string,
    envelope: string,
    timeoutMs: number,
    maxLength = USUAL_LIMITS.maxLength,
  ): Promise<string> {
    return new Promise((resolve, reject) => {
      const { origin, pathname, search } = new URL(url);
      const options = {
        origin,
        path: pathname + search,
        method: 'POST',
        headers: HEADERS,
        body: envelope,
      } as const;
      agent.dispatch(options, new Exchange(timeoutMs, maxLength, resolve, reject));
    });
  }
  return { post, close: () => agent.close() };
}

const HEADERS = { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' };
const UTF_8 = new TextDecoder();

/** One request and its answer, as undici reports them; and the deadline, which a server that drips cannot put off. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (text: string) => void;
  readonly #reject: (error: Error) => void;
  readonly #deadline: NodeJS.Timeout;
  readonly #maxLength: number;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  /** Null as long as certainly nothing was sent. */
  #controller: Dispatcher.DispatchController | null = null;
  #failure: Error | null = null;

  constructor(
    timeoutMs: number,
    maxLength: number,
    resolve: (text: string) => void,
    reject: (error: Error) => void,
  ) {
    this.#maxLength = maxLength;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#deadline = setTimeout(() => this.#giveUp(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
  }

  /** A connection stands, and the next thing is to write. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while waiting for a connection: then it must not be sent any more.
    if (this.#failure) controller.abort(this.#failure);
    else this.#controller = controller;
  }

  /** Undici wants it; neither the HTTP status nor a header matters here. */
  onResponseStart(): void {}

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length > this.#maxLength) controller.abort(new MalformedMessage('is too long'));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#deadline);
    const [first, ...others] = this.#chunks;
    const whole = first && others.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#resolve(UTF_8.decode(whole));
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    clearTimeout(this.#deadline);
    const isTooLong = error instanceof MalformedMessage;
    this.#reject(isTooLong ? error : new NoAnswer(this.#controller !== null, error));
  }

  #giveUp(failure: Error): void {
    this.#failure = failure;
    this.#reject(new NoAnswer(this.#controller !== null, failure));
    this.#controller?.abort(failure);
  }
}

/** True when anything at all answers there; what it says does not matter. */
export async function isReachable(url: string): Promise<boolean> {
  try {
    const answer = await request(url, { method: 'GET', signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS) });
    await answer.body.dump();
    return true;
  } catch {
    return false;
  }
}
