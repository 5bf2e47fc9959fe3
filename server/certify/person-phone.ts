// A person with a phone: is shown the service's code, asked to do things, and waited for. What was done is read from the
// store. A number of its own in each code tells the person's order from those of other customers.
import { generate } from 'lean-qr';
import { serviceCode } from '../seqr/mapping.ts';
import type { Order } from '../store/records.ts';
import { orderThat, until } from './bench.ts';
import type { Bench } from './bench.ts';
import type { Phone, Verb } from './phone.ts';
import { NotTried } from './step.ts';

/** Time enough to find the phone; the invoice's own time may be shorter. */
const PERSON_MS = 5 * 60_000;
/** The parameter of the code that says whose visit it is: SEQR tells it to us with the session. */
export const VISIT = 'certify';
/** How many of the newest orders are looked through for the one of this visit. */
const NEWEST = 100;

const ASKED: Record<Verb, string> = {
  pay: 'Pay the bill in the app now.',
  decline:
    'Let the payment fail in the app now (as by an account without the money); or wait, and it is not tried.',
  cancel: 'Cancel the bill in the app now, do not pay it.',
};

export class PersonPhone implements Phone {
  readonly isSimulated = false;
  readonly patienceMs: number;
  readonly #serviceId: string;
  readonly #bench: () => Bench;
  /** Draws the numbers of the visits. */
  readonly #draw: () => string;
  /** Nobody came when it was time to scan: then nobody is waited for again. */
  #isAlone = false;

  constructor(serviceId: string, bench: () => Bench, patienceMs = PERSON_MS) {
    this.#serviceId = serviceId;
    this.patienceMs = patienceMs;
    this.#bench = bench;
    this.#draw = () =>
      String(Buffer.from(bench().shop.random(4)).readUInt32BE() % 1_000_000).padStart(6, '0');
  }

  async order(): Promise<Order> {
    if (this.#isAlone) throw new NotTried('nobody scanned in an earlier step');
    const bench = this.#bench();
    const visit = this.#draw();
    const code = serviceCode(this.#serviceId, { [VISIT]: visit });
    const begunAt = bench.shop.clock.now();
    // The code stays on the screen when nobody waits any more.
    bench.own.expectOrder(async () => (await this.#find(visit, begunAt))?.id ?? null);
    bench.tell(`Scan this with the SEQR app, or open it on the phone: ${code}\n\n${drawn(code)}`);
    bench.tell(
      'Choose the smallest thing there is, and go on until the app shows the bill. Do not pay it yet.',
    );
    const order = await until(bench, () => this.#find(visit, begunAt), this.patienceMs);
    this.#isAlone = order === null;
    if (!order) throw new NotTried(`nobody scanned and ordered within ${this.patienceMs / 1000} s`);
    bench.own.addOrder(order.id);
    const placed = await orderThat(bench, order.id, ({ status }) => status !== 'placing');
    if (placed.status !== 'payable') throw new Error(`the order is ${placed.status}, and cannot be paid`);
    return placed;
  }

  async openBill({ id }: Order): Promise<void> {
    const isOpened = ({ launchedAt, endedAt }: Order) => launchedAt !== null || endedAt !== null;
    const opened = await orderThat(this.#bench(), id, isOpened);
    if (opened.launchedAt === null) throw new NotTried('nobody opened the bill in the app');
  }

  act(_order: Order, verb: Verb): Promise<void> {
    this.#bench().tell(ASKED[verb]);
    return Promise.resolve();
  }

  loseNotification(): Promise<string> {
    this.#bench().recorder.isDeaf = true;
    return Promise.resolve('SEQR’s own cannot be stopped, so ours is answered and not passed on');
  }

  comeBack(): Promise<null> {
    return Promise.resolve(null);
  }

  async #find(visit: string, fromMs: number): Promise<Order | null> {
    const { store } = this.#bench().shop;
    for (const order of await store.search.find({ fromMs }, NEWEST)) {
      const session = await store.findSession(order.tokenHash);
      if (session?.parameters[VISIT] === visit) return order;
    }
    return null;
  }
}

/** A code for a terminal: dark letters on light ones need no colours, half blocks make its modules square. */
function drawn(code: string): string {
  const bitmap = generate(code);
  const QUIET = 2;
  const isDark = (x: number, y: number) => bitmap.get(x, y);
  const lines: string[] = [];
  for (let y = -QUIET; y < bitmap.size + QUIET; y += 2) {
    let line = '';
    for (let x = -QUIET; x < bitmap.size + QUIET; x += 1)
      line += BLOCKS[(isDark(x, y) ? 2 : 0) + (isDark(x, y + 1) ? 1 : 0)] ?? '';
    lines.push(line);
  }
  return lines.join('\n');
}

/** Light is drawn, since most terminals are dark: none dark, lower dark, upper dark, both dark. */
const BLOCKS = ['█', '▀', '▄', ' '];
