// The simulated SEQR app: what it shows, and what the person who holds it does. The service inside is opened in a frame
// and never talked to, only loaded and caught.
import type { Bill, ScanAnswer, TextMessage } from '../../shared/simulator-app.ts';
import type { AppRequest } from './catch-schemes.ts';
import type { Code, SimulatorApi } from './simulator-api.ts';

export type Screen = 'home' | 'service' | 'bill' | 'pin' | 'receipt';

export class Wallet {
  readonly #api: SimulatorApi;
  #frame: HTMLIFrameElement | null = null;

  #codes = $state.raw<Code[]>([]);
  #code = $state.raw<Code | null>(null);
  #visit = $state.raw<ScanAnswer | null>(null);
  #bill = $state.raw<Bill | null>(null);
  #screen = $state.raw<Screen>('home');
  #pin = $state.raw('');
  #messages = $state.raw<TextMessage[]>([]);
  #isDropping = $state.raw(false);
  #serviceUrl = $state.raw('');
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
  /** The newest first. */
  get messages(): TextMessage[] {
    return this.#messages;
  }
  get isDropping(): boolean {
    return this.#isDropping;
  }
  /** Where the service's page is right now. */
  get serviceUrl(): string {
    return this.#serviceUrl;
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
      this.#leave();
      this.#visit = visit;
      this.#screen = 'service';
      this.#open(`${visit.urls.order}#${visit.token}`);
    });
  }

  /** The web view tells that it is there; a page that was asked for before is opened in it now. */
  attach(frame: HTMLIFrameElement): () => void {
    this.#frame = frame;
    if (this.#serviceUrl !== '') this.#open(this.#serviceUrl);
    return () => (this.#frame = null);
  }

  handle(request: AppRequest) {
    if (request.kind === 'leave') return this.#leave();
    if (request.kind === 'bill') return void this.#openBill(request.invoiceReference);
    this.#error = `The app does not know what to do with ${request.url}`;
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

  goHome() {
    this.#leave();
  }

  reload() {
    this.#frame?.contentWindow?.location.reload();
  }

  goBack() {
    this.#frame?.contentWindow?.history.back();
  }

  setDropping(isDropping: boolean) {
    return this.#doing(async () => {
      await this.#api.replaceFaults(isDropping ? [{ on: 'notification', kind: 'drop' }] : []);
      this.#isDropping = isDropping;
    });
  }

  expireVisit() {
    const visit = this.#visit;
    if (visit === null) return Promise.resolve();
    return this.#doing(async () => {
      await this.#api.changeToken(visit.token, { state: 'expired' });
    });
  }

  /** To be called every now and then: what came in meanwhile. */
  look() {
    const url = this.#frame?.contentWindow?.location.href;
    if (url?.startsWith('http')) this.#serviceUrl = url;
  }

  async fetchMessages() {
    // The phone is out of reach while the server restarts; the next look says more.
    const [messages, faults] = await Promise.all([this.#api.messages(), this.#api.faults()]).catch(() => [
      null,
      null,
    ]);
    if (messages) this.#messages = [...messages].reverse();
    if (faults) this.#isDropping = faults.some(({ on, kind }) => on === 'notification' && kind === 'drop');
  }

  #openBill(reference: string) {
    return this.#doing(async () => {
      this.#bill = await this.#api.bill(reference);
      this.#screen = this.#bill.status === 'PAID' ? 'receipt' : 'bill';
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
    this.#open(`${visit.urls[view]}#${visit.token}${withReference ? `_${bill.invoiceReference}` : ''}`);
  }

  #open(url: string) {
    this.#serviceUrl = url;
    if (this.#frame) this.#frame.src = url;
  }

  #leave() {
    this.#screen = 'home';
    this.#visit = null;
    this.#bill = null;
    this.#serviceUrl = '';
    this.#error = null;
  }

  async #doing(work: () => Promise<void>) {
    this.#isBusy = true;
    this.#error = null;
    try {
      await work();
    } catch (error) {
      this.#error = error instanceof Error ? error.message : String(error);
    } finally {
      this.#isBusy = false;
    }
  }
}
