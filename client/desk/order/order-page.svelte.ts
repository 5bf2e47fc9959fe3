// One order as it is looked at: read anew while something about it is moving, and what can be done with it.
import type { DeliveryDto, DeskOrder } from '../../../shared/desk/orders.ts';
import { isLive } from '../../../shared/order-status.ts';
import { DeedForm, type Deed } from '../deed-form.svelte.ts';
import type { Desk } from '../desk.svelte.ts';
import { Loaded } from '../loaded.svelte.ts';
import type { RefundForm } from '../refund/refund-form.svelte.ts';
import { canceling, committing, resolvingAlarm } from './order-deeds.ts';
import { Retries } from './retries.svelte.ts';

/** As often as the watcher asks SEQR for an order that waits for its money. */
const LOOK_MS = 5_000;
const DEEDS = { cancel: canceling, commit: committing, 'resolve-alarm': resolvingAlarm };

export class OrderPage {
  readonly #desk: Desk;
  readonly #order: Loaded<DeskOrder>;
  readonly retries: Retries;
  #refundForm = $state.raw<RefundForm | null>(null);

  constructor(desk: Desk, id: string) {
    this.#desk = desk;
    this.#order = new Loaded(() => desk.api.order(id));
    this.retries = new Retries(desk, () => this.load());
  }

  get order(): Loaded<DeskOrder> {
    return this.#order;
  }
  /** The refund that is being filled in, if one is. */
  get refundForm(): RefundForm | null {
    return this.#refundForm;
  }

  /** @returns ends the looking */
  start(): () => void {
    const { clock } = this.#desk;
    let timer = 0;
    const look = () => {
      if (this.#isMoving) void this.load();
      timer = clock.setTimeout(look, LOOK_MS);
    };
    void this.load();
    timer = clock.setTimeout(look, LOOK_MS);
    return () => clock.clearTimeout(timer);
  }

  load = () => this.#order.load();

  openRefund() {
    if (this.#order.value) this.#refundForm = this.#desk.refunds.open(this.#order.value);
  }

  closeRefund() {
    this.#refundForm = null;
    void this.refresh();
  }

  /** What has changed here may have changed what waits for a person. */
  refresh = () => Promise.all([this.load(), this.#desk.tasks.load()]);

  ask(kind: keyof typeof DEEDS) {
    const order = this.#order.value;
    if (order === null) return;
    const take = (changed: DeskOrder) => this.#order.put(changed);
    this.#desk.deed = new DeedForm(DEEDS[kind](this.#desk.api, order, take, this.refresh));
  }

  open(deed: Deed) {
    this.#desk.deed = new DeedForm(deed);
  }

  retry(delivery: DeliveryDto) {
    return this.retries.retry(delivery);
  }

  get #isMoving(): boolean {
    const order = this.#order.value;
    if (order === null || this.#refundForm !== null || this.#desk.deed !== null) return false;
    return isLive(order.status) || order.refunds.some(({ state }) => state === 'sent');
  }
}
