// Opening the SEQR app. A real link is always on the page; besides, the page tries once by itself and never twice for an
// invoice: coming back from the app must not throw the customer into it again. Knows nothing of baskets and views.
import type { OrderDto } from '../shared/api.ts';
import type { Api } from './api.ts';
import type { PageWindow, Surroundings } from './surroundings.ts';

/** Leaves the service and goes back to the app. Source: seqr-api §1. */
export const LEAVE_URL = 'SEQR-ACTION://WIZARD/CANCEL';

/** Where a phone gets the app from. Source: seqr-api §8. */
export const STORE_URLS = {
  ios: 'https://apps.apple.com/app/id494224742',
  android: 'market://details?id=com.seamless.seqr',
} as const;

/** An app that is there is in front within a second or two; a page that is still seen after this did not open it. */
const OPENING_MS = 4_000;

export class WalletLink {
  readonly #location: PageWindow['location'];
  readonly #clock: Surroundings['clock'];
  readonly #tried: string[] = [];
  #timer = 0;
  #seemsAbsent = $state.raw(false);
  /** The customer asked for the payment, and nothing has happened since that should be looked at first. */
  isWanted = false;

  constructor(location: PageWindow['location'], clock: Surroundings['clock']) {
    this.#location = location;
    this.#clock = clock;
  }

  /** True when the wallet was to open, and the page has been in front ever since. */
  get seemsAbsent(): boolean {
    return this.#seemsAbsent;
  }

  /** Opens the wallet by itself if nobody has done so for this invoice.
   *  @param isStillWanted is asked once the server has answered: the customer may have gone on meanwhile
   *  @returns the order as the server has it then, or null when nothing was tried */
  async tryOnce(
    order: OrderDto,
    api: Pick<Api, 'launch'>,
    isStillWanted: () => boolean,
  ): Promise<OrderDto | null> {
    if (!this.#mayTry(order)) return null;
    // The server knows it of every tab, and of this page before it was killed.
    const { order: current, isFirst } = await api.launch(order.id);
    if (isFirst && current.status === 'payable' && current.walletUrl !== null && isStillWanted()) {
      this.#location.href = current.walletUrl;
      this.#waitForIt();
    }
    return current;
  }

  /** The customer used the link: the page does not try any more. */
  async noteUse(order: OrderDto, api: Pick<Api, 'launch'>): Promise<OrderDto> {
    this.isWanted = false;
    if (order.invoiceReference !== null) this.#tried.push(order.invoiceReference);
    this.#waitForIt();
    return (await api.launch(order.id)).order;
  }

  /** The page is not in front any more: something has opened. */
  noteLeaving() {
    this.#clock.clearTimeout(this.#timer);
    this.#seemsAbsent = false;
  }

  #waitForIt() {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => (this.#seemsAbsent = true), OPENING_MS);
  }

  #mayTry({ status, walletUrl, wasLaunched, invoiceReference }: OrderDto): boolean {
    if (status !== 'payable' || walletUrl === null || wasLaunched || invoiceReference === null) return false;
    if (this.#tried.includes(invoiceReference)) return false;
    this.#tried.push(invoiceReference);
    return true;
  }
}
