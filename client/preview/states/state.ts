// What a state of the page is made of: how the backend answers, where the page is opened, and what happens then. Knows
// neither DOM nor words.
import type { OrderDto, SessionDto } from '../../../shared/api.ts';
import type { Step } from '../../../shared/service-url.ts';
import type { ApiProblemCode } from '../../api.ts';
import type { Checkout } from '../../checkout.svelte.ts';
import type { SavedDraft } from '../../draft.svelte.ts';
import type { ScreenName } from '../../screen.ts';
import type { HandClock } from '../stage/clock.ts';

/** An order's refusal; with `order-live` and `revision-conflict` comes the order that stands in the way. */
export interface Refusal {
  code: ApiProblemCode;
  order?: OrderDto;
}

export interface State<Screen extends ScreenName = ScreenName> {
  /** What the page must come to show. */
  screen: Screen;
  step?: Step;
  session: SessionDto | ApiProblemCode | 'never';
  /** How the first order that is put is answered; otherwise as by a service in which everything goes well. */
  put?: OrderDto | Refusal | 'never';
  /** The basket that the history entry kept. */
  kept?: SavedDraft;
  /** What happens once the page is there. */
  act?: Act;
}

export type Act = (page: { checkout: Checkout; clock: HandClock }) => unknown;

/** Nothing happens but that time passes. */
export const after =
  (ms: number): Act =>
  ({ clock }) =>
    clock.advance(ms);

/** Keeps the screen's name as a type of its own, by which the compiler sees that no screen is forgotten. */
export function state<Screen extends ScreenName>(screen: Screen, rest: Omit<State, 'screen'>): State<Screen> {
  return { screen, ...rest };
}

export function basket(quantities: Record<string, number>, more: Partial<SavedDraft> = {}): SavedDraft {
  const id = '00000000-0000-4000-8000-000000000002';
  return { id, after: '', revision: 1, isSent: false, quantities, choices: { departure: '7' }, ...more };
}
