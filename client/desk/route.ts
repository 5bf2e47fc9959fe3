// Where in the desk one is, as the hash says it. Knows no window.
import { ORDER_STATUSES, type OrderStatus } from '../../shared/order-status.ts';

/** What is looked for among the orders; empty texts ask for nothing. */
export interface OrderQuery {
  q: string;
  status: OrderStatus | '';
  /** Days such as 2026-11-23, both included. */
  from: string;
  to: string;
}
/** Views of which there is only one. */
const PLAIN_VIEWS = ['tasks', 'codes', 'checkup', 'log', 'help'] as const;
type PlainView = (typeof PLAIN_VIEWS)[number] | 'closings';
export type Route =
  { view: 'orders'; query: OrderQuery } | { view: 'order' | 'closing'; id: string } | { view: PlainView };

export const EVERYTHING: OrderQuery = { q: '', status: '', from: '', to: '' };
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `#/orders/ID`; what no view is called shows the orders. */
export function readRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [view = '', id = ''] = path.split('/').map(decode);
  const plain = PLAIN_VIEWS.find((name) => name === view);
  if (plain) return { view: plain };
  if (view === 'closings') return id === '' ? { view } : { view: 'closing', id };
  if (view === 'orders' && id !== '') return { view: 'order', id };
  return { view: 'orders', query: readQuery(search) };
}

/** The counterpart of {@link readRoute}. */
export function hashOf(route: Route): string {
  if (route.view === 'order') return `#/orders/${encodeURIComponent(route.id)}`;
  if (route.view === 'closing') return `#/closings/${encodeURIComponent(route.id)}`;
  if (route.view !== 'orders') return `#/${route.view}`;
  const search = searchOf(route.query);
  return search === '' ? '#/orders' : `#/orders?${search}`;
}

/** `q=FRY-7K2M9Q&status=paid`: only what asks for something; the server reads the same. */
export function searchOf(query: OrderQuery): string {
  return new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
}

/** The same for what is one view, whatever is looked for in it. */
export function viewKey(route: Route): string {
  return 'id' in route ? `${route.view} ${route.id}` : route.view;
}

const NAMES = { tasks: 'Tasks', closing: 'Closing', log: 'Log', orders: 'Orders' } as const;

/** Up from an order: to where one came from if that was a list, else to all orders. */
export function backFrom(previous: Route | null): { href: string; name: string } {
  const target: Route =
    previous !== null && previous.view in NAMES ? previous : { view: 'orders', query: EVERYTHING };
  return { href: hashOf(target), name: NAMES[target.view as keyof typeof NAMES] };
}

function readQuery(search: string): OrderQuery {
  const given = new URLSearchParams(search);
  const day = (name: string) => (DAY.test(given.get(name) ?? '') ? (given.get(name) ?? '') : '');
  const status = ORDER_STATUSES.find((each) => each === given.get('status')) ?? '';
  return { q: given.get('q') ?? '', status, from: day('from'), to: day('to') };
}

/** A hash that somebody has typed wrongly is no reason to stop. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
