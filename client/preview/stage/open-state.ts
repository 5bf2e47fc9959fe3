// Puts the page into a state: the real Checkout on a window, a clock and a shop in memory. Knows nothing of how it is
// drawn, so that tests use it as the frames do.
import { formatHash, type View } from '../../../shared/service-url.ts';
import { Checkout } from '../../checkout.svelte.ts';
import { TOKEN } from '../fixtures.ts';
import type { State } from '../states/state.ts';
import { spoken, type Tongue } from '../tongues.ts';
import { calm, HandClock } from './clock.ts';
import { openShop } from './shop.ts';
import { FakeWindow } from './window.ts';

export interface OpenState {
  checkout: Checkout;
  clock: HandClock;
  window: FakeWindow;
  stop: () => void;
}

/** @returns the page before anything has happened; {@link settle} brings it into the state */
export function openState(view: View, state: State, tongue: Tongue): OpenState {
  const window = new FakeWindow(addressOf(view, state));
  const clock = new HandClock();
  let ids = 0;
  if (state.kept) window.history.replaceState({ below: [], draft: state.kept, language: undefined }, '');
  const checkout = new Checkout({
    window,
    clock,
    fetch: openShop(state, tongue).fetch,
    randomUuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    first: spoken(tongue),
    loadStream: () => import('../../event-stream.ts'),
    prefetch: () => undefined,
    loadMessages: (language) => Promise.resolve(spoken(language as Tongue).messages),
  });
  const stop = checkout.start();
  return { checkout, clock, window, stop };
}

/** Lets happen what the state says. */
export async function settle(page: OpenState, { act }: State): Promise<void> {
  await calm();
  await act?.(page);
  await calm();
}

function addressOf(view: View, { session, step = 'choose' }: State): string {
  const path = `/${view}`;
  if (session === 'token-missing') return path;
  const order = typeof session === 'string' ? null : session.order;
  const isReturn = view !== 'order' && order !== null;
  const invoiceReference = isReturn ? order.invoiceReference : null;
  return (
    path +
    formatHash(path, { view, token: TOKEN, invoiceReference, step: view === 'order' ? step : 'choose' })
  );
}
