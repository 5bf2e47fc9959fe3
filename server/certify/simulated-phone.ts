// The simulated wallet as the phone: scans, pays and declines by its HTTP interface (/simulator/app/), and asks of the
// service what the page would ask. Nothing of the service is known here but its public addresses.
import { randomUUID } from 'node:crypto';
import type { OrderDto, SessionDto } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Fault, ScanAnswer } from '../../shared/simulator-app.ts';
import { serviceCode } from '../seqr/mapping.ts';
import type { Order } from '../store/records.ts';
import { orderThat, PATIENCE_MS } from './bench.ts';
import type { Bench } from './bench.ts';
import type { Phone, Verb } from './phone.ts';
import { smallestOrder } from './sample.ts';

/** Far longer than any answer takes; a service that hangs ends the step, not the certification. */
const ANSWER_MS = 20_000;
const PIN = '1234';

interface Surroundings {
  /** Where the service is served. */
  serviceUrl: string;
  /** The wallet's interface, such as http://127.0.0.1:3001/simulator/app */
  appUrl: string;
  serviceId: string;
  fetch: typeof fetch;
  /** Hears of every token, which must be shown nowhere. */
  onToken: (token: string) => void;
}

export class SimulatedPhone implements Phone {
  readonly isSimulated = true;
  readonly patienceMs = PATIENCE_MS;
  readonly #around: Surroundings;
  readonly #bench: () => Bench;
  /** Whose page it is, by order. */
  readonly #tokens = new Map<string, string>();

  /** @param bench where its orders are looked for */
  constructor(around: Surroundings, bench: () => Bench) {
    this.#around = around;
    this.#bench = bench;
  }

  async order(): Promise<Order> {
    const { serviceId, onToken } = this.#around;
    const { token } = await this.#wallet<ScanAnswer>('POST', 'scan', { url: serviceCode(serviceId, {}) });
    onToken(token);
    const { service } = await this.#page<SessionDto>(token, 'POST', '/api/session', {});
    const id = randomUUID();
    this.#tokens.set(id, token);
    // Before it is asked for: what comes of a lost answer is ours as well.
    this.#bench().own.addOrder(id);
    await this.#page<OrderDto>(token, 'PUT', `/api/orders/${id}`, smallestOrder(service));
    const order = await orderThat(this.#bench(), id, ({ status }) => status !== 'placing');
    if (order.status !== 'payable') throw new Error(`the order is ${order.status}, and cannot be paid`);
    return order;
  }

  async openBill({ id, invoiceReference }: Order): Promise<void> {
    await this.#page(this.#tokenOf(id), 'POST', `/api/orders/${id}/launch`);
    await this.#wallet('GET', `bills/${invoiceReference ?? ''}`);
  }

  async act({ invoiceReference }: Order, verb: Verb): Promise<void> {
    const body = verb === 'pay' ? { pin: PIN } : undefined;
    await this.#wallet('POST', `bills/${invoiceReference ?? ''}/${verb}`, body);
  }

  async loseNotification(): Promise<string> {
    const fault: Fault = { on: 'notification', kind: 'drop', delayMs: 0, times: 1 };
    await this.#wallet('PUT', 'faults', [fault]);
    return 'the simulated SEQR drops it';
  }

  async comeBack({ id, invoiceReference }: Order, view: 'success' | 'failure' | 'cancel'): Promise<string> {
    const { serviceUrl, fetch } = this.#around;
    const answer = await fetch(`${serviceUrl}/${view}`, { redirect: 'manual', signal: soon() });
    await answer.body?.cancel();
    if (answer.status !== 200) return `nothing: /${view} answers ${answer.status}`;
    const token = this.#tokenOf(id);
    const reference = { invoiceReference: invoiceReference ?? '' };
    const session = await this.#page<SessionDto>(token, 'POST', '/api/session', reference);
    const order = await this.#page<OrderDto>(token, 'GET', `/api/orders/${session.order?.id ?? id}`);
    return order.id === id ? order.status : 'another order';
  }

  #tokenOf(orderId: string): string {
    return this.#tokens.get(orderId) ?? '';
  }

  #wallet<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.#send(method, `${this.#around.appUrl}/${path}`, {}, body);
  }

  #page<T>(token: string, method: string, path: string, body?: unknown): Promise<T> {
    return this.#send(method, this.#around.serviceUrl + path, { authorization: `Bearer ${token}` }, body);
  }

  async #send<T>(method: string, url: string, headers: Record<string, string>, body?: unknown): Promise<T> {
    const { pathname } = new URL(url);
    const json = { ...headers, 'content-type': 'application/json' };
    const sent = { method, headers: json, signal: soon() };
    const answer = await this.#around
      .fetch(url, body === undefined ? sent : { ...sent, body: JSON.stringify(body) })
      .catch((error: unknown) => {
        throw new Error(`${method} ${nameOf(pathname)} was not answered`, { cause: error });
      });
    if (answer.ok) return (await answer.json()) as T;
    const { title = '', detail } = (await answer.json().catch(() => ({}))) as Partial<Problem>;
    throw new Error(
      `${method} ${nameOf(pathname)} answers ${answer.status}: ${title}${detail ? ` (${detail})` : ''}`,
    );
  }
}

const soon = () => AbortSignal.timeout(ANSWER_MS);

/** A path without what is only a number of this run. */
const nameOf = (path: string): string => path.replace(/\/[\w-]{16,}(?=\/|$)/g, '/…');
