// The page's state, and what a customer can ask of the server by it. A function of the hash and the server's word: what
// it remembers for itself is the basket being composed. Knows no markup.
import type { OrderDto, SessionDto } from '../shared/api.ts';
import { isLive } from '../shared/order-status.ts';
import { asProblem, type ApiProblem } from './api.ts';
import { Composer } from './composer.svelte.ts';
import { endsVisit, noticeOf, type NoticeKey } from './notices.ts';
import { PlacedOrder } from './placed-order.svelte.ts';
import { screenOf, statementOf } from './screen.ts';
import { Speech } from './speech.svelte.ts';
import { listen, type Surroundings } from './surroundings.ts';
import { Trail } from './trail.svelte.ts';
import { Visit } from './visit.svelte.ts';
import { WalletLink } from './wallet-link.svelte.ts';

export class Checkout {
  readonly #window: Surroundings['window'];
  readonly #prefetch: Surroundings['prefetch'];
  readonly #trail: Trail;
  readonly #visit: Visit;
  readonly #speech: Speech;
  readonly #placed: PlacedOrder;
  readonly #wallet: WalletLink;
  readonly composer: Composer;
  #isReturnPrepared = false;
  #notice = $state.raw<NoticeKey | null>(null);
  #isBusy = $state.raw(false);

