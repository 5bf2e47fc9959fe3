// The page's state and everything that a customer can do with it. A function of the hash and the server's word: what it
// remembers for itself is the basket being composed. Knows no markup.
import type { OrderDto, SessionDto } from '../shared/api.ts';
import { isLive } from '../shared/order-status.ts';
import type { Item } from '../shared/service.ts';
import type { ServiceUrl, Step, View } from '../shared/service-url.ts';
import { Api, ApiProblem, type ApiProblemCode } from './api.ts';
import { Draft, type Fault } from './draft.svelte.ts';
import { Following } from './following.ts';
import { pickLanguage, Words } from './messages/words.ts';
import { noticeOf, type NoticeKey } from './notices.ts';
import { listen, type Surroundings } from './surroundings.ts';
import { Trail } from './trail.ts';
import { openVisit } from './visit.ts';
import { WalletLink } from './wallet-link.ts';

/** A confirmation usually takes two seconds; after this the customer is offered another way on. */
const SLOW_CONFIRMATION_MS = 10_000;
export class Checkout {
  readonly #surroundings: Surroundings;
  readonly #trail: Trail;
  readonly #wallet: WalletLink;
  #api: Api;
  readonly #following: Following;
  #slowTimer = 0;
  /** Counts the loads of a session: an answer that belongs to an older one is dropped. */
  #visit = 0;
  /** The customer asked for the payment, and nothing has happened since that should be looked at first. */
  #mayOpenWallet = false;

