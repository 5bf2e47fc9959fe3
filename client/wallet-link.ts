// Opening the SEQR app. A real link is always on the page; besides, the page tries once by itself and never twice for an
// invoice: coming back from the app must not throw the customer into it again. Knows nothing of baskets and views.
import type { OrderDto } from '../shared/api.ts';
import type { Api } from './api.ts';
import type { PageWindow } from './surroundings.ts';

/** Leaves the service and goes back to the app. Source: seqr-api §1. */
export const LEAVE_URL = 'SEQR-ACTION://WIZARD/CANCEL';

export class WalletLink {
  readonly #location: PageWindow['location'];
  readonly #tried = new Set<string>();

  constructor(location: PageWindow['location']) {
    this.#location = location;
  }

  /** Opens the wallet by itself if nobody has done so for this invoice.
   *  @returns the order as the server has it then, or null when nothing was tried */
  async tryOnce(order: OrderDto, api: Pick<Api, 'launch'>): Promise<OrderDto | null> {
    if (!this.#mayTry(order)) return null;
    // The server knows it of every tab, and of this page before it was killed.
    const { order: current, isFirst } = await api.launch(order.id);
    if (isFirst && current.status === 'payable' && current.walletUrl !== null) {
      this.#location.href = current.walletUrl;
    }
    return current;
  }

  /** The customer used the link: the page does not try any more. */
  async noteUse(order: OrderDto, api: Pick<Api, 'launch'>): Promise<OrderDto> {
    if (order.invoiceReference !== null) this.#tried.add(order.invoiceReference);
    return (await api.launch(order.id)).order;
  }

  #mayTry({ status, walletUrl, wasLaunched, invoiceReference }: OrderDto): boolean {
    if (status !== 'payable' || walletUrl === null || wasLaunched || invoiceReference === null) return false;
    if (this.#tried.has(invoiceReference)) return false;
    this.#tried.add(invoiceReference);
    return true;
  }
}
