// What a page stands on in unit tests: a window with a history, a clock turned by hand, and a backend that answers what
// the test says. Knows nothing of the server's code.
import type { OrderDto, OrderLine, SessionDto } from '../../shared/api.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import type { Choice, Item, Service } from '../../shared/service.ts';
import { Checkout } from '../../client/checkout.svelte.ts';
import type { Clock, PageWindow, Surroundings } from '../../client/surroundings.ts';

export const TOKEN = '123456-789013';

export class HandClock implements Clock {
  #now = 0;
  #nextTimer = 1;
  readonly #timers = new Map<number, { at: number; callback: () => void }>();

  setTimeout(callback: () => void, delayMs: number): number {
    this.#timers.set(this.#nextTimer, { at: this.#now + delayMs, callback });
    return this.#nextTimer++;
  }

  clearTimeout(timer: number) {
    this.#timers.delete(timer);
  }

  /** Lets time pass; what a timer starts runs on until it waits again. */
  async advance(ms: number) {
    const end = this.#now + ms;
    for (;;) {
      await calm();
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.#now = due[1].at;
      this.#timers.delete(due[0]);
      due[1].callback();
    }
    this.#now = end;
  }
}

/** Lets every promise that is already on its way come to its end. */
export async function calm() {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

interface Entry {
  url: URL;
  state: unknown;
}

class FakeDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
}

/** A window that remembers its entries; a reload keeps them, and forgets everything else. */
export class FakeWindow extends EventTarget implements PageWindow {
  readonly document = new FakeDocument();
  navigator = { languages: ['en-GB', 'en'] };
  /** Where the app's own schemes were opened. */
  readonly opened: string[] = [];
  entries: Entry[];
  index = 0;

  constructor(path: string) {
    super();
    this.entries = [{ url: new URL(path, 'https://service.example'), state: null }];
  }

