// A desk to hold in one's hand: a window in memory, a clock turned by hand, and a backend that answers what the test says.
import { calm, HandClock } from '../../../client/preview/stage/clock.ts';
import { FakeWindow } from '../../../client/preview/stage/window.ts';
import { Desk } from '../../../client/desk/desk.svelte.ts';
import { pathOf } from '../../../client/preview/stage/backend.ts';
import { NOW } from './fixtures.ts';
import { ScriptedDesk } from './scripted-desk.ts';

export { calm };

export async function openDesk(
  hash = '#/orders',
  prepare: (backend: ScriptedDesk) => void = () => undefined,
) {
  const backend = new ScriptedDesk();
  prepare(backend);
  const window = new FakeWindow(`/desk${hash}`);
  const clock = Object.assign(new HandClock(), { now: () => NOW });
  const { fetch, hold } = fetchFrom(backend);
  let ids = 0;
  const desk = new Desk({ window, fetch, clock, randomUuid: () => `key-${++ids}` });
  desk.start();
  await calm();
  return { desk, backend, window, clock, hold };
}

/** The backend as a network: an answer can be lost, or be kept back until it is let go. */
export function fetchFrom(backend: ScriptedDesk) {
  const holds: { name: RegExp; until: Promise<void> }[] = [];
  const hold = (name: RegExp): (() => Promise<void>) => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    holds.push({ name, until: promise });
    return () => {
      resolve(undefined);
      return calm();
    };
  };
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const { method = 'GET', body } = init;
    const path = pathOf(input).slice('/desk/api/'.length);
    const csrf = new Headers(init.headers).get('x-csrf-token');
    const sent = {
      method,
      path,
      body: typeof body === 'string' ? (JSON.parse(body) as unknown) : null,
      csrf,
    };
    const reply = backend.handle(sent);
    const index = holds.findIndex(({ name }) => name.test(`${method} ${path}`));
    if (index >= 0) await holds.splice(index, 1)[0]?.until;
    if (reply === null) throw new TypeError('Failed to fetch');
    const text = JSON.stringify(reply.body);
    const response = new Response(reply.status === 204 ? null : text, { status: reply.status });
    // Its body is there at once: else calm would not be calm.
    response.json = () => Promise.resolve(JSON.parse(text));
    return response;
  };
  return { fetch, hold };
}
