// The desk's backend in memory: answers as the service would, and goes wrong where a test says so. It knows the contract
// of shared/desk/ and nothing of the server's code.
import type { Checkup } from '../../../shared/desk/checkup.ts';
import type { ShownClosing } from '../../../shared/desk/closings.ts';
import type { CodeDto } from '../../../shared/desk/codes.ts';
import type { ActDto, DeskSession } from '../../../shared/desk/operators.ts';
import type { DeskOrder } from '../../../shared/desk/orders.ts';
import type { RefundDto } from '../../../shared/desk/refunds.ts';
import type { Tasks } from '../../../shared/desk/tasks.ts';
import { CHECKUP, CODES } from './going-live-fixtures.ts';
import { CLOSINGS, closing as closingLike, rowOf } from './closing-fixtures.ts';
import * as given from './fixtures.ts';
import { ok, problem, ScriptedOrders, type Reply } from './scripted-orders.ts';

export { problem };

export interface Sent {
  method: string;
  /** Below /desk/api/, with its search. */
  path: string;
  body: unknown;
  csrf: string | null;
}
/** `cut`: the answer is lost, though what was asked for is done. */
export type Mishap = 'cut' | Reply;

export class ScriptedDesk {
  session: DeskSession = structuredClone(given.SESSION);
  isSignedIn = true;
  readonly #book = new ScriptedOrders();
  closings: ShownClosing[] = structuredClone(CLOSINGS);
  held: Tasks['held'] = [];
  codes: CodeDto[] = structuredClone(CODES);
  checkup: Checkup = structuredClone(CHECKUP);
  acts: ActDto[] = [
    {
      number: 3,
      at: given.ago(30),
      operator: 'anna',
      act: 'refund',
      subject: 'o2',
      about: { view: 'order', id: 'o2', bookingNumber: 'FRY-3H8XWT' },
      reason: 'Missed the boat',
    },
    {
      number: 2,
      at: given.ago(31),
      operator: 'björn',
      act: 'agree',
      subject: 'o2',
      about: { view: 'order', id: 'o2', bookingNumber: 'FRY-3H8XWT' },
      reason: 'Seen the ticket',
    },
    {
      number: 1,
      at: given.ago(32),
      operator: 'anna',
      act: 'sign-in',
      subject: null,
      about: null,
      reason: null,
    },
  ];
  readonly sent: Sent[] = [];
  readonly #mishaps: { name: RegExp; mishap: Mishap }[] = [];

  get orders(): DeskOrder[] {
    return this.#book.orders;
  }
  /** What becomes of refunds from now on. */
  set nextRefund(next: Partial<RefundDto>) {
    this.#book.nextRefund = next;
  }

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
    const who = this.session.operator.name;
    if (noun === 'orders' && id === '') return ok(this.#book.list(url.searchParams));
    if (noun === 'orders') return this.#book.answer(id, verb, body, who);
    if (noun === 'refunds') return this.#book.decide(id, verb, body as { wasMade?: boolean }, who);
    if (noun === 'deliveries') return this.#book.retry(id);
    if (noun === 'tasks') return ok(this.#tasks());
    if (noun === 'acts') return ok({ acts: this.acts, next: null });
    if (noun === 'codes') return ok(id === 'sheet' ? {} : { codes: this.codes });
    if (noun === 'checkup') return ok(this.checkup);
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

  #tasks() {
    const refunds = this.orders.flatMap((order) => order.refunds);
    return {
      held: this.held,
      awaiting: refunds.filter(({ state }) => state === 'awaiting'),
      unknown: refunds.filter(({ state }) => state === 'unknown'),
      alarmed: this.orders.filter(({ isAlarmed }) => isAlarmed),
      reserved: this.orders.filter(({ reservation }) => reservation !== null),
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
