// Every state of every view: the table that the wall, the screenshots and the tests go through.
import type { View } from '../../shared/service-url.ts';
import type { ScreenName } from '../screen.ts';
import { composing, notices } from './states/composing.ts';
import { afterCancel, afterFailure, afterSuccess, atPayment } from './states/ordered.ts';
import type { State } from './states/state.ts';
import { troubles } from './states/troubles.ts';

/** By view and name. */
export const STATES = {
  order: { ...composing, ...notices, ...atPayment, ...troubles },
  success: { ...afterSuccess, ...troubles },
  failure: { ...afterFailure, ...troubles },
  cancel: { ...afterCancel, ...troubles },
} satisfies Record<View, Record<string, State>>;

/** The one by which a view is known. */
export const USUAL: { [Name in View]: keyof (typeof STATES)[Name] } = {
  order: 'choose',
  success: 'paid',
  failure: 'failed',
  cancel: 'canceled',
};

type ShownIn<States> = States extends Record<string, State<infer Screen>> ? Screen : never;
type Shown = ShownIn<(typeof STATES)[View]>;

type None<Names extends never> = Names;
/** A screen that no state shows does not compile here. Notices and an order's states are held by the types of their own
 *  tables. */
export type Forgotten = None<Exclude<ScreenName, Shown>>;

export function statesOf(view: View): string[] {
  return Object.keys(STATES[view]);
}

export function findState(view: View, name: string): State | null {
  const states: Record<string, State> = STATES[view];
  return Object.hasOwn(states, name) ? (states[name] ?? null) : null;
}
