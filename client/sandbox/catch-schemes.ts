// Catches what the SEQR app and the phone catch, seqr://, SEQR-ACTION:// and the app stores, in a frame whose page knows
// nothing of it: Chromium's Navigation API tells of every navigation before it happens, and lets it be prevented.

/** What an address of the app's own schemes asks for. Source: seqr-api §1. */
export type AppRequest =
  | { kind: 'bill'; invoiceReference: string }
  | { kind: 'leave' }
  | { kind: 'store'; url: string }
  | { kind: 'unknown'; url: string };

/** The part of a frame that is needed; one of the page's own origin. */
export interface FrameLike {
  readonly contentWindow: (EventTarget & { readonly navigation?: EventTarget }) | null;
  addEventListener(type: 'load', listener: () => void): void;
  removeEventListener(type: 'load', listener: () => void): void;
}

interface Timers {
  setInterval(callback: () => void, intervalMs: number): number;
  clearInterval(timer: number): void;
}

/** A new document brings a new Navigation object, and may navigate before its load event: it is looked for this often. */
const LOOK_EVERY_MS = 20;

/** @returns null for an address of any other scheme */
export function parseAppUrl(url: string): AppRequest | null {
  if (/^seqr-action:/i.test(url)) {
    return /^seqr-action:\/\/wizard\/cancel\/?$/i.test(url) ? { kind: 'leave' } : { kind: 'unknown', url };
  }
  if (/^(market:|https:\/\/apps\.apple\.com\/)/i.test(url)) return { kind: 'store', url };
  if (!/^seqr(-[a-z]+)?:/i.test(url)) return null;
  const reference = /^seqr(?:-[a-z]+)?:\/\/seqr\.se\/R(\d+)$/i.exec(url)?.[1];
  return reference === undefined ? { kind: 'unknown', url } : { kind: 'bill', invoiceReference: reference };
}

/** True where a frame's navigations can be caught. */
export function canCatch(window: object): boolean {
  return 'navigation' in window;
}

/** Catches until the returned function is called. */
export function catchSchemes(
  frame: FrameLike,
  onRequest: (request: AppRequest) => void,
  timers: Timers = window,
): () => void {
  let watched: EventTarget | undefined;

  const onNavigate = (event: Event) => {
    const { destination } = event as NavigateEvent;
    const request = parseAppUrl(destination.url);
    if (request === null) return;
    event.preventDefault();
    // After the event: what follows may navigate the same frame.
    queueMicrotask(() => onRequest(request));
  };
  const look = () => {
    const navigation = frame.contentWindow?.navigation;
    if (navigation === watched) return;
    watched?.removeEventListener('navigate', onNavigate);
    watched = navigation;
    watched?.addEventListener('navigate', onNavigate);
  };

  look();
  frame.addEventListener('load', look);
  const timer = timers.setInterval(look, LOOK_EVERY_MS);
  return () => {
    timers.clearInterval(timer);
    frame.removeEventListener('load', look);
    watched?.removeEventListener('navigate', onNavigate);
  };
}
