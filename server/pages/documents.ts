// The documents as they are sent: every place filled, in each language, compressed, with the hashes that the policy names.
// Knows no request.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { directionOf, isSpoken } from '../../shared/languages.ts';
import { inLanguage } from '../../shared/service.ts';
import { themeCss } from '../../shared/theme.ts';
import type { Definition } from '../service/definition.ts';
import type { Entry, PageSource } from './source.ts';

export interface Document {
  html: string;
  /** The same, made once. */
  compressed: Record<'br' | 'gzip', () => Promise<Buffer>>;
}

/** What may stand inline, as sources of the Content-Security-Policy: `'sha256-…'`. */
export interface InlineHashes {
  scripts: string[];
  styles: string[];
}

export class Documents {
  readonly #source: PageSource;
  readonly #definition: Pick<Definition, 'service' | 'theme'>;
  readonly #made = new Map<string, Promise<Document>>();
  /** The languages that both the page and the service speak, the service's first one first; English if there is none. */
  readonly languages: string[];

  constructor(source: PageSource, definition: Pick<Definition, 'service' | 'theme'>) {
    this.#source = source;
    this.#definition = definition;
    const both: string[] = definition.service.languages.filter(isSpoken);
    this.languages = both.length > 0 ? both : ['en'];
  }

  get folder(): string | null {
    return this.#source.folder;
  }

  /** @param path where it is answered */
  async get(entry: Entry, language: string, path: string): Promise<Document> {
    if (this.#source.folder === null) return this.#make(entry, language, path);
    const key = `${entry} ${language}`;
    const made = this.#made.get(key) ?? this.#make(entry, language, path);
    this.#made.set(key, made);
    return made;
  }

  /** @returns JSON text, or null for a language that the page does not speak */
  async messages(language: string): Promise<string | null> {
    return isSpoken(language) ? this.#source.messages(language) : null;
  }

  plainScript(): Promise<string> {
    return this.#source.script('plain');
  }

  /** What stands inline in these documents; also makes them, so that nobody waits for the first one.
   *  @throws {Error} when they were not built */
  async inlineHashes(entries: readonly Entry[]): Promise<InlineHashes> {
    const hashes = { scripts: new Set<string>(), styles: new Set<string>() };
    for (const entry of entries) {
      for (const language of this.languages) {
        const { html, compressed } = await this.get(entry, language, '/');
        for (const [, text = ''] of html.matchAll(INLINE_SCRIPT)) hashes.scripts.add(hashOf(text));
        for (const [, text = ''] of html.matchAll(INLINE_STYLE)) hashes.styles.add(hashOf(text));
        if (entry === 'page') void compressed.br();
      }
    }
    return { scripts: [...hashes.scripts], styles: [...hashes.styles] };
  }

  async #make(entry: Entry, language: string, path: string): Promise<Document> {
    const { service, theme } = this.#definition;
    const places: Record<string, string> = { theme: `<style>${themeCss(theme)}</style>` };
    if (entry === 'page') {
      const text = await this.#source.messages(language);
      const messages = JSON.parse(text) as { tooOld: string };
      places['language'] = language;
      places['direction'] = directionOf(language);
      places['name'] = escapeHtml(inLanguage(service.name, language, service));
      places['tooOld'] = escapeHtml(messages.tooOld);
      places['early'] = `<script>${await this.#source.script('early')}</script>`;
      places['carried'] = data('carried', { first: { language, messages } });
    }
    const template = await this.#source.template(entry, path);
    const html = template.replace(PLACE, (open, _, name: string) => places[name] ?? open);
    return { html, compressed: { br: once(() => brotli(html)), gzip: once(() => promisify(gzip)(html)) } };
  }
}

/** `<!--{{theme}}-->` for an element, `{{name}}` for a text; the same bare name ends what the comment began. */
const PLACE = /(<!--)?\{\{(\w+)\}\}(?:-->)?/g;
/** Those that the browser runs; the build writes them, and knows no other form. */
const INLINE_SCRIPT = /<script(?: type="module")?>([^]*?)<\/script>/g;
const INLINE_STYLE = /<style>([^]*?)<\/style>/g;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Data is no script to the browser; only `<` could end it. */
const data = (id: string, value: unknown): string =>
  `<script type="application/json" id="${id}">${JSON.stringify(value).replace(/</g, '\\u003c')}</script>`;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const brotli = (html: string): Promise<Buffer> =>
  promisify(brotliCompress)(html, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: html.length } });

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