  constructor(surroundings: Surroundings) {
    const { window, clock, loadStream, randomUuid } = surroundings;
    this.#window = window;
    this.#prefetch = surroundings.prefetch;
    this.#trail = new Trail(window);
    this.#speech = new Speech(surroundings);
    this.#visit = new Visit(surroundings, {
      language: () => this.words.language,
      onAnswer: ({ service, order, parameters }) =>
        this.#speech.speak(service, this.#trail.language, order?.language, parameters.lang),
      onOpen: (session) => this.#open(session),
    });
    this.#wallet = new WalletLink(window.location, clock);
    this.#placed = new PlacedOrder({
      api: () => this.#visit.api,
      clock,
      loadStream,
      document: window.document,
      onTaken: (order, isMoved) => {
        // What was told beside the order was told of how it was.
        if (isMoved) this.#notice = null;
        if (this.session) this.composer.goOnWith(order);
        if (order.status === 'payable') this.#prepareReturn();
        void this.#openWallet();
      },
      onRefused: ({ code }) => (this.#notice = noticeOf(code)),
    });
    const onStep = () => {
      this.#notice = null;
      void this.#openWallet();
    };
    this.composer = new Composer({ trail: this.#trail, randomUuid, onStep });
  }

  get view() {
    return this.#trail.view;
  }
  get step() {
    return this.#trail.step;
  }
  get session() {
    return this.#visit.session;
  }
  get words() {
    return this.#speech.words;
  }
  get order() {
    return this.#placed.current;
  }
  get draft() {
    return this.composer.draft;
  }
  /** Why there is nothing to show but an explanation. */
  get trouble() {
    return this.#visit.trouble;
  }
  /** What the customer is told beside what is shown. */
  get notice() {
    return this.#notice;
  }
  get isBusy() {
    return this.#isBusy;
  }
  /** Whatever is waited for takes longer than it should. */
  get isSlow() {
    return this.session ? this.#placed.isSlow : this.#visit.isSlow;
  }
  /** The SEQR app was to open, and did not. */
  get isAppMissing() {
    return this.#wallet.seemsAbsent;
  }
  get canStartOver() {
    return this.session?.canOrder === true;
  }
  get #isAtPayment() {
    return this.view === 'order' && this.step === 'pay';
  }
  get #isOwnOrder() {
    return this.order !== null && this.order.id === this.draft?.id;
  }
  get #isLive() {
    return this.order !== null && isLive(this.order.status);
  }
  /** The basket is the live order's own, so that what is paid is what is shown. */
  get isOrdered() {
    return this.#isLive && this.draft?.isOf(this.order) === true;
  }
  /** The order has ended, well or badly, and nothing new has been begun. */
  get hasOutcome() {
    return this.#isOwnOrder && !this.#isLive;
  }
  get screen() {
    return screenOf(this);
  }
  get statement() {
    return statementOf(this.screen);
  }

  /** Starts to live in the window; the returned function ends it. */
  start(): () => void {
    const stopListening = listen(this.#window, {
      move: () => this.#onMove(),
      show: () => void this.refresh(),
      hide: () => {
        this.#wallet.noteLeaving();
        this.#placed.pause();
      },
      online: () => {
        if (this.screen === 'offline') void this.refresh();
      },
    });
    this.#trail.look();
    void this.#load();
    return () => {
      stopListening();
      this.#placed.pause();
    };
  }

  /** Places the order, or its change, and opens the wallet. A second tap, and a repeated one, make nothing new. */
  async pay() {
    const { draft } = this;
    if (this.#isBusy || draft === null) return;
    if (draft.fault !== null) {
      this.composer.change();
      return this.composer.review();
    }
    this.#wallet.isWanted = true;
    // Anything else is put again: the server joins what is under way, or makes a new attempt.
    const isPlaced = this.order?.status === 'payable' && this.order.pending === null;
    if (this.isOrdered && isPlaced) return this.composer.toPayment();
    const { step } = this;
    const shownMinor = draft.totalMinor;
    const body = draft.toPut();
    this.composer.keep();
    await this.#ask(this.#visit.api.putOrder(draft.id, body), (order) => {
      const isPriceNew = (order.pending ?? order).total.amountMinor !== shownMinor;
      // Who has gone back meanwhile is not led on to the payment.
      const isStillThere = step === this.step;
      this.#wallet.isWanted = isStillThere && !isPriceNew;
      this.#placed.take(order);
      if (isStillThere) this.composer.toPayment();
      if (isPriceNew) this.#notice = 'noticePrice';
    });
  }

  async cancel() {
    const { order } = this;
    if (this.#isBusy || order === null) return;
    await this.#ask(this.#visit.api.cancel(order.id), (now) => this.#placed.hear(now));
  }

  /** The customer opened the wallet by the link. */
  async noteWalletUse() {
    if (this.order === null) return;
    // The link works without us: a lost answer means no more than that the page does not know of it.
    const current = await this.#wallet.noteUse(this.order, this.#visit.api).catch(() => null);
    if (current) this.#placed.hear(current);
  }

  /** The customer wants to read another language. */
  async speak(language: string) {
    if (this.session === null) return;
    this.#trail.keepLanguage(language);
    if (await this.#speech.speak(this.session.service, language)) return;
    this.#trail.keepLanguage(this.words.language);
    this.#notice = 'noticeOffline';
  }

  /** Asks the server how things are. */
  async refresh() {
    if (this.trouble !== null || this.session === null || this.order === null) return this.#load();
    await this.#placed.refresh(this.order.id);
  }

  async #load() {
    this.#placed.pause();
    try {
      await this.#visit.open(this.#trail.address);
    } catch (error) {
      // A basket is not taken away because the network is.
      this.#notice = noticeOf(asProblem(error).code);
    }
  }

  #open(session: SessionDto) {
    this.#placed.forget();
    this.composer.open(session);
    // A reload at the payment goes on with it.
    this.#wallet.isWanted = this.#isAtPayment;
    if (session.order) this.#placed.take(session.order);
    this.composer.settle(session.order);
  }

  /** While the customer is in the wallet, the view that it leads back to comes here. */
  #prepareReturn() {
    if (this.#isReturnPrepared || !this.#isAtPayment) return;
    this.#isReturnPrepared = true;
    this.#prefetch(this.#trail.pathOf('success'));
  }

  async #openWallet() {
    const { order } = this;
    if (!this.#wallet.isWanted || !this.#isAtPayment) return;
    if (order === null || !this.isOrdered || order.walletUrl === null) return;
    this.#wallet.isWanted = false;
    const isStillWanted = () => this.#isAtPayment && this.isOrdered && order.id === this.order?.id;
    // Without an answer nothing is opened: the link is there.
    const current = await this.#wallet.tryOnce(order, this.#visit.api, isStillWanted).catch(() => null);
    if (current) this.#placed.hear(current);
  }

  /** The hash or the history moved, by us or by the browser. */
  #onMove() {
    const news = this.#trail.look();
    if (news === 'visit') {
      this.#visit.forget();
      this.#isBusy = false;
    }
    // One move may be told by two events.
    if (news === 'nothing') return;
    if (this.session === null) return void this.#load();
    this.#notice = null;
    this.composer.arrive(this.order);
  }

  /** Waits for an order that was asked for. What comes when the customer is in another visit is not for that one. */
  async #ask(asked: Promise<OrderDto>, onOrder: (order: OrderDto) => void) {
    const { number } = this.#visit;
    const isHere = () => number === this.#visit.number;
    this.#isBusy = true;
    this.#notice = null;
    try {
      const order = await asked;
      if (isHere()) onOrder(order);
    } catch (error) {
      if (isHere()) await this.#explain(asProblem(error), isHere);
    }
    if (isHere()) this.#isBusy = false;
  }

  async #explain({ code, order }: ApiProblem, isHere: () => boolean) {
    this.#wallet.isWanted = false;
    if (endsVisit(code) && this.order === null) return this.#visit.end(code);
    if (order) {
      // Here another basket stands. After any other problem the customer's own is kept, to be sent again.
      if (code === 'order-live' || code === 'revision-conflict') this.composer.take(order);
      this.#placed.take(order);
    } else if (code === 'order-ended' || code === 'payment-in-progress') {
      await this.refresh();
    }
    // How the order ended says more than that it has.
    if (isHere()) this.#notice = this.hasOutcome ? null : noticeOf(code);
  }
}
