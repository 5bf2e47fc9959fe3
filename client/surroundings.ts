// What the page stands on, handed in so that a test can hold it in its hand: window, network, time and chance.

export interface Clock {
  setTimeout(callback: () => void, delayMs: number): number;
  clearTimeout(timer: number): void;
}

/** The part of a window that the page uses. */
export interface PageWindow {
  location: { readonly pathname: string; readonly hash: string; href: string };
  history: Pick<History, 'state' | 'pushState' | 'replaceState' | 'go'>;
  document: { readonly visibilityState: DocumentVisibilityState } & Listening;
  navigator: { readonly languages: readonly string[] };
  addEventListener: Listening['addEventListener'];
  removeEventListener: Listening['removeEventListener'];
}

interface Listening {
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
}

export interface Surroundings {
  window: PageWindow;
  fetch: typeof fetch;
  clock: Clock;
  randomUuid: () => string;
}

/** The real ones. */
export function browserSurroundings(window: Window & typeof globalThis): Surroundings {
  return {
    window,
    fetch: (input, init) => window.fetch(input, init),
    clock: {
      setTimeout: (callback, delayMs) => window.setTimeout(callback, delayMs),
      clearTimeout: (timer) => window.clearTimeout(timer),
    },
    randomUuid: () => randomUuid(window.crypto),
  };
}

/** What happens to a page from outside. A move is one of two events: the way back to an entry of ours fires popstate,
 *  a new hash from the app hashchange.
 *  @returns ends the listening */
export function listen(
  window: PageWindow,
  on: { move: () => void; show: () => void; hide: () => void; online: () => void },
): () => void {
  const restore = (event: Event) => {
    if ((event as PageTransitionEvent).persisted) on.show();
  };
  const visibility = () => (window.document.visibilityState === 'hidden' ? on.hide() : on.show());
  const listening = [
    [window, 'hashchange', on.move],
    [window, 'popstate', on.move],
    [window, 'pageshow', restore],
    [window, 'online', on.online],
    [window.document, 'visibilitychange', visibility],
  ] as const;
  for (const [target, type, listener] of listening) target.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of listening) target.removeEventListener(type, listener);
  };
}

/** A version 4 UUID; `crypto.randomUUID` is missing before Chrome 92 and Safari 15.4, and without https. */
export function randomUuid(
  crypto: Pick<Crypto, 'getRandomValues'> & Partial<Pick<Crypto, 'randomUUID'>>,
): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
