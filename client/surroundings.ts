// What the page stands on, handed in so that a test can hold it in its hand: window, network, time, chance, and the
// language that it came in.
import { askedEarly } from './early-session.ts';
import type { Spoken } from './messages/words.ts';
import type { Messages } from './messages/en.ts';

export interface Clock {
  setTimeout(callback: () => void, delayMs: number): number;
  clearTimeout(timer: number): void;
}

/** The part of a window that the page uses. */
export interface PageWindow {
  location: { readonly pathname: string; readonly hash: string; href: string };
  history: Pick<History, 'state' | 'pushState' | 'replaceState' | 'go'>;
  document: { readonly visibilityState: DocumentVisibilityState } & Listening;
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
  /** The language that came with the page. */
  first: Spoken;
  /** Loads another one. @throws when it cannot be had */
  loadMessages: (language: string) => Promise<Messages>;
  /** Loads what reads an order's events. @throws when it cannot be had */
  loadStream: () => Promise<typeof import('./event-stream.ts')>;
  /** Has the document of that path ready for when it is opened. */
  prefetch: (path: string) => void;
}

/** What the document carries for the script: see server/pages/documents.ts. */
export interface Carried {
  first: Spoken;
}

/** The real ones. */
export function browserSurroundings(window: Window & typeof globalThis, { first }: Carried): Surroundings {
  const fetch = askedEarly(window);
  return {
    window,
    fetch,
    first,
    loadMessages: async (language) => {
      const response = await fetch(`/messages/${language}`);
      if (!response.ok) throw new Error(`no messages in ${language}`);
      return response.json() as Promise<Messages>;
    },
    loadStream: () => import('./event-stream.ts'),
    // It only warms the browser's cache: without it the view is loaded when it is opened.
    prefetch: (path) => void fetch(path).catch(() => undefined),
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
  // A page that the browser has kept is told twice that it is back, in an order that is the browser's: it asks once.
  let hasAsked = false;
  const show = () => {
    if (!hasAsked) on.show();
    hasAsked = true;
  };
  const hide = () => {
    hasAsked = false;
    on.hide();
  };
  const restore = (event: Event) => (event as PageTransitionEvent).persisted && show();
  const visibility = () => (window.document.visibilityState === 'hidden' ? hide() : show());
  const listening = [
    [window, 'hashchange', on.move],
    [window, 'popstate', on.move],
    [window, 'pageshow', restore],
    [window, 'pagehide', hide],
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
