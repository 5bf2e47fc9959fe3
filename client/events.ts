// Keeps the page's order up to date: by server-sent events, and by asking every few seconds when the stream does not come
// through. Knows nothing of what an order means but its end.
import type { OrderDto } from '../shared/api.ts';
import { isLive } from '../shared/order-status.ts';
import { ApiProblem, type Api } from './api.ts';
import type { Surroundings } from './surroundings.ts';

export interface FollowOptions {
  api: Pick<Api, 'events' | 'order'>;
  clock: Surroundings['clock'];
  /** Where the stream cannot be had, the page asks. */
  loadStream: Surroundings['loadStream'];
  id: string;
  onOrder: (order: OrderDto) => void;
  /** The server refuses for good; nothing more will come. */
  onRefused: (problem: ApiProblem) => void;
}

const RECONNECT_MS = 1_000;
const POLL_MS = 3_000;
/** A paid order is asked for a while longer, slowly: SEQR takes back what is not acknowledged, and the server looks
 *  for that some 25 s after the payment. A stream may end before that, by a restart. */
const PAID_MS = 30_000;
const PAID_POLL_MS = 10_000;
/** After this many streams in a row that brought no order, the page asks instead. */
const STREAM_FAILURES = 2;

/** Follows the order until nothing more can come of it, or until the returned function is called. */
export function followOrder({ api, clock, loadStream, id, onOrder, onRefused }: FollowOptions): () => void {
  let isStopped = false;
  let failures = 0;
  let last: OrderDto | null = null;
  let timer = 0;
  let paidTimer = 0;
  let isPaidLongAgo = false;
  let abort = new AbortController();

  const later = (delayMs: number) => {
    if (!isStopped) timer = clock.setTimeout(() => void next(), delayMs);
  };
  const take = (order: OrderDto) => {
    if (isStopped) return;
    failures = 0;
    last = order;
    if (order.status === 'paid' && paidTimer === 0) {
      paidTimer = clock.setTimeout(() => (isPaidLongAgo = true), PAID_MS);
    }
    onOrder(order);
  };
  const isPaid = () => last?.status === 'paid' && last.reversedAt === null;
  const isOver = () => last !== null && !isLive(last.status) && (!isPaid() || isPaidLongAgo);

  async function next() {
    const isPolling = failures >= STREAM_FAILURES;
    try {
      if (isPolling) {
        await poll();
      } else {
        await stream();
        failures += 1;
      }
    } catch (error) {
      if (isStopped) return;
      if (error instanceof ApiProblem && !error.canRetry && error.code !== 'unreadable')
        return onRefused(error);
      failures += 1;
    }
    if (isOver()) return;
    later(isPaid() ? PAID_POLL_MS : isPolling ? POLL_MS : RECONNECT_MS);
  }

  async function poll() {
    const failuresBefore = failures;
    take(await api.order(id));
    // Stays with asking: the stream had its chances, and a page lives for minutes only.
    failures = failuresBefore;
  }

  async function stream() {
    abort = new AbortController();
    const { readStream } = await loadStream();
    if (isStopped) return;
    await readStream({ open: (signal) => api.events(id, signal), clock, abort, onOrder: take });
  }

  void next();
  return () => {
    isStopped = true;
    clock.clearTimeout(timer);
    clock.clearTimeout(paidTimer);
    abort.abort();
  };
}
