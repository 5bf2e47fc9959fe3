// One HTTP POST to SEQR, bounded in time and size. Tells what was certainly not sent from what may have arrived.
import { Agent, errors, request } from 'undici';
import { MalformedMessage, MAX_MESSAGE_LENGTH } from './envelope.ts';

/** 2 s to connect, 4 s in all: a next attempt starts every 4 s, and 20 s hold several (design, decision 5). */
export const CONNECT_TIMEOUT_MS = 2_000;
export const TOTAL_TIMEOUT_MS = 4_000;

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
export type Post = (url: string, envelope: string, timeoutMs: number) => Promise<string>;

/** A pool of kept connections. Settling has one of its own, so that nothing else can starve it. */
export function createPool(connections: number): { post: Post; close: () => Promise<void> } {
  const agent = new Agent({
    connections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    maxResponseSize: MAX_MESSAGE_LENGTH,
  });
  const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' };

  async function post(url: string, envelope: string, timeoutMs: number): Promise<string> {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const answer = await request(url, {
        dispatcher: agent,
        method: 'POST',
        headers,
        body: envelope,
        signal,
      });
      return await answer.body.text();
    } catch (error) {
      if (error instanceof errors.ResponseExceededMaxSizeError) throw new MalformedMessage('is too long');
      throw new NoAnswer(!isConnectError(error), error);
    }
  }
  return { post, close: () => agent.close() };
}

/** Errors that undici and the system raise before a connection stands. Everything else counts as sent. */
const CONNECT_ERRORS = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

function isConnectError(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isConnectError);
  return error instanceof Error && 'code' in error && CONNECT_ERRORS.has(String(error.code));
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
