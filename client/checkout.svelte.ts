// The page's state, and what a customer can ask of the server by it. A function of the hash and the server's word: what
// it remembers for itself is the basket being composed. Knows no markup.
import type { SessionDto } from '../shared/api.ts';
import { isLive } from '../shared/order-status.ts';
import { asProblem, type ApiProblem } from './api.ts';
import { Composer } from './composer.svelte.ts';
import { endsVisit, noticeOf, type NoticeKey } from './notices.ts';
import { PlacedOrder } from './placed-order.svelte.ts';
import { listen, type Surroundings } from './surroundings.ts';
import { Trail } from './trail.svelte.ts';
import { Visit } from './visit.svelte.ts';
import { WalletLink } from './wallet-link.svelte.ts';

export class Checkout {
  readonly #window: Surroundings['window'];
  readonly #trail: Trail;
  readonly #visit: Visit;
  readonly #placed: PlacedOrder;
  readonly #wallet: WalletLink;
  readonly composer: Composer;
  #notice = $state.raw<NoticeKey | null>(null);
  #isBusy = $state.raw(false);

  readonly view = $derived.by(() => this.#trail.view);
  readonly step = $derived.by(() => this.#trail.step);
  readonly session = $derived.by(() => this.#visit.session);
  readonly words = $derived.by(() => this.#visit.words);
  readonly order = $derived.by(() => this.#placed.current);
  readonly draft = $derived.by(() => this.composer.draft);
  /** Why there is nothing to show but an explanation. */
  readonly trouble = $derived.by(() => this.#visit.trouble);
  /** What the customer is told beside what is shown. */
  readonly notice = $derived(this.#notice);
  readonly isBusy = $derived(this.#isBusy);
  readonly isSlow = $derived.by(() => this.#placed.isSlow);
  /** The SEQR app was to open, and did not. */
  readonly isAppMissing = $derived.by(() => this.#wallet.seemsAbsent);
  readonly canStartOver = $derived.by(() => this.session?.canOrder === true);
  readonly #isAtPayment = $derived.by(() => this.view === 'order' && this.step === 'pay');
  readonly #isOwnOrder = $derived.by(() => this.order !== null && this.order.id === this.draft?.id);
  readonly #isLive = $derived.by(() => this.order !== null && isLive(this.order.status));
  /** The basket is the live order's own, so that what is paid is what is shown. */
  readonly isOrdered = $derived.by(
    () => this.#isOwnOrder && this.#isLive && this.draft?.revision === this.order?.revision,
  );
  /** The order has ended, well or badly, and nothing new has been begun. */
  readonly hasOutcome = $derived.by(() => this.#isOwnOrder && !this.#isLive);

  constructor(surroundings: Surroundings) {
    const { window, clock, randomUuid } = surroundings;
    this.#window = window;
    this.#trail = new Trail(window);
    this.#visit = new Visit(surroundings, (session) => this.#open(session));
    this.#wallet = new WalletLink(window.location, clock);
    this.#placed = new PlacedOrder({
      api: () => this.#visit.api,
      clock,
      document: window.document,
      onTaken: (order) => {
        if (this.session) this.composer.goOnWith(order);
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
        if (this.trouble === 'offline') void this.refresh();
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
    await this.#doing(async () => {
      const shownMinor = draft.totalMinor;
      const body = draft.toPut();
      this.composer.keep();
      const order = await this.#visit.api.putOrder(draft.id, body);
      const isPriceNew = (order.pending ?? order).total.amountMinor !== shownMinor;
      if (isPriceNew) this.#wallet.isWanted = false;
      this.#placed.take(order);
      this.composer.toPayment();
      if (isPriceNew) this.#notice = 'noticePrice';
    });
  }

  async cancel() {
    const { order } = this;
    if (this.#isBusy || order === null) return;
    await this.#doing(async () => this.#placed.take(await this.#visit.api.cancel(order.id)));
  }

  /** The customer opened the wallet by the link. */
  async noteWalletUse() {
    if (this.order === null) return;
    // The link works without us: a lost answer means no more than that the page does not know of it.
    const current = await this.#wallet.noteUse(this.order, this.#visit.api).catch(() => null);
    if (current) this.#placed.take(current);
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

  async #openWallet() {
    const { order } = this;
    if (!this.#wallet.isWanted || !this.#isAtPayment) return;
    if (order === null || !this.isOrdered || order.walletUrl === null) return;
    this.#wallet.isWanted = false;
    // Without an answer nothing is opened: the link is there.
    const current = await this.#wallet.tryOnce(order, this.#visit.api).catch(() => null);
    if (current && current.id === this.order?.id) this.#placed.take(current);
  }

  /** The hash or the history moved, by us or by the browser. */
  #onMove() {
    const news = this.#trail.look();
    if (news === 'visit') this.#visit.forget();
    if (this.session === null) return void this.#load();
    if (news === 'nothing') return;
    this.#notice = null;
    this.composer.arrive(this.order);
  }

  async #doing(work: () => Promise<void>) {
    this.#isBusy = true;
    this.#notice = null;
    try {
      await work();
    } catch (error) {
      this.#wallet.isWanted = false;
      await this.#explain(asProblem(error));
    } finally {
      this.#isBusy = false;
    }
  }

  async #explain({ code, order }: ApiProblem) {
    if (endsVisit(code) && this.order === null) return this.#visit.end(code);
    if (order) {
      // Here another basket stands. After any other problem the customer's own is kept, to be sent again.
      if (code === 'order-live' || code === 'revision-conflict') this.composer.take(order);
      this.#placed.take(order);
    } else if (code === 'order-ended' || code === 'payment-in-progress') {
      await this.refresh();
    }
    // How the order ended says more than that it has.
    this.#notice = this.hasOutcome ? null : noticeOf(code);
  }
}
