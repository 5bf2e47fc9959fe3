// Operators in a test's hand: each one signs in over HTTP and keeps the cookie and the token that a browser would.
import { randomUUID } from 'node:crypto';
import type { DeskSession, Role } from '../../shared/desk/operators.ts';
import type { DeskOrder, OrderList } from '../../shared/desk/orders.ts';
import type { RefundDto, RefundRequest } from '../../shared/desk/refunds.ts';
import type { Tasks } from '../../shared/desk/tasks.ts';
import { addOperator } from '../../server/desk/operators.ts';
import type { Answer, TestShop } from '../shop.ts';

export const PASSWORD = 'correct horse battery';

/** Any of the desk's problem documents, or what was asked for. */
export type DeskAnswer<T> = Omit<Answer<T>, 'body'> & { body: T & { code?: string; detail?: string } };

/** Makes an operator, without signing in. */
export async function employ(
  { shop }: TestShop,
  name: string,
  roles: Role[] = ['look', 'refund'],
): Promise<void> {
  await addOperator(shop, { name, password: PASSWORD, roles, by: 'test' });
}

export type Clerk = Awaited<ReturnType<typeof clerk>>;

/** A new operator who is signed in. */
export async function clerk(shop: TestShop, name: string, roles: Role[] = ['look', 'refund']) {
  await employ(shop, name, roles);
  const { response, body } = await trySignIn(shop, name, PASSWORD);
  const cookie = (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const session = body as DeskSession;

  async function send<T>(
    method: string,
    path: string,
    json?: unknown,
    headers: Record<string, string> = {},
  ): Promise<DeskAnswer<T>> {
    const answer = await fetch(`${shop.url}/desk/api${path}`, {
      method,
      headers: { cookie, 'x-csrf-token': session.csrfToken, 'content-type': 'application/json', ...headers },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as DeskAnswer<T>['body'] };
  }
  return {
    name,
    cookie,
    session,
    send,
    orders: (query: Record<string, string> = {}) =>
      send<OrderList>('GET', `/orders?${new URLSearchParams(query).toString()}`),
    order: (id: string) => send<DeskOrder>('GET', `/orders/${id}`),
    refund: (id: string, what: RefundRequest['what'], key: string = randomUUID()) =>
      send<RefundDto>('POST', `/orders/${id}/refunds`, { key, reason: 'the ferry did not sail', what }),
    decide: (id: string, verb: 'approve' | 'reject' | 'decide', more: object = {}) =>
      send<RefundDto>('POST', `/refunds/${id}/${verb}`, { reason: 'looked into it', ...more }),
    tasks: () => send<Tasks>('GET', '/tasks'),
  };
}

export async function trySignIn(
  { url }: TestShop,
  name: string,
  password: string,
): Promise<{ response: Response; body: unknown }> {
  const response = await fetch(`${url}/desk/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });
  return { response, body: await response.json() };
}

/** An order that is paid and confirmed, and past the time in which SEQR could take the payment back. */
export async function paidOrder(
  shop: TestShop,
  quantity = 2,
): Promise<{ id: string; invoiceReference: string }> {
  const customer = await shop.visit();
  const { id, invoiceReference } = await customer.order(quantity);
  await shop.pay(invoiceReference);
  await shop.quiet();
  return { id, invoiceReference };
}
