// What documents are made of, whether the build has left it in a folder or the development server makes it now.

/** The documents: the customers' page, the operators' desk, the wallet, the device wall, and a page in one of its frames. */
export const ENTRIES = ['page', 'desk', 'sandbox', 'wall', 'frame'] as const;
/** Those that are there in every mode; the others are the sandbox's. */
export const LASTING_ENTRIES = ['page', 'desk'] as const satisfies readonly (typeof ENTRIES)[number][];
export type Entry = (typeof ENTRIES)[number];

export interface PageSource {
  /** The document of an entry with its `{{places}}` still open; `path` is where it will be answered. */
  template: (entry: Entry, path: string) => Promise<string>;
  /** The page's own messages in one of its languages, as JSON text. */
  messages: (language: string) => Promise<string>;
  /** A script of the page that is written for every web view: the one that asks early, and the plain form. */
  script: (name: 'early' | 'plain') => Promise<string>;
  /** The folder of built assets; null when the development server serves them itself, and everything changes any time. */
  folder: string | null;
}
