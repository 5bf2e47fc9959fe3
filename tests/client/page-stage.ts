// A page to hold in one's hand: the page's state on a window in memory, with a clock turned by hand and a backend that
// answers what the test says. What it stands on, and the examples, are those of the device wall.
import { Checkout } from '../../client/checkout.svelte.ts';
import * as eventStream from '../../client/event-stream.ts';
import { TOKEN } from '../../client/preview/fixtures.ts';
import type { Backend } from '../../client/preview/stage/backend.ts';
import { calm, HandClock } from '../../client/preview/stage/clock.ts';
import { FakeWindow } from '../../client/preview/stage/window.ts';
import { spoken, type Tongue } from '../../client/preview/tongues.ts';
import type { Surroundings } from '../../client/surroundings.ts';

export * from '../../client/preview/fixtures.ts';
export * from '../../client/preview/stage/backend.ts';
export * from '../../client/preview/stage/clock.ts';
export * from '../../client/preview/stage/window.ts';

/** A page as it is opened; `reload` opens it again in the same window, with nothing else kept. */
export async function openPage(backend: Backend, path = `/order#${TOKEN}`, window = new FakeWindow(path)) {
  const clock = new HandClock();
  let ids = 0;
  /** The documents that were asked for beforehand. */
  const prefetches: string[] = [];
  /** Languages that never arrive. */
  const unavailable: string[] = [];
  const surroundings: Surroundings = {
    window,
    clock,
    fetch: backend.fetch,
    randomUuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    first: spoken('en'),
    loadMessages: (language) =>
      unavailable.includes(language)
        ? new Promise(() => undefined)
        : Promise.resolve(spoken(language as Tongue).messages),
    // There at once: how long a test's import takes is nobody's business.
    loadStream: () => Promise.resolve(eventStream),
    prefetch: (prefetched) => void prefetches.push(prefetched),
  };
  const checkout = new Checkout(surroundings);
  const stop = checkout.start();
  await calm();
  const reload = () => {
    stop();
    return openPage(backend, path, window);
  };
  return { checkout, window, clock, backend, prefetches, unavailable, stop, reload };
}
