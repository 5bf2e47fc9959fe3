// The plain form's scripts on a window in memory, without its drawing: a clock turned by hand, and requests that the test
// answers.
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import type { OrderDto, SessionDto } from '../../shared/api.ts';
import type { View } from '../../shared/service-url.ts';
import { spoken } from '../../client/preview/tongues.ts';
import type { Spoken } from '../../client/messages/words.ts';
import type { Money } from '../../shared/money.ts';
import { HandClock } from './page-stage.ts';

interface Known {
  view: View;
  session: SessionDto | null;
  order: OrderDto | null;
  trouble: string | null;
  isComposing: boolean;
  polls: number;
}
interface Screen {
  said: [title: string, text: string];
  mark?: string;
  booking?: string;
}
interface PlainScreens {
  named: (name: string) => Screen | undefined;
  problem: (code: string) => [trouble: string, notice: string];
  of: (now: Known) => string;
}
interface PlainOrder extends Known {
  notice: string | null;
  isBusy: boolean;
  basket: { id: string; revision: number; quantities: Record<string, number> };
  open: () => void;
  put: () => void;
  change: () => void;
  again: () => void;
  noteLaunch: () => void;
  setQuantity: (item: { sku: string }, quantity: number) => void;
}
interface PlainWindow {
  plainWords: (spoken: Spoken) => { money: (amount: Money) => string };
  plainScreens: PlainScreens;
  plainOrder: (visit: unknown, view: View, language: string, onChange: () => void) => PlainOrder;
}

function run(more: object): PlainWindow {
  const window = { crypto, Uint8Array, ...more };
  const read = (name: string) => readFileSync(`client/plain/${name}.js`, 'utf8');
  runInNewContext(read('words') + read('screens') + read('order'), { window });
  return window as unknown as PlainWindow;
}

export const screens: PlainScreens = run({}).plainScreens;

/** An amount in English, where there is Intl and where there is not. */
export const money = (amount: Money, { hasIntl }: { hasIntl: boolean }) =>
  run(hasIntl ? { Intl } : {})
    .plainWords(spoken('en'))
    .money(amount);

/** What early.js leaves behind for `#T_9001`. */
const VISIT = {
  url: '/api/session',
  init: { headers: { authorization: 'Bearer T' }, body: '{"invoiceReference":"9001"}' },
};

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  isOpen: boolean;
  isGivenUp: boolean;
}

interface Opening {
  view?: View;
  /** null: the hash names none. */
  visit?: typeof VISIT | null;
}

/** Opens it; `answer` answers what was asked last, with status 0 for no answer at all. */
export function openPlain({ view = 'order', visit = VISIT }: Opening = {}) {
  const clock = new HandClock();
  const requests: Sent[] = [];
  const sent: Request[] = [];
  class Request {
    status = 0;
    responseText = '';
    onload: (() => void) | null = null;
    readonly #sent: Sent = {
      method: '',
      path: '',
      headers: {},
      body: null,
      isOpen: true,
      isGivenUp: false,
    };
    open(method: string, path: string) {
      Object.assign(this.#sent, { method, path });
    }
    setRequestHeader(name: string, value: string) {
      this.#sent.headers[name] = value;
    }
    send(body: string | null) {
      if (body !== null) this.#sent.body = JSON.parse(body);
      requests.push(this.#sent);
      sent.push(this);
    }
    abort() {
      Object.assign(this.#sent, { isOpen: false, isGivenUp: true });
    }
    answer(status: number, body: unknown) {
      this.#sent.isOpen = false;
      this.status = status;
      this.responseText = body === undefined ? '' : JSON.stringify(body);
      this.onload?.();
    }
  }
  const window = run({
    XMLHttpRequest: Request,
    setTimeout: (callback: () => void, delayMs: number) => clock.setTimeout(callback, delayMs),
    clearTimeout: (timer: number) => clock.clearTimeout(timer),
  });
  const now = window.plainOrder(visit, view, 'en', () => undefined);
  now.open();
  const answer = (status: number, body?: unknown) => sent.at(-1)?.answer(status, body);
  return { now, requests, clock, answer };
}
