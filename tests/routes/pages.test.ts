// The documents as they are answered: in whose language, how small, and that the policy lets in what stands in them and
// nothing else. What `npm run build` has left is asked for over HTTP.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DICTIONARIES } from '../../client/messages/dictionaries.ts';
import { builtPages } from '../../server/pages/built.ts';
import { Documents } from '../../server/pages/documents.ts';
import { loadDefinition } from '../../server/service/load.ts';
import { LANGUAGES, type Language } from '../../shared/languages.ts';
import { openShop } from '../shop.ts';

const SPOKEN = Object.keys(LANGUAGES) as Language[];
const FERRY = 'server/service/examples/archipelago-ferry.yaml';
const PARKING = 'server/service/examples/city-parking.yaml';

/** By service file: made once, since pressing them takes longer than all the rest. */
const documents: Partial<Record<string, Documents>> = {};

async function openPages(serviceFile = FERRY) {
  documents[serviceFile] ??= new Documents(builtPages('dist'), await loadDefinition(serviceFile));
  const shop = await openShop({ serviceFile, documents: documents[serviceFile] });
  return {
    shop,
    get: (path: string, headers: Record<string, string> = {}) =>
      fetch(shop.url + path, { headers: { 'accept-language': '', ...headers }, redirect: 'manual' }),
  };
}

describe('the language', () => {
  test.each([
    ['', FERRY, 'en'],
    ['fi-FI,fi;q=0.9,en;q=0.8', FERRY, 'fi'],
    ['de-AT, en;q=0.5', FERRY, 'de'],
    ['nb, sv;q=0.5, en;q=0.3', FERRY, 'sv'],
    ['nb, fr;q=0.5', FERRY, 'en'],
    // Parking speaks Finnish first.
    ['', PARKING, 'fi'],
    ['nb, fr;q=0.5', PARKING, 'fi'],
    ['en-GB,en;q=0.9', PARKING, 'en'],
  ])('of a browser that reads %j is, by %s, %s', async (acceptLanguage, serviceFile, language) => {
    const { shop, get } = await openPages(serviceFile);
    const answer = await get('/order', { 'accept-language': acceptLanguage });
    const html = await answer.text();
    expect(answer.headers.get('content-language')).toBe(language);
    expect(html).toMatch(new RegExp(`^<!doctype html><html lang="${language}" dir="ltr">`));
    expect(html).toContain(`<title>${shop.shop.definition.service.name[language]}</title>`);
    const carried = /<script type="application\/json" id="carried">(.*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(carried)).toEqual({
      first: { language, messages: DICTIONARIES[language as Language] },
    });
  });

  test('and the size depend on what the browser says, and caches are told so', async () => {
    const { get } = await openPages();
    for (const path of ['/order', '/success', '/failure', '/cancel', '/app/']) {
      const vary = (await get(path)).headers.get('vary') ?? '';
      expect(vary.split(', ')).toEqual(expect.arrayContaining(['Accept-Language', 'Accept-Encoding']));
    }
  });

  test('others are there to be loaded, and nothing else is', async () => {
    const { get } = await openPages();
    for (const language of SPOKEN) {
      const answer = await get(`/messages/${language}`);
      expect(answer.headers.get('content-type')).toContain('application/json');
      expect(await answer.json()).toEqual(DICTIONARIES[language]);
    }
    for (const name of ['xx', 'FI', 'fi-FI', 'constructor', '__proto__', 'fi.json', '..%2Fpage', '']) {
      expect((await get(`/messages/${name}`)).status, name).toBe(404);
    }
  });
});

