// What the two comparison pages have in common with the service: the address, its steps in the history, the requests.
// Knows no markup. The paths and the grammar of the hash are the service's own.
import type { OrderDto, PutOrder, SessionDto } from '../../../../shared/api.ts';
import { isLive } from '../../../../shared/order-status.ts';
import { formatHash, parseServiceUrl, type Step } from '../../../../shared/service-url.ts';

const POLL_MS = 2_000;

/** Leaves the service and goes back to the app. Source: seqr-api §1. */
export const LEAVE_URL = 'SEQR-ACTION://WIZARD/CANCEL';

/** The visit that the page was opened for; null when it was not opened from the wallet. */
export const address = parseServiceUrl(location.pathname, location.hash);

export function currentStep(): Step {
  return parseServiceUrl(location.pathname, location.hash)?.step ?? 'choose';
}

/** A new history entry; the caller shows the step. */
export function pushStep(step: Step): void {
  if (address) history.pushState(null, '', formatHash(location.pathname, { ...address, step }));
}

export function openSession(): Promise<SessionDto> {
  const reference = address?.invoiceReference ?? null;
  return read(send('POST', '/api/session', reference === null ? {} : { invoiceReference: reference }));
}

export function putOrder(id: string, order: PutOrder): Promise<OrderDto> {
  return read(send('PUT', `/api/orders/${id}`, order));
}

/** Asks for the order every two seconds for as long as it can change. @returns ends the asking */
export function followOrder(order: OrderDto, onOrder: (order: OrderDto) => void): () => void {
  let timer = 0;
  const later = ({ id, status }: OrderDto) => {
    if (!isLive(status)) return;
    timer = window.setTimeout(() => {
      read<OrderDto>(send('GET', `/api/orders/${id}`)).then(
        (newer) => {
          later(newer);
          onOrder(newer);
        },
        () => later(order),
      );
    }, POLL_MS);
  };
  later(order);
  return () => window.clearTimeout(timer);
}

/** @throws {Error} whose message is the problem's title, for the customer */
export async function read<Answer>(sent: Promise<Response>): Promise<Answer> {
  const response = await sent;
  const answer = (await response.json()) as Answer & { title?: string };
  if (!response.ok) throw new Error(answer.title ?? 'Something went wrong.');
  return answer;
}

function send(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(path, {
    method,
    headers: {
      authorization: `Bearer ${address?.token ?? ''}`,
      'accept-language': 'en',
      'content-type': 'application/json',
    },
    body: body === undefined ? null : JSON.stringify(body),
    cache: 'no-store',
  });
}
