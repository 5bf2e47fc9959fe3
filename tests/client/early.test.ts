// The script that runs before everything else asks for the very session that the page will want, and leads old web views
// to the plain form.
import { describe, expect, it } from 'vitest';
import { Api } from '../../client/api.ts';
import { parseServiceUrl } from '../../shared/service-url.ts';
import { network, openEarly } from './early-stage.ts';
import { calm, HandClock } from './page-stage.ts';

const answered = () => network(() => Promise.resolve(new Response('{}')));

/** What the page itself asks at this address, or null when it asks nothing. */
async function askedByPage(path: string, hash: string) {
  const address = parseServiceUrl(path, hash);
  if (address === null) return null;
  const fetch = answered();
  const api = new Api({ fetch, clock: new HandClock(), token: address.token, language: () => 'en' });
  await api.openSession(address.invoiceReference);
  const [url, init] = fetch.mock.calls[0] as [string, RequestInit];
  const asked = { ...init, headers: { ...(init.headers as Record<string, string>) } };
  // Time is the page's business, and the language the browser's own so far.
  delete asked.signal;
  delete asked.headers['accept-language'];
  return [url, asked];
}

function askedEarly(address: string) {
  const fetch = answered();
  openEarly(address, fetch);
  expect(fetch.mock.calls.length).toBeLessThanOrEqual(1);
  const [call] = fetch.mock.calls;
  return call ? [call[0], structuredClone(call[1])] : null;
}

const TOKENS = [
  '123456-789013',
  'a_b',
  'a/b',
  '_12',
  'T_12_x',
  'a_1_b',
  'Ab.c~-',
  'review',
  'a/pay/b',
  '%C3%A9',
  '7',
];
const REFERENCES = ['', '_9001', '_0012', '_1234567890123456789012'];
const STEPS = ['', '/choose', '/review', '/pay'];
const PLACES = [
  '/order#',
  '/success#',
  '/failure/#',
  '/cancel#',
  '/shop/order#',
  '/app#/order#',
  '/app#/success/',
  '/app/#/cancel/',
];

describe.each(PLACES)('at %s early.js asks exactly what the page would ask', (place) => {
  it.each(TOKENS)('with the token %s, every reference and every step', async (token) => {
    for (const reference of REFERENCES) {
      for (const step of STEPS) {
        const address = place + token + reference + step;
        const [path = '', ...hash] = address.split('#');
        const asked = askedEarly(address);
        expect(asked, address).not.toBeNull();
        expect(asked, address).toEqual(await askedByPage(path, `#${hash.join('#')}`));
      }
    }
  });
});

it.each(['/order', '/order#', '/app', '/app#'])(
  '%s names no visit, and nothing is asked',
  async (address) => {
    const [path = '', hash = ''] = address.split('#');
    expect(askedEarly(address)).toBeNull();
    expect(await askedByPage(path, hash === '' ? '' : `#${hash}`)).toBeNull();
  },
);

it('puts the token into a header, and never into a URL', () => {
  const [url, init] = askedEarly('/success#123456-789013_9001') as [string, RequestInit];
  expect(url).toBe('/api/session');
  expect(init).toEqual({
    method: 'POST',
    headers: { authorization: 'Bearer 123456-789013', 'content-type': 'application/json' },
    body: '{"invoiceReference":"9001"}',
    cache: 'no-store',
    credentials: 'omit',
  });
});

it('asks nothing where the web view has no fetch', () => {
  expect(openEarly('/order#T', undefined).window.earlySession?.answer).toBeUndefined();
});

it('leaves a failure to whoever uses the answer: nothing complains of it meanwhile', async () => {
  const { window } = openEarly(
    '/order#T',
    network(() => Promise.reject(new TypeError('Failed to fetch'))),
  );
  await calm();
  await expect(window.earlySession?.answer).rejects.toThrow('Failed to fetch');
});

it.each([
  ['the plain form where the page’s own script did not run', false, ['/plain.js']],
  ['nothing where it did', true, []],
])('loads %s', (_, isPageRunning, scripts) => {
  expect(openEarly('/order#T', answered()).finish(isPageRunning)).toEqual(scripts);
});

it('loads the plain form also where there is neither a visit nor a fetch', () => {
  expect(openEarly('/order', undefined).finish(false)).toEqual(['/plain.js']);
});