describe('the size', () => {
  test.each([
    // Chromium, Safari and old Android, as they ask.
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip,deflate,sdch', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0, gzip;q=0', null],
    ['identity', null],
    ['zstd', null],
  ])('of a page for a browser that can read %j is that of %s', async (acceptEncoding, encoding) => {
    const { get } = await openPages();
    const plain = await (await get('/order', { 'accept-encoding': 'identity' })).text();
    const answer = await get('/order', { 'accept-encoding': acceptEncoding });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i);
    expect(await answer.text()).toBe(plain);
  });

  test('is nothing where the browser has the page already, in that language and form', async () => {
    const { get } = await openPages();
    const tags = new Set<string>();
    for (const language of SPOKEN) {
      for (const encoding of ['br', 'gzip', 'identity']) {
        const wanted = { 'accept-language': language, 'accept-encoding': encoding };
        const first = await get('/order', wanted);
        await first.arrayBuffer();
        const tag = first.headers.get('etag') ?? 'none';
        expect(first.headers.get('cache-control')).toBe('public, max-age=600');
        expect(tags.has(tag), `${language} ${encoding}`).toBe(false);
        tags.add(tag);
        const again = await get('/order', { ...wanted, 'if-none-match': tag });
        expect([again.status, await again.text()]).toEqual([304, '']);
        expect((await get('/order', { ...wanted, 'if-none-match': '"other"' })).status).toBe(200);
      }
    }
  });
});

describe('the policy', () => {
  const DOCUMENTS: [path: string, language: Language][] = [
    ...SPOKEN.map((language): [string, Language] => ['/order', language]),
    ['/sandbox', 'en'],
    ['/preview', 'en'],
    ['/preview/frame', 'en'],
  ];

  test.each(DOCUMENTS)('lets in every script and style of %s in %s by its hash', async (path, language) => {
    const { get } = await openPages();
    const answer = await get(path, { 'accept-language': language });
    const html = await answer.text();
    const policy = policyOf(answer);
    const scripts = inlineIn(html, 'script');
    const styles = inlineIn(html, 'style');
    // The page's own stand in it: it would be a poor test that found none.
    if (path === '/order') expect([scripts.length, styles.length]).toEqual([2, 2]);
    expect(styles.length).toBeGreaterThan(0);
    for (const script of scripts) expect(policy['script-src']).toContain(hashOf(script));
    for (const style of styles) expect(policy['style-src']).toContain(hashOf(style));
  });

  test.each(DOCUMENTS)(
    'of %s in %s allows nothing unsafe, and the document needs none of it',
    async (path, language) => {
      const { get } = await openPages();
      const answer = await get(path, { 'accept-language': language });
      expect(answer.headers.get('content-security-policy')).not.toMatch(/unsafe|\*|https?:/);
      const markup = (await answer.text()).replace(/<(script|style)\b([^>]*)>[^]*?<\/\1>/g, '<$1$2>');
      expect(markup).not.toMatch(/\s(style|on\w+)\s*=/i);
      expect(markup).not.toMatch(/javascript:/i);
    },
  );

  test('lets in no script but the hashed ones and our own files', async () => {
    const { get } = await openPages();
    const { 'script-src': scripts = [], 'default-src': rest } = policyOf(await get('/order'));
    expect(rest).toEqual(["'none'"]);
    expect(scripts[0]).toBe("'self'");
    for (const source of scripts.slice(1)) expect(source).toMatch(/^'sha256-[\w+/]{43}='$/);
  });
});

test.each([
  [FERRY, '--accent:#0b5d86', '--accent:#6cbde6'],
  [PARKING, '--accent:#6a3aa2', null],
])('the colours of %s stand in its page', async (serviceFile, light, dark) => {
  const { get } = await openPages(serviceFile);
  const [theme = ''] = inlineIn(await (await get('/order')).text(), 'style');
  const [before, after] = theme.split('@media (prefers-color-scheme:dark)');
  expect(before).toContain(light);
  if (dark) expect(after).toContain(dark);
});

test('the plain form for old web views is a script, and everything else a problem document', async () => {
  const { get } = await openPages();
  expect((await get('/plain.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect((await get('/early.js')).status).toBe(404);
});

/** Written anew here: the server's own way of finding them is what is tested. */
function inlineIn(html: string, element: 'script' | 'style'): string[] {
  const elements = [...html.matchAll(new RegExp(`<${element}\\b([^>]*)>([^]*?)</${element}\\s*>`, 'gi'))];
  return elements
    .filter(([, attributes = '']) => !/\ssrc=|application\/json/.test(attributes))
    .map(([, , text = '']) => text);
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

function policyOf(answer: Response): Record<string, string[]> {
  const directives = (answer.headers.get('content-security-policy') ?? '').split(';');
  return Object.fromEntries(
    directives.map((directive): [string, string[]] => {
      const [name = '', ...sources] = directive.trim().split(' ');
      return [name, sources];
    }),
  );
}
