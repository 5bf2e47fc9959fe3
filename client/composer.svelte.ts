// Composing an order, step by step: the basket, what it still lacks, and the way back and forth. All of it happens on
// this page; knows nothing of the server, and of an order only that its basket can be gone on with.
import type { OrderDto, SessionDto } from '../shared/api.ts';
import { isLive } from '../shared/order-status.ts';
import type { Item, Service } from '../shared/service.ts';
import type { Step } from '../shared/service-url.ts';
import { Draft, type Fault } from './draft.svelte.ts';
import type { Trail } from './trail.svelte.ts';

interface ComposerOptions {
  trail: Trail;
  randomUuid: () => string;
  /** The customer went to a step by a button of the page. */
  onStep: () => void;
}

export class Composer {
  readonly #trail: Trail;
  readonly #randomUuid: () => string;
  readonly #onStep: () => void;
  #service: Service | null = null;
  #draft = $state.raw<Draft | null>(null);
  #fault = $state.raw<Fault | null>(null);

  constructor({ trail, randomUuid, onStep }: ComposerOptions) {
    this.#trail = trail;
    this.#randomUuid = randomUuid;
    this.#onStep = onStep;
  }

  get draft(): Draft | null {
    return this.#draft;
  }
  /** What keeps the basket from being reviewed, once that was tried. */
  get fault(): Fault | null {
    return this.#fault;
  }

  /** Goes on with what the history entry kept, or with the order of the session. */
  open(session: SessionDto) {
    const saved = this.#trail.view === 'order' ? this.#trail.savedDraft : null;
    this.#service = session.service;
    this.#draft = Draft.restore(session, saved, this.#randomUuid);
  }

  /** Goes on with the order's own basket. */
  take(order: OrderDto) {
    if (this.#service) this.#draft = Draft.fromOrder(this.#service, order);
    this.keep();
  }

  /** A live order leaves no room for another basket than its own. */
  goOnWith(order: OrderDto) {
    if (order.id !== this.#draft?.id && isLive(order.status)) this.take(order);
  }

  setQuantity(item: Item, quantity: number) {
    this.#draft?.setQuantity(item, quantity);
    if (this.#fault?.kind === 'empty') this.#fault = null;
    this.keep();
  }

  setChoice(key: string, value: string) {
    this.#draft?.setChoice(key, value);
    this.#fault = null;
    this.keep();
  }

  review() {
    this.#fault = this.#draft?.fault ?? null;
    if (this.#fault === null) this.goTo('review');
  }

  /** The step before this one. */
  back() {
    this.goTo(this.#trail.step === 'pay' ? 'review' : 'choose');
  }

  change() {
    this.goTo('choose');
  }

  toPayment() {
    this.goTo('pay');
  }

  /** The same basket once more, as a new order. */
  tryAgain() {
    if (this.#draft) this.#start(this.#draft.again(this.#randomUuid()), 'review');
  }

  startOver() {
    if (this.#service) this.#start(Draft.empty(this.#service, this.#randomUuid(), this.#draft?.id), 'choose');
  }

  /** The browser or the app moved the page. */
  arrive(order: OrderDto | null) {
    this.#fault = null;
    this.settle(order);
    this.keep();
  }

  /** A step that makes no sense gives way to the one before it: no payment of another basket than the order's, no
   *  review of nothing. */
  settle(order: OrderDto | null) {
    const draft = this.#draft;
    if (this.#trail.view !== 'order' || draft === null) return;
    if (order?.id === draft.id && !isLive(order.status)) return;
    let { step } = this.#trail;
    if (step === 'pay' && !draft.isOf(order)) step = 'review';
    if (step === 'review' && draft.fault !== null) step = 'choose';
    if (step !== this.#trail.step) this.#trail.replaceStep(step, draft.saved);
  }

  /** Keeps the basket for a reload. */
  keep() {
    if (this.#draft && this.#trail.view === 'order') this.#trail.save(this.#draft.saved);
  }

  /** To a step of the order view, from whichever view this is. */
  goTo(step: Step) {
    if (this.#draft) this.#trail.goToView('order', step, this.#draft.saved);
    this.#onStep();
  }

  #start(draft: Draft, step: Step) {
    this.#draft = draft;
    this.#fault = null;
    this.goTo(draft.fault === null ? step : 'choose');
    this.keep();
  }
}
