// The app's web view: which of the service's pages is open in it. The service is loaded and left, never talked to.

export class WebView {
  #frame: HTMLIFrameElement | null = null;
  #url = $state.raw('');

  /** Where the service's page is right now; empty when none is open. */
  get url(): string {
    return this.#url;
  }

  open(url: string) {
    this.#url = url;
    if (this.#frame) this.#frame.src = url;
  }

  close() {
    this.#url = '';
  }

  /** The frame tells that it is there; a page that was asked for before is opened in it now. */
  attach(frame: HTMLIFrameElement): () => void {
    this.#frame = frame;
    if (this.#url !== '') this.open(this.#url);
    return () => (this.#frame = null);
  }

  /** To be called every now and then: the page moves by itself. */
  look() {
    const url = this.#frame?.contentWindow?.location.href;
    if (url?.startsWith('http')) this.#url = url;
  }

  reload() {
    this.#frame?.contentWindow?.location.reload();
  }

  goBack() {
    this.#frame?.contentWindow?.history.back();
  }
}
