// What the page stands on in a browser: the answer that was asked for early, the other languages, and ids.
import { describe, expect, it } from 'vitest';
import { Api } from '../../client/api.ts';
import { DICTIONARIES } from '../../client/messages/dictionaries.ts';
import { browserSurroundings, randomUuid } from '../../client/surroundings.ts';
import { network, openEarly } from './early-stage.ts';
import { HandClock, session, TOKEN } from './page-stage.ts';

const first = { language: 'en', messages: DICTIONARIES.en };
const told = () => Promise.resolve(new Response(JSON.stringify(session())));

/** The page's script finds what early.js has left at `/success#TOKEN_9001`. */
function openPageAfterEarly(answer: () => Promise<Response>, address = `/success#${TOKEN}_9001`) {
  const fetch = network(answer);
  const { window } = openEarly(address, fetch);
  const surroundings = browserSurroundings(window, { first });
  const clock = new HandClock();
  const apiOf = (token: string) => new Api({ fetch: surroundings.fetch, clock, token, language: () => 'en' });
  return { fetch, clock, surroundings, apiOf, api: apiOf(TOKEN) };
}

describe('the answer that was asked for early', () => {
  it('is given to the page, which asks nothing itself', async () => {
    const { api, fetch } = openPageAfterEarly(told);
    expect(await api.openSession('9001')).toEqual(session());
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('is used once: whoever asks again is answered anew', async () => {
    const { api, fetch } = openPageAfterEarly(told);
    await api.openSession('9001');
    await api.openSession('9001');
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['another token', 'another', '9001'],
    ['another reference', TOKEN, '9002'],
    ['no reference', TOKEN, null],
  ])('is for that visit only, and not for %s', async (_, token, reference) => {
    const { apiOf, fetch } = openPageAfterEarly(told);
    await apiOf(token).openSession(reference);
    expect(fetch).toHaveBeenCalledTimes(2);
    const headers = fetch.mock.calls[1]?.[1]?.headers as Record<string, string>;
    expect(headers['authorization']).toBe(`Bearer ${token}`);
  });

  it('is not given later any more, once the page was somewhere else', async () => {
    const { api, apiOf, fetch } = openPageAfterEarly(told);
    await apiOf('another').openSession(null);
    await api.openSession('9001');
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it('is given up when it hangs, at the time at which every request is', async () => {
    const { api, clock, fetch } = openPageAfterEarly(() => new Promise<never>(() => undefined));
    let code = '';
    void api.openSession('9001').catch((problem: unknown) => (code = (problem as Error).message));
    await clock.advance(14_000);
    expect(code).toBe('');
    await clock.advance(2_000);
    expect(code).toBe('offline');
    fetch.mockImplementation(told);
    expect(await api.openSession('9001')).toEqual(session());
  });

  it('is a failure like any other when it fails, and the next try asks anew', async () => {
    const { api, fetch } = openPageAfterEarly(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(api.openSession('9001')).rejects.toMatchObject({ code: 'offline', canRetry: true });
    fetch.mockImplementation(told);
    expect(await api.openSession('9001')).toEqual(session());
  });

  it('is not missed where there was none', async () => {
    const { api, fetch } = openPageAfterEarly(told, '/order');
    expect(await api.openSession(null)).toEqual(session());
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

describe('the words of another language', () => {
  it('are loaded from beside the page', async () => {
    const answer = () => Promise.resolve(new Response(JSON.stringify(DICTIONARIES.fi)));
    const { surroundings, fetch } = openPageAfterEarly(answer, '/order');
    expect(await surroundings.loadMessages('fi')).toEqual(DICTIONARIES.fi);
    expect(fetch.mock.calls[0]?.[0]).toBe('/messages/fi');
  });

  it.each([
    [404, '{"code":"not-found"}'],
    [502, '{"error":"bad gateway"}'],
    [200, '<html>Log in to this network'],
  ])('are not what comes with status %i as %s', async (status, body) => {
    const { surroundings } = openPageAfterEarly(
      () => Promise.resolve(new Response(body, { status })),
      '/order',
    );
    await expect(surroundings.loadMessages('fi')).rejects.toThrow();
  });
});

describe('ids', () => {
  const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  it('are version 4 UUIDs where crypto.randomUUID is missing', () => {
    const old = { getRandomValues: crypto.getRandomValues.bind(crypto) };
    const ids = Array.from({ length: 100 }, () => randomUuid(old));
    for (const id of ids) expect(id).toMatch(UUID_V4);
    expect(new Set(ids).size).toBe(100);
  });

  it('are made of all zeros and all ones as well', () => {
    const filled = (value: number) =>
      ({ getRandomValues: (bytes: Uint8Array) => bytes.fill(value) }) as unknown as Crypto;
    expect(randomUuid(filled(0))).toBe('00000000-0000-4000-8000-000000000000');
    expect(randomUuid(filled(255))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  });
});