  get #entry(): Entry {
    return this.entries[this.index] as Entry;
  }

  get location() {
    const { pathname, hash } = this.#entry.url;
    const opened = this.opened;
    return {
      pathname,
      hash,
      set href(url: string) {
        opened.push(url);
      },
    };
  }

  readonly history: PageWindow['history'] = ((window: FakeWindow) => ({
    get state(): unknown {
      return window.#entry.state;
    },
    pushState(state: unknown, _: string, url?: string | URL | null) {
      const entry = { url: new URL(url ?? '', window.#entry.url), state: structuredClone(state) };
      window.entries = [...window.entries.slice(0, window.index + 1), entry];
      window.index += 1;
    },
    replaceState(state: unknown, _: string, url?: string | URL | null) {
      window.entries[window.index] = {
        url: url ? new URL(url, window.#entry.url) : window.#entry.url,
        state: structuredClone(state),
      };
    },
    go(delta = 0) {
      window.index = Math.max(0, Math.min(window.entries.length - 1, window.index + delta));
      window.dispatchEvent(new Event('popstate'));
    },
  }))(this);

  /** The wallet or the customer opens another hash. */
  openHash(hash: string) {
    this.history.pushState(null, '', hash);
    this.dispatchEvent(new Event('hashchange'));
  }

  show(visibilityState: DocumentVisibilityState) {
    this.document.visibilityState = visibilityState;
    this.document.dispatchEvent(new Event('visibilitychange'));
  }

  get path(): string {
    const { pathname, hash } = this.#entry.url;
    return pathname + hash;
  }
}

export interface Sent {
  method: string;
  path: string;
  body: unknown;
}

type Answer = { status?: number; body: unknown } | 'cut' | 'never';

/** Answers by the last part of a request's name, such as `PUT order`; unanswered streams stay open. */
export class Backend {
  readonly sent: Sent[] = [];
  readonly #answers = new Map<string, (sent: Sent) => Answer>();
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();

  answer(name: string, answer: Answer | ((sent: Sent) => Answer)) {
    this.#answers.set(name, typeof answer === 'function' ? answer : () => answer);
    return this;
  }

  refuse(name: string, code: ProblemCode, status = 409, more: object = {}) {
    return this.answer(name, { status, body: { code, status, canRetry: false, title: code, ...more } });
  }

  calls(name: string): Sent[] {
    return this.sent.filter((sent) => nameOf(sent) === name);
  }

  /** Tells every open stream. */
  async tell(order: OrderDto) {
    const text = `event: order\ndata: ${JSON.stringify(order)}\n\n`;
    for (const stream of this.#streams) stream.enqueue(new TextEncoder().encode(text));
    await calm();
  }

  async endStreams() {
    for (const stream of this.#streams) stream.close();
    this.#streams.clear();
    await calm();
  }

  get openStreams(): number {
    return this.#streams.size;
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const { method = 'GET', body, signal } = init;
    const sent: Sent = {
      method,
      path: pathOf(input),
      body: typeof body === 'string' ? JSON.parse(body) : null,
    };
    this.sent.push(sent);
    const name = nameOf(sent);
    const answer = this.#answers.get(name)?.(sent);
    if (answer === undefined && name === 'GET events') return this.#stream(signal ?? null);
    if (answer === 'cut' || answer === undefined) throw new TypeError('Failed to fetch');
    if (answer === 'never') {
      return new Promise((_, reject) =>
        signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    }
    return Response.json(answer.body, { status: answer.status ?? 200 });
  };

  #stream(signal: AbortSignal | null): Response {
    let controller: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (opened) => {
        controller = opened;
        this.#streams.add(opened);
      },
    });
    signal?.addEventListener('abort', () => {
      if (this.#streams.delete(controller)) controller.error(new Error('aborted'));
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }
}

/** The client asks by paths only. */
export function pathOf(input: RequestInfo | URL): string {
  if (typeof input !== 'string') throw new TypeError('not a path');
  return input;
}

function nameOf({ method, path }: Sent): string {
  if (path === '/api/session') return 'POST session';
  const [, , , , verb] = path.split('/');
  return `${method} ${verb ?? 'order'}`;
}

const item = (sku: string, amountMinor: number): Item => ({
  sku,
  name: { en: sku },
  description: null,
  unit: { en: 'ticket' },
  price: { kind: 'fixed', amountMinor },
  taxRate: 6,
  limit: 10,
  image: null,
});
export const ADULT = item('adult', 6500);
export const CHILD = item('child', 3250);

export const DEPARTURE: Extract<Choice, { kind: 'options' }> = {
  kind: 'options',
  key: 'departure',
  name: { en: 'From' },
  options: ['1', '7'].map((value) => ({ value, name: { en: value } })),
  preset: '7',
};

export const SERVICE: Service = {
  id: 'ferry',
  name: { en: 'Ferry', sv: 'Färjan' },
  currency: 'SEK',
  languages: ['en', 'sv'],
  maxUnits: 12,
  choices: [DEPARTURE],
  items: [ADULT, CHILD],
};

export function session(more: Partial<SessionDto> = {}): SessionDto {
  return {
    service: SERVICE,
    customer: { msisdn: '…567' },
    parameters: {},
    order: null,
    canOrder: true,
    ...more,
  };
}

export const TWO_ADULTS: OrderLine = {
  sku: 'adult',
  name: 'adult',
  quantity: 2,
  unitPriceMinor: 6500,
  totalMinor: 13000,
  taxRate: 6,
};

/** An order for two adults, payable unless the test says otherwise. */
export function order(more: Partial<OrderDto> = {}): OrderDto {
  const invoiceReference = '9001';
  return {
    id: '00000000-0000-4000-8000-000000000001',
    revision: 1,
    pending: null,
    status: 'payable',
    bookingNumber: 'FRY-7K2M9Q',
    choices: { departure: '7' },
    lines: [TWO_ADULTS],
    total: { amountMinor: 13000, currency: 'SEK' },
    taxes: [{ rate: 6, amountMinor: 736 }],
    invoiceReference,
    walletUrl: `seqr://SEQR.SE/R${invoiceReference}`,
    wasLaunched: false,
    createdAt: 0,
    expiresAt: 600_000,
    endedAt: null,
    payment: null,
    reversedAt: null,
    ...more,
  };
}

/** What SEQR has not confirmed yet: three adults, as the next revision. */
export const THREE_ADULTS = {
  revision: 2,
  choices: { departure: '7' },
  lines: [{ ...TWO_ADULTS, quantity: 3, totalMinor: 19500 }],
  total: { amountMinor: 19500, currency: 'SEK' },
} satisfies OrderDto['pending'];

export function paid(more: Partial<OrderDto> = {}): OrderDto {
  const total = { amountMinor: 13000, currency: 'SEK' };
  const payment = { paidAt: 1, total, paymentReference: '1' };
  return order({ status: 'paid', walletUrl: null, endedAt: 1, payment, ...more });
}

/** A page as it is opened; `reload` opens it again in the same window, with nothing else kept. */
export async function openPage(backend: Backend, path = `/order#${TOKEN}`, window = new FakeWindow(path)) {
  const clock = new HandClock();
  let ids = 0;
  const surroundings: Surroundings = {
    window,
    clock,
    fetch: backend.fetch,
    randomUuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
  };
  const checkout = new Checkout(surroundings);
  const stop = checkout.start();
  await calm();
  const reload = () => {
    stop();
    return openPage(backend, path, window);
  };
  return { checkout, window, clock, backend, stop, reload };
}
