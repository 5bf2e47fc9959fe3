// A window in memory: an address, a history, a document that is seen or not. A reload keeps the entries, and forgets
// everything else. Knows nothing of the page in it.
import type { PageWindow } from '../../surroundings.ts';

interface Entry {
  url: URL;
  state: unknown;
}

class FakeDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
}

export class FakeWindow extends EventTarget implements PageWindow {
  readonly document = new FakeDocument();
  /** Where the app's own schemes were opened. */
  readonly opened: string[] = [];
  entries: Entry[];
  index = 0;

  constructor(path: string) {
    super();
    this.entries = [{ url: new URL(path, 'https://service.example'), state: null }];
  }

  get #entry(): Entry {
    return this.entries[this.index] as Entry;
  }

  get location() {
    const { pathname, hash } = this.#entry.url;
    const opened = this.opened;
    return {
      pathname,
      hash,
      set href(url: string) {
        opened.push(url);
      },
    };
  }

  readonly history: PageWindow['history'] = ((window: FakeWindow) => ({
    get state(): unknown {
      return window.#entry.state;
    },
    pushState(state: unknown, _: string, url?: string | URL | null) {
      const entry = { url: new URL(url ?? '', window.#entry.url), state: structuredClone(state) };
      window.entries = [...window.entries.slice(0, window.index + 1), entry];
      window.index += 1;
    },
    replaceState(state: unknown, _: string, url?: string | URL | null) {
      window.entries[window.index] = {
        url: url ? new URL(url, window.#entry.url) : window.#entry.url,
        state: structuredClone(state),
      };
    },
    go(delta = 0) {
      window.index = Math.max(0, Math.min(window.entries.length - 1, window.index + delta));
      window.dispatchEvent(new Event('popstate'));
    },
  }))(this);

  /** The wallet or the customer opens another hash. */
  openHash(hash: string) {
    this.history.pushState(null, '', hash);
    this.dispatchEvent(new Event('hashchange'));
  }

  show(visibilityState: DocumentVisibilityState) {
    this.document.visibilityState = visibilityState;
    this.document.dispatchEvent(new Event('visibilitychange'));
  }

  get path(): string {
    const { pathname, hash } = this.#entry.url;
    return pathname + hash;
  }
}
