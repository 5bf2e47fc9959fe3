// The desk's backend in memory: answers as the service would, and goes wrong where a test says so. It knows the contract
// of shared/desk.ts and nothing of the server's code.
import type {
  ActDto,
  Closing,
  DeskOrder,
  DeskSession,
  RefundDto,
  RefundRequest,
} from '../../../shared/desk.ts';
import { parseAmount } from '../../../shared/money.ts';
import { CLOSINGS, closing as closingLike, rowOf } from './closing-fixtures.ts';
import * as given from './fixtures.ts';

export interface Sent {
  method: string;
  /** Below /desk/api/, with its search. */
  path: string;
  body: unknown;
  csrf: string | null;
}
export interface Reply {
  status: number;
  body: unknown;
}
/** `cut`: the answer is lost, though what was asked for is done. */
export type Mishap = 'cut' | Reply;

export const problem = (status: number, code: string, title = code, detail?: string): Reply => ({
  status,
  body: {
    type: 'about:blank',
    title,
    status,
    code,
    canRetry: false,
    ...(detail === undefined ? {} : { detail }),
  },
});

const ok = (body: unknown, status = 200): Reply => ({ status, body });
const PAGE = 50;

export class ScriptedDesk {
  session: DeskSession = structuredClone(given.SESSION);
  isSignedIn = true;
  orders: DeskOrder[] = structuredClone(given.ORDERS);
  closings: Closing[] = structuredClone(CLOSINGS);
  acts: ActDto[] = [
    {
      number: 3,
      at: given.ago(30),
      operator: 'anna',
      act: 'refund',
      subject: 'FRY-3H8XWT',
      reason: 'Missed the boat',
    },
    {
      number: 2,
      at: given.ago(31),
      operator: 'björn',
      act: 'agree',
      subject: 'FRY-3H8XWT',
      reason: 'Seen the ticket',
    },
    { number: 1, at: given.ago(32), operator: 'anna', act: 'sign-in', subject: null, reason: null },
  ];
  /** What becomes of the next refund. */
  nextRefund: Partial<RefundDto> = {};
  readonly sent: Sent[] = [];
  readonly #mishaps: { name: RegExp; mishap: Mishap }[] = [];
  readonly #refunds = new Map<string, RefundDto>();

  /** The next request of that name, such as `POST orders/o1/refunds`, goes wrong. */
  fail(name: RegExp, mishap: Mishap) {
    this.#mishaps.push({ name, mishap });
  }

  calls(name: RegExp): Sent[] {
    return this.sent.filter(({ method, path }) => name.test(`${method} ${path}`));
  }

  /** @returns null when the answer is lost */
  handle(sent: Sent): Reply | null {
    this.sent.push(sent);
    const index = this.#mishaps.findIndex(({ name }) => name.test(`${sent.method} ${sent.path}`));
    const [failing] = index < 0 ? [] : this.#mishaps.splice(index, 1);
    if (failing && failing.mishap !== 'cut') return failing.mishap;
    const reply = this.#answer(sent);
    return failing ? null : reply;
  }

  #answer({ method, path, body }: Sent): Reply {
    const url = new URL(path, 'https://desk.example/');
    const [noun = '', id = '', verb = ''] = url.pathname.slice(1).split('/').map(decodeURIComponent);
    if (noun === 'session') return this.#sessionAnswer(method, body as { name: string; password: string });
    if (!this.isSignedIn) return problem(401, 'signed-out');
    if (noun === 'sessions') return this.#end();
    if (noun === 'orders' && id === '') return ok(this.#list(url.searchParams));
    if (noun === 'orders') return this.#orderAnswer(id, verb, body);
    if (noun === 'refunds') return this.#refundAnswer(id, verb, body as { wasMade?: boolean });
    if (noun === 'deliveries') return this.#retry(id);
    if (noun === 'tasks') return ok(this.#tasks());
    if (noun === 'acts') return ok({ acts: this.acts, next: null });
    if (noun === 'closings') return this.#closingAnswer(method, id, verb, body);
    return problem(404, 'not-found');
  }

  #sessionAnswer(method: string, body: { name: string; password: string }): Reply {
    if (method === 'DELETE') return this.#end();
    if (method === 'GET') return this.isSignedIn ? ok(this.session) : problem(401, 'signed-out');
    if (body.password !== 'right') return problem(401, 'sign-in-refused');
    this.isSignedIn = true;
    this.session.csrfToken = 'csrf-2';
    return ok(this.session);
  }

