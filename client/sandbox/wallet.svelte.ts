// The simulated SEQR app: what it shows, and what the person who holds it does. The service inside is opened in a frame
// and never talked to, only loaded and caught.
import type { Bill, ScanAnswer } from '../../shared/simulator-app.ts';
import type { AppRequest } from './catch-schemes.ts';
import { messageOf, type Code, type SimulatorApi } from './simulator-api.ts';
import { WebView } from './web-view.svelte.ts';

/** How often the bill is looked at while the merchant has yet to answer to a card. */
const CARD_POLL_MS = 500;

export type Screen = 'home' | 'service' | 'bill' | 'pin' | 'receipt';

export class Wallet {
  readonly #api: SimulatorApi;
  readonly webView = new WebView();
  #codes = $state.raw<Code[]>([]);
  #code = $state.raw<Code | null>(null);
  #visit = $state.raw<ScanAnswer | null>(null);
  #bill = $state.raw<Bill | null>(null);
  #screen = $state.raw<Screen>('home');
  #pin = $state.raw('');
  #error = $state.raw<string | null>(null);
  #isBusy = $state.raw(false);

  constructor(api: SimulatorApi) {
    this.#api = api;
  }

  get codes(): Code[] {
    return this.#codes;
  }
  get code(): Code | null {
    return this.#code;
  }
  get visit(): ScanAnswer | null {
    return this.#visit;
  }
  get bill(): Bill | null {
    return this.#bill;
  }
  /** Over the service's page, which stays loaded below a bill. */
  get screen(): Screen {
    return this.#screen;
  }
  get pin(): string {
    return this.#pin;
  }
  get error(): string | null {
    return this.#error;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }

  start() {
    return this.#doing(async () => {
      this.#codes = await this.#api.codes();
      this.#code = this.#codes[0] ?? null;
    });
  }

  pick(url: string) {
    this.#code = this.#codes.find((code) => code.url === url) ?? null;
  }

  scan() {
    const code = this.#code;
    if (code === null) return Promise.resolve();
    return this.#doing(async () => {
      const visit = await this.#api.scan(code.url);
      this.goHome();
      this.#visit = visit;
      this.#screen = 'service';
      this.webView.open(`${visit.urls.order}#${visit.token}`);
    });
  }

  handle(request: AppRequest) {
    if (request.kind === 'leave') return this.goHome();
    if (request.kind === 'bill') return void this.#openBill(request.invoiceReference);
    this.#error =
      request.kind === 'store'
        ? `A phone opens its app store now: ${request.url}`
        : `The app does not know what to do with ${request.url}`;
  }

  typeDigit(digit: string) {
    if (this.#isBusy || this.#pin.length === 4) return;
    this.#pin += digit;
    if (this.#pin.length === 4) void this.#pay();
  }

  eraseDigit() {
    if (!this.#isBusy) this.#pin = this.#pin.slice(0, -1);
  }

  askPin() {
    this.#error = null;
    this.#pin = '';
    this.#screen = 'pin';
  }

  backToBill() {
    this.#error = null;
    this.#screen = 'bill';
  }

  /** Puts the bill away unpaid; the service's page is still there. */
  closeBill() {
    this.#error = null;
    this.#screen = 'service';
  }

  /** Shows a loyalty card, and looks at the bill until the merchant has answered, or it is put away. */
  async showCard(value: string) {
    const reference = this.#bill?.invoiceReference;
    if (reference === undefined) return;
    await this.#doing(async () => {
      this.#bill = await this.#api.showCard(reference, value);
    });
    while (this.#isAsking(reference)) {
      await new Promise((resolve) => setTimeout(resolve, CARD_POLL_MS));
      if (this.#isAsking(reference)) await this.#openBill(reference);
    }
  }

  decline() {
    return this.#end('decline');
  }

  cancelBill() {
    return this.#end('cancel');
  }

  /** From the receipt, on to the service's Success page. */
  proceed() {
    this.#returnTo('success', true);
  }

  #isAsking(reference: string) {
    const isShown = this.#screen === 'bill' && this.#bill?.invoiceReference === reference;
    return isShown && this.#bill?.status === 'PENDING_ISSUER_ACKNOWLEDGE';
  }

  #openBill(reference: string) {
    return this.#doing(async () => {
      this.#bill = await this.#api.bill(reference);
      const { status } = this.#bill;
      this.#screen = status === 'PAID' || status === 'RESERVED' ? 'receipt' : 'bill';
    });
  }

  async #pay() {
    const bill = this.#bill;
    if (bill === null) return;
    await this.#doing(async () => {
      this.#bill = await this.#api.pay(bill.invoiceReference, this.#pin);
      this.#screen = 'receipt';
    });
    this.#pin = '';
  }

  #end(how: 'decline' | 'cancel') {
    const bill = this.#bill;
    if (bill === null) return Promise.resolve();
    return this.#doing(async () => {
      await this.#api[how](bill.invoiceReference);
      this.#returnTo(how === 'decline' ? 'failure' : 'cancel', how === 'decline');
    });
  }

  #returnTo(view: 'success' | 'failure' | 'cancel', withReference: boolean) {
    const [visit, bill] = [this.#visit, this.#bill];
    if (visit === null || bill === null) return;
    this.#screen = 'service';
    this.#bill = null;
    this.webView.open(
      `${visit.urls[view]}#${visit.token}${withReference ? `_${bill.invoiceReference}` : ''}`,
    );
  }

  goHome() {
    this.#screen = 'home';
    this.#visit = null;
    this.#bill = null;
    this.webView.close();
    this.#error = null;
  }

  async #doing(work: () => Promise<void>) {
    this.#isBusy = true;
    this.#error = null;
    try {
      await work();
    } catch (error) {
      this.#error = messageOf(error);
    } finally {
      this.#isBusy = false;
    }
  }
}
