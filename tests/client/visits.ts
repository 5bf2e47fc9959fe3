// Ways into a visit, and what can come of it: the addresses that the wallet opens, and every refusal.
import type { ApiProblemCode } from '../../client/api.ts';
import type { OrderDto } from '../../shared/api.ts';
import { PROBLEMS, type ProblemCode } from '../../shared/problem.ts';
import type { View } from '../../shared/service-url.ts';
import { Backend, session, TOKEN } from './page-stage.ts';

/** Longer than a bill or a confirmation should take. */
export const LONG_MS = 11_000;
/** Longer than all silent tries for a session. */
export const TRIES_MS = 10_000;

/** A backend that knows this order and changes nothing. */
export const backendWith = (current: OrderDto | null, canOrder = true): Backend =>
  new Backend()
    .answer('POST session', { body: session({ order: current, canOrder }) })
    .answer('GET order', { body: current });

/** Where the wallet or the page itself leads to: the order view's payment, or another view with the reference. */
export const pathOf = (view: View): string =>
  view === 'order' ? `/order#${TOKEN}/pay` : `/${view}#${TOKEN}_9001`;

const PAYMENT = { paidAt: 1, total: { amountMinor: 13_000, currency: 'SEK' }, paymentReference: '1' };
/** Paid by SEQR's word, but not what was ordered. */
export const LESS = { payment: { ...PAYMENT, total: { amountMinor: 6_500, currency: 'SEK' } } };
export const EUROS = { payment: { ...PAYMENT, total: { amountMinor: 13_000, currency: 'EUR' } } };

export const CODES: ApiProblemCode[] = [...(Object.keys(PROBLEMS) as ProblemCode[]), 'offline', 'unreadable'];

/** Refuses as the server, the network or a proxy does. */
export function refuse(backend: Backend, name: string, code: ApiProblemCode): Backend {
  if (code === 'offline') return backend.answer(name, 'cut');
  if (code === 'unreadable') return backend.answer(name, { status: 502, body: '<html>Bad gateway' });
  const { status, canRetry } = PROBLEMS[code];
  return backend.refuse(name, code, status, { canRetry });
}