  #end(): Reply {
    this.isSignedIn = false;
    return ok(null, 204);
  }

  #list(search: URLSearchParams) {
    const q = (search.get('q') ?? '').toUpperCase();
    const found = this.orders.filter(
      ({ bookingNumber, msisdnLast4, invoiceReference, status }) =>
        (q === '' || bookingNumber === q || msisdnLast4 === q || invoiceReference === q) &&
        (!search.has('status') || search.get('status') === status),
    );
    const from = Number(search.get('after') ?? 0);
    const next = from + PAGE < found.length ? String(from + PAGE) : null;
    return { orders: found.slice(from, from + PAGE), next };
  }

  #orderAnswer(id: string, verb: string, body: unknown): Reply {
    const order = this.orders.find((each) => each.id === id);
    if (!order) return problem(404, 'order-unknown', 'There is no such order');
    if (verb === 'refunds') return this.#refund(order, body as RefundRequest);
    if (verb === 'cancel') Object.assign(order, { status: 'canceled', can: [], reservation: null });
    if (verb === 'resolve-alarm') Object.assign(order, { isAlarmed: false, alarm: null });
    if (verb === 'commit') {
      const { amount } = body as { amount?: string };
      const amountMinor = amount === undefined ? order.totalMinor : parseAmount(amount, order.currency);
      const payment = {
        ersReference: null,
        paymentReference: null,
        difference: null,
        currency: order.currency,
      };
      Object.assign(order, {
        status: 'paid',
        reservation: null,
        can: ['refund'],
        payment: { ...payment, amountMinor },
      });
    }
    return ok(order);
  }

  #refund(order: DeskOrder, { key, what, reason }: RefundRequest): Reply {
    const known = this.#refunds.get(key);
    if (known) return ok(known);
    const lines = what.kind === 'lines' ? what.lines : [];
    const priceOf = (sku: string) => order.lines.find((line) => line.sku === sku)?.unitPriceMinor ?? 0;
    const amountMinor =
      what.kind === 'whole'
        ? order.refundableMinor
        : what.kind === 'sum'
          ? parseAmount(what.amount, what.currency)
          : lines.reduce((sum, { sku, quantity }) => sum + quantity * priceOf(sku), 0);
    const { bookingNumber, id: orderId } = order;
    const id = `new${this.#refunds.size}`;
    const by = { requestedBy: this.session.operator.name, requestedAt: given.NOW };
    const made = given.refund({
      id,
      orderId,
      bookingNumber,
      amountMinor,
      reason,
      lines: null,
      ...by,
      ...this.nextRefund,
    });
    this.#refunds.set(key, made);
    if (made.state !== 'refused') order.refundableMinor -= amountMinor;
    for (const { sku, quantity } of lines) {
      const line = order.lines.find((each) => each.sku === sku);
      if (line) line.refundable -= quantity;
    }
    order.refunds = [made, ...order.refunds];
    return ok(made, 201);
  }

  #refundAnswer(id: string, verb: string, { wasMade }: { wasMade?: boolean }): Reply {
    const refund = this.orders.flatMap(({ refunds }) => refunds).find((each) => each.id === id);
    if (!refund) return problem(404, 'not-found');
    refund.decidedBy = this.session.operator.name;
    refund.state = verb === 'reject' ? 'rejected' : verb === 'decide' && !wasMade ? 'refused' : 'done';
    return ok(refund);
  }

  #retry(key: string): Reply {
    const delivery = this.orders.flatMap(({ deliveries }) => deliveries).find((each) => each.key === key);
    if (!delivery) return problem(404, 'not-found');
    delivery.state = 'waiting';
    return ok(delivery);
  }

  #tasks() {
    const refunds = this.orders.flatMap((order) => order.refunds);
    return {
      awaiting: refunds.filter(({ state }) => state === 'awaiting'),
      unknown: refunds.filter(({ state }) => state === 'unknown'),
      alarmed: this.orders.filter(({ isAlarmed }) => isAlarmed),
      stuck: this.orders.flatMap(({ deliveries }) => deliveries).filter(({ state }) => state === 'stuck'),
      closings: this.closings.filter(({ state }) => state === 'unknown').map(rowOf),
    };
  }

  #closingAnswer(method: string, id: string, verb: string, body: unknown): Reply {
    if (method === 'GET' && id === '') return ok({ closings: this.closings.map(rowOf) });
    if (id === '') {
      const { terminalId } = body as { terminalId: string | null };
      const begun = {
        matchedAt: null,
        markedAt: null,
        breakCount: null,
        result: null,
        transactionPeriodId: null,
      };
      const made = closingLike({
        id: 'new',
        state: 'marking',
        terminalId,
        requestedAt: given.NOW,
        ...begun,
      });
      this.closings = [made, ...this.closings.filter((each) => each.id !== 'new')];
      return ok(rowOf(made), 202);
    }
    const closing = this.closings.find((each) => each.id === id);
    if (!closing) return problem(404, 'not-found', 'There is nothing here');
    if (verb === 'resolve') {
      const { transactionPeriodId } = body as { transactionPeriodId?: string };
      if (transactionPeriodId === undefined) closing.state = 'abandoned';
      else Object.assign(closing, { state: 'marked', transactionPeriodId });
    }
    return ok(verb === '' ? closing : rowOf(closing));
  }
}
