// The order as the server has it: its newest word, followed as long as something may come of it, and whether a
// confirmation takes too long. Knows nothing of baskets and steps; how an order is followed is in events.ts.
import type { OrderDto } from '../shared/api.ts';
import { isLive } from '../shared/order-status.ts';
import type { Api, ApiProblem } from './api.ts';
import { followOrder } from './events.ts';
import type { PageWindow, Surroundings } from './surroundings.ts';

/** A confirmation usually takes two seconds, a bill no more than six; after this the customer is offered another way on. */
const SLOW_CONFIRMATION_MS = 10_000;

interface PlacedOrderOptions extends Pick<Surroundings, 'clock' | 'loadStream'> {
  /** That of the current visit. */
  api: () => Api;
  document: Pick<PageWindow['document'], 'visibilityState'>;
  /** The server has said how an order is now; called before anything is shown of it.
   *  @param isMoved when its status is another than before */
  onTaken: (order: OrderDto, isMoved: boolean) => void;
  /** The server does not tell of this order any more. */
  onRefused: (problem: ApiProblem) => void;
}

export class PlacedOrder {
  readonly #options: PlacedOrderOptions;
  #followedId: string | null = null;
  #stopFollowing: () => void = () => undefined;
  #slowTimer = 0;
  #current = $state.raw<OrderDto | null>(null);
  #isSlow = $state.raw(false);

  constructor(options: PlacedOrderOptions) {
    this.#options = options;
  }

  get current(): OrderDto | null {
    return this.#current;
  }
  /** True when the bill or the confirmation takes longer than it should. */
  get isSlow(): boolean {
    return this.#isSlow;
  }

  /** Shows this order from now on, unless an answer that was long on its way tells what it was. */
  take(order: OrderDto) {
    if (order.id === this.#current?.id && order.version < this.#current.version) return;
    const isMoved = order.status !== this.#current?.status;
    this.#current = order;
    this.#timeConfirmation(order);
    this.#follow();
    this.#options.onTaken(order, isMoved);
  }

  /** Something was said of an order: of another than the one that is shown it is no news any more. */
  hear(order: OrderDto) {
    if (order.id === this.#current?.id) this.take(order);
  }

  forget() {
    this.pause();
    this.#stopTiming();
    this.#current = null;
  }

  /** Asks the server how the order is now, and goes on following it. */
  async refresh(id: string) {
    this.pause();
    const order = await this.#options
      .api()
      .order(id)
      .catch(() => null);
    // Without an answer what is shown stays; the stream goes on trying.
    if (order) this.hear(order);
    this.#follow();
  }

  pause() {
    this.#stopFollowing();
    this.#stopFollowing = () => undefined;
    this.#followedId = null;
  }

  /** Follows this order instead of any other while the page is seen; a paid one too, since SEQR may take the payment
   *  back. */
  #follow() {
    const order = this.#current;
    if (order === null || this.#options.document.visibilityState === 'hidden') return;
    const mayChange = isLive(order.status) || (order.status === 'paid' && order.reversedAt === null);
    if (!mayChange) return this.pause();
    if (order.id === this.#followedId) return;
    this.pause();
    this.#followedId = order.id;
    const { api, clock, loadStream, onRefused } = this.#options;
    const onOrder = (told: OrderDto) => this.hear(told);
    this.#stopFollowing = followOrder({ id: order.id, api: api(), clock, loadStream, onOrder, onRefused });
  }

  #timeConfirmation({ status }: OrderDto) {
    if (!isLive(status)) return this.#stopTiming();
    if (this.#slowTimer !== 0) return;
    this.#slowTimer = this.#options.clock.setTimeout(() => (this.#isSlow = true), SLOW_CONFIRMATION_MS);
  }

  #stopTiming() {
    this.#options.clock.clearTimeout(this.#slowTimer);
    this.#slowTimer = 0;
    this.#isSlow = false;
  }
}