  #address = $state.raw<ServiceUrl | null>(null);
  #session = $state.raw<SessionDto | null>(null);
  #order = $state.raw<OrderDto | null>(null);
  #draft = $state.raw<Draft | null>(null);
  #words = $state.raw(new Words('en'));
  #trouble = $state.raw<ApiProblemCode | null>(null);
  #notice = $state.raw<NoticeKey | null>(null);
  #fault = $state.raw<Fault | null>(null);
  #isBusy = $state.raw(false);
  #isSlow = $state.raw(false);

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#trail = new Trail(surroundings.window);
    this.#wallet = new WalletLink(surroundings.window.location);
    this.#api = this.#apiFor('');
    this.#following = new Following({
      clock: surroundings.clock,
      onOrder: (order) => order.id === this.#order?.id && this.#adopt(order),
      onRefused: ({ code }) => (this.#notice = noticeOf(code)),
    });
    this.#speak();
  }

  /** Starts to live in the window; the returned function ends it. */
  start(): () => void {
    const { window } = this.#surroundings;
    const stopListening = listen(window, {
      move: () => void this.#onMove(),
      restore: () => void this.refresh(),
      online: () => {
        if (this.#trouble === 'offline') void this.refresh();
      },
      visibility: () => {
        if (this.#isHidden) this.#following.stop();
        else void this.refresh();
      },
    });
    this.#address = this.#trail.address;
    void this.#load();
    return () => {
      stopListening();
      this.#following.stop();
    };
  }

  get view(): View {
    return this.#address?.view ?? 'order';
  }
  get step(): Step {
    return this.#address?.step ?? 'choose';
  }
  get session(): SessionDto | null {
    return this.#session;
  }
  get order(): OrderDto | null {
    return this.#order;
  }
  get draft(): Draft | null {
    return this.#draft;
  }
  get words(): Words {
    return this.#words;
  }
  /** Why there is nothing to show but an explanation. */
  get trouble(): ApiProblemCode | null {
    return this.#trouble;
  }
  /** What the customer is told beside what is shown. */
  get notice(): NoticeKey | null {
    return this.#notice;
  }
  get fault(): Fault | null {
    return this.#fault;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }
  /** True when a confirmation takes longer than it should. */
  get isSlow(): boolean {
    return this.#isSlow;
  }
  /** The order has ended, well or badly, and nothing new has been begun. */
  get hasOutcome(): boolean {
    return this.#order !== null && !isLive(this.#order.status) && this.#draft?.id === this.#order.id;
  }
  /** The basket is the live order's own, so that what is paid is what is shown. */
  get isOrdered(): boolean {
    const [order, draft] = [this.#order, this.#draft];
    return (
      order !== null && draft?.id === order.id && draft.revision === order.revision && isLive(order.status)
    );
  }
  get canStartOver(): boolean {
    return this.#session?.canOrder === true;
  }

  setQuantity(item: Item, quantity: number) {
    this.#draft?.setQuantity(item, quantity);
    if (this.#fault?.kind === 'empty') this.#fault = null;
    this.#keepDraft();
  }

  setChoice(key: string, value: string) {
    this.#draft?.setChoice(key, value);
    this.#fault = null;
    this.#keepDraft();
  }

  review() {
    this.#fault = this.#draft?.fault ?? null;
    if (this.#fault !== null) return;
    this.#notice = null;
    this.#goTo('review');
  }

  /** Places the order, or its change, and opens the wallet. A second tap, and a repeated one, make nothing new. */
  async pay() {
    const draft = this.#draft;
    if (this.#isBusy || draft === null) return;
    if (draft.fault !== null) {
      this.#goTo('choose');
      return this.review();
    }
    this.#mayOpenWallet = true;
    if (this.isOrdered && this.#order?.pendingRevision === null) return this.#goTo('pay');
    await this.#doing(async () => {
      const shownMinor = draft.totalMinor;
      const body = draft.toPut();
      this.#keepDraft();
      const order = await this.#api.putOrder(draft.id, body);
      if (order.total.amountMinor !== shownMinor) {
        this.#mayOpenWallet = false;
        this.#notice = order.pendingRevision === null ? 'noticePrice' : null;
      }
      this.#adopt(order);
      this.#goTo('pay');
    });
  }

  /** The step before this one. */
  back() {
    this.#notice = null;
    this.#goTo(this.step === 'pay' ? 'review' : 'choose');
  }

  change() {
    this.#notice = null;
    if (this.view === 'order') return this.#goTo('choose');
    this.#goToView('choose');
  }

  toPayment() {
    this.#goTo('pay');
  }

  async cancel() {
    const order = this.#order;
    if (this.#isBusy || order === null) return;
    await this.#doing(async () => this.#adopt(await this.#api.cancel(order.id)));
  }

  /** The same basket once more, as a new order. */
  tryAgain() {
    this.#startOrder(this.#draft?.again(this.#surroundings.randomUuid()) ?? null, 'review');
  }

  startOver() {
    const session = this.#session;
    this.#startOrder(session && Draft.empty(session.service, this.#surroundings.randomUuid()), 'choose');
  }

  /** The customer opened the wallet by the link. */
  async noteWalletUse() {
    const order = this.#order;
    if (order === null) return;
    this.#mayOpenWallet = false;
    // The link works without us: a lost answer means no more than that the page does not know of it.
    await this.#wallet
      .noteUse(order, this.#api)
      .then((current) => this.#adopt(current))
      .catch(() => undefined);
  }

  /** Asks the server how things are. */
  async refresh() {
    const order = this.#order;
    if (this.#trouble !== null || this.#session === null || order === null) return this.#load();
    this.#following.stop();
    try {
      this.#adopt(await this.#api.order(order.id));
    } catch {
      // What is shown stays; the stream goes on trying.
      this.#follow();
    }
  }

  async #load() {
    const visit = ++this.#visit;
    this.#following.stop();
    this.#trouble = null;
    const address = this.#address;
    if (address === null) {
      this.#trouble = 'token-missing';
      return;
    }
    this.#api = this.#apiFor(address.token);
    try {
      const session = await openVisit({
        api: this.#api,
        clock: this.#surroundings.clock,
        invoiceReference: address.invoiceReference,
        isWanted: () => visit === this.#visit,
      });
      if (session) this.#open(session);
    } catch (error) {
      const { code, canRetry } = asProblem(error);
      // What is shown stays usable: a basket is not taken away because the network is.
      if (canRetry && this.#session !== null) this.#notice = noticeOf(code);
      else this.#trouble = code;
    }
  }

  #open(session: SessionDto) {
    this.#session = session;
    this.#order = null;
    this.#stopTiming();
    const saved = this.view === 'order' ? this.#trail.savedDraft : null;
    this.#draft = Draft.restore(session, saved, this.#surroundings.randomUuid);
    this.#speak();
    // A reload at the payment goes on with it.
    this.#mayOpenWallet = this.view === 'order' && this.step === 'pay';
    if (session.order) this.#adopt(session.order);
    this.#settleStep();
  }

  /** Takes the server's word for the order, and does what follows from it. */
  #adopt(order: OrderDto) {
    const session = this.#session;
    if (session === null) return;
    const isAnother = this.#order?.id !== order.id;
    this.#order = order;
    if (isAnother && this.#draft?.id !== order.id && isLive(order.status)) {
      this.#draft = Draft.fromOrder(session.service, order);
      this.#keepDraft();
    }
    this.#timeConfirmation(order);
    this.#follow();
    void this.#openWallet();
  }

  async #openWallet() {
    const order = this.#order;
    if (order === null || !this.#mayOpenWallet || this.view !== 'order' || this.step !== 'pay') return;
    if (!this.isOrdered || order.walletUrl === null) return;
    this.#mayOpenWallet = false;
    // Without an answer nothing is opened: the link is there.
    const current = await this.#wallet.tryOnce(order, this.#api).catch(() => null);
    if (current && current.id === this.#order?.id) this.#adopt(current);
  }

  #follow() {
    if (this.#order && !this.#isHidden) this.#following.follow(this.#order, this.#api);
  }

  get #isHidden(): boolean {
    return this.#surroundings.window.document.visibilityState === 'hidden';
  }

  /** The hash or the history moved, by us or by the browser. */
  #onMove(): Promise<void> | undefined {
    const [before, now] = [this.#address, this.#trail.address];
    this.#address = now;
    const isSame = before?.token === now?.token && before?.invoiceReference === now?.invoiceReference;
    if (!isSame) this.#session = null;
    if (this.#session === null) return this.#load();
    if (before?.view === now?.view && before?.step === now?.step) return undefined;
    this.#fault = null;
    this.#notice = null;
    this.#settleStep();
    this.#keepDraft();
    return undefined;
  }

  /** A step that makes no sense gives way to the one before it: no payment without an order, no review of nothing. */
  #settleStep() {
    const draft = this.#draft;
    if (this.view !== 'order' || draft === null || this.hasOutcome) return;
    const isPayable = this.#order !== null && draft.id === this.#order.id && isLive(this.#order.status);
    let step = this.step;
    if (step === 'pay' && !isPayable) step = 'review';
    if (step === 'review' && draft.fault !== null) step = 'choose';
    if (step !== this.step) this.#trail.replaceStep(step, draft.saved);
    this.#address = this.#trail.address;
  }

  #goTo(step: Step) {
    if (this.#draft) this.#trail.goTo(step, this.#draft.saved);
    this.#address = this.#trail.address;
    void this.#openWallet();
  }

  #goToView(step: Step) {
    if (this.#draft) this.#trail.goToView('order', step, this.#draft.saved);
    this.#address = this.#trail.address;
  }

  #startOrder(draft: Draft | null, step: Step) {
    if (draft === null) return;
    this.#draft = draft;
    this.#notice = null;
    this.#fault = null;
    this.#goToView(draft.fault === null ? step : 'choose');
    this.#keepDraft();
  }

  #keepDraft() {
    if (this.#draft && this.view === 'order') this.#trail.save(this.#draft.saved);
  }

  async #doing(work: () => Promise<void>) {
    this.#isBusy = true;
    this.#notice = null;
    try {
      await work();
    } catch (error) {
      this.#mayOpenWallet = false;
      await this.#explain(asProblem(error));
    } finally {
      this.#isBusy = false;
    }
  }

  async #explain(problem: ApiProblem) {
    const { code, order } = problem;
    const isVisitOver = code === 'token-expired' || code === 'token-canceled' || code === 'token-unknown';
    if (isVisitOver && this.#order === null) {
      this.#trouble = code;
      return;
    }
    if (order && this.#session) {
      this.#draft = Draft.fromOrder(this.#session.service, order);
      this.#keepDraft();
      this.#adopt(order);
    } else if (code === 'order-ended' || code === 'payment-in-progress' || code === 'revision-conflict') {
      await this.refresh();
    }
    // How the order ended says more than that it has.
    this.#notice = this.hasOutcome ? null : noticeOf(code);
  }

  #timeConfirmation({ status }: OrderDto) {
    if (!isLive(status)) return this.#stopTiming();
    if (this.#slowTimer !== 0) return;
    this.#slowTimer = this.#surroundings.clock.setTimeout(() => (this.#isSlow = true), SLOW_CONFIRMATION_MS);
  }

  #stopTiming() {
    this.#surroundings.clock.clearTimeout(this.#slowTimer);
    this.#slowTimer = 0;
    this.#isSlow = false;
  }

  #speak() {
    const service = this.#session?.service;
    const preferred = this.#surroundings.window.navigator.languages;
    const wanted = this.#session?.parameters.lang;
    this.#words = new Words(pickLanguage({ wanted, preferred, ...(service && { service }) }), service);
  }

  #apiFor(token: string): Api {
    const { fetch, clock } = this.#surroundings;
    return new Api({ fetch, clock, token, language: () => this.#words.language });
  }
}

function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  // A fault of ours: the customer is told that something went wrong, and the console what.
  console.error(error);
  return new ApiProblem('internal', true);
}
