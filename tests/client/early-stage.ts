// What early.js finds when it runs: a window of its own, with an address, a network and a document that can be finished.
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { vi } from 'vitest';

const SOURCE = readFileSync('client/early.js', 'utf8');

/** Runs early.js at this address, before anything else is there. */
export function openEarly(address: string, fetch: typeof globalThis.fetch | undefined) {
  const { pathname, hash } = new URL(address, 'https://service.example');
  const window: Record<string, unknown> = { location: { pathname, hash }, fetch, setTimeout, clearTimeout };
  const onLoaded: (() => void)[] = [];
  const scripts: { src?: string }[] = [];
  const document = {
    addEventListener: (type: string, listener: () => void) => {
      if (type === 'DOMContentLoaded') onLoaded.push(listener);
    },
    createElement: (name: string) => ({ name }),
    body: { appendChild: (script: { src?: string }) => scripts.push(script) },
  };
  runInContext(SOURCE, createContext({ window, document }));
  return {
    /** As the page's own script finds it. */
    window: window as unknown as Window & typeof globalThis,
    /** The document is there; the page's script has run, or could not. */
    finish: (isPageRunning: boolean) => {
      if (isPageRunning) window['isPageRunning'] = true;
      for (const listener of onLoaded) listener();
      return scripts.map(({ src }) => src);
    },
  };
}

/** A network that answers everything in the same way. */
export const network = (answer: () => Promise<Response>) => vi.fn<typeof fetch>(answer);
