// What the page weighs as it is sent, and that nothing else has to come before it can be used. Looks at what
// `npm run build` has left.
import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtPages } from '../../server/pages/built.ts';
import { Documents, type Document } from '../../server/pages/documents.ts';
import { loadDefinition } from '../../server/service/load.ts';
import { LANGUAGES } from '../../shared/languages.ts';

/** Brotli, in bytes. The aim is 20 KB (20,480 bytes): until it is reached, this only ever goes down. */
const BUDGET_BYTES = 25_450;

let page: Document;
beforeAll(async () => {
  const ferry = await loadDefinition('server/service/examples/archipelago-ferry.yaml');
  page = await new Documents(builtPages('dist'), ferry).get('page', 'en', '/order');
});

it(`the page is at most ${BUDGET_BYTES} bytes on the line`, async () => {
  expect((await page.compressed.br()).length).toBeLessThanOrEqual(BUDGET_BYTES);
});

describe('nothing else can be loaded', () => {
  /** Later, when they are wanted: other languages, an order's events, and what only old web views need. */
  const LATER = [
    /^assets\/event-stream-[\w-]+\.js$/,
    ...Object.keys(LANGUAGES).map((language) => new RegExp(`^messages/${language}\\.json$`)),
    /^plain\.js$/,
  ];
  /** What the document is made of, and is never asked for by itself. */
  const INSIDE = [/^page\.html$/, /^early\.js$/];

  it('from the build', () => {
    const files = readdirSync('dist/page', { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => `${file.parentPath}/${file.name}`.replace('dist/page/', ''));
    expect(files.filter((file) => ![...LATER, ...INSIDE].some((known) => known.test(file)))).toEqual([]);
    for (const known of LATER)
      expect(
        files.filter((file) => known.test(file)),
        String(known),
      ).toHaveLength(1);
  });

  it('by the markup', () => {
    const markup = page.html.replace(/<(script|style)\b([^>]*)>[^]*?<\/\1>/g, '<$1$2>');
    const named = [...markup.matchAll(/\s(?:src|href|srcset|poster|data|action)="([^"]*)"/g)];
    expect(named.map(([, url]) => url)).toEqual(['data:,']);
  });

  it('by the style', () => {
    const styles = [...page.html.matchAll(/<style>([^]*?)<\/style>/g)].map(([, text]) => text).join('');
    expect(styles).not.toBe('');
    expect(styles).not.toMatch(/@import/);
    for (const [, url] of styles.matchAll(/url\(["']?([^)"']*)/g)) expect(url).toMatch(/^data:/);
  });

  it('by the script, but the event stream', () => {
    const script = /<script type="module">([^]*?)<\/script>/.exec(page.html)?.[1] ?? '';
    expect(script.length).toBeGreaterThan(10_000);
    const imported = [...script.matchAll(/\bimport\b\s*(?:\(\s*)?[`"']([^`"']*)/g)].map(([, url]) => url);
    expect(imported).toEqual([expect.stringMatching(/^\/assets\/event-stream-/)]);
    expect(script).not.toMatch(/\b(from|export)\s*["'`]/);
  });
});
