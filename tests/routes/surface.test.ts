// What the outside sees of the service beside its orders: pages, policies, health, the API's own description.
import { expect, test } from 'vitest';
import { createApp } from '../../server/app.ts';
import { createMetrics } from '../../server/metrics.ts';
import { UnderWay } from '../../server/orders/under-way.ts';
import { chooseLanguage } from '../../server/routes/language.ts';
import { DESK, openShop } from '../shop.ts';

test.each(['/order', '/success', '/failure', '/cancel', '/app', '/order/', '/app/'])(
  '%s is the page, without a redirect',
  async (path) => {
    const shop = await openShop();
    const answer = await fetch(shop.url + path, { redirect: 'manual' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<title>page</title>');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-inline');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  },
);

test('only the definition’s own images are served', async () => {
  const shop = await openShop();
  const image = await fetch(`${shop.url}/images/adult.svg`);
  expect(image.status).toBe(200);
  expect(image.headers.get('content-type')).toContain('image/svg+xml');
  for (const path of [
    '/images/../city-parking.yaml',
    '/images/nobody.svg',
    '/images/%2e%2e/city-parking.yaml',
    '/images/',
  ]) {
    expect((await fetch(shop.url + path)).status).toBe(404);
  }
});

test('what the API says is never stored', async () => {
  const shop = await openShop();
  for (const path of ['/api/session', '/api/orders/00000000-0000-4000-8000-000000000001', '/api/nothing']) {
    expect((await fetch(shop.url + path)).headers.get('cache-control')).toBe('no-store');
  }
});

test('health, readiness and the codes of the sandbox', async () => {
  const shop = await openShop();
  const read = async (path: string): Promise<unknown> => (await fetch(shop.url + path)).json();
  expect(await read('/healthz')).toEqual({ status: 'ok' });
  expect(await read('/readyz')).toEqual({ status: 'ready', store: true, seqr: true });
  expect(await read('/sandbox/codes')).toMatchObject({
    codes: expect.arrayContaining([
      { label: 'Vaxholm', url: 'HTTP://SEQR.SE/000/SANDBOX?jetty=7' },
    ]) as unknown,
  });
});

test('a SEQR that is away degrades, a store that is away withdraws', async () => {
  const shop = await openShop();
  const { store } = shop;
  const app = (isStoreAway: boolean) =>
    createApp({
      ...partsOf(shop),
      shop: {
        ...shop.shop,
        store: isStoreAway
          ? Object.assign(Object.create(store) as typeof store, {
              ping: () => Promise.reject(new Error('away')),
            })
          : store,
      },
      reachSeqr: () => Promise.resolve(false),
    });
  const degraded = await app(false).request('/readyz');
  expect(degraded.status).toBe(200);
  expect(await degraded.json()).toEqual({ status: 'degraded', store: true, seqr: false });
  expect((await app(true).request('/readyz')).status).toBe(503);
});

test('outside the sandbox there is no wallet, no simulated SEQR, and nobody may frame the page', async () => {
  const shop = await openShop();
  const app = createApp({ ...partsOf(shop), sandbox: null });
  for (const path of [
    '/welcome',
    '/sandbox',
    '/sandbox/codes',
    '/simulator/soap',
    '/simulator/app/bills',
    '/preview',
  ]) {
    expect((await app.request(path)).status).toBe(404);
  }
  const policy = (await app.request('/order')).headers.get('content-security-policy');
  expect(policy).toContain("frame-ancestors 'none'");
});

test('the API describes itself, from the schemas that validate', async () => {
  const shop = await openShop();
  const document = (await (await fetch(`${shop.url}/api/openapi.json`)).json()) as {
    openapi: string;
    components: { securitySchemes: unknown };
    paths: Record<
      string,
      Record<string, { requestBody?: unknown; security?: unknown; responses: Record<string, unknown> }>
    >;
  };
  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths).toSorted()).toEqual([
    '/api/orders/{id}',
    '/api/orders/{id}/cancel',
    '/api/orders/{id}/events',
    '/api/orders/{id}/launch',
    '/api/session',
    '/healthz',
    '/notifications/{key}',
    '/readyz',
  ]);
  const put = document.paths['/api/orders/{id}']?.['put'];
  expect(JSON.stringify(put?.requestBody)).toContain('"quantity"');
  expect(Object.keys(put?.responses ?? {})).toEqual(
    expect.arrayContaining(['200', '202', '409', '422', 'default']),
  );
  // Every problem that it names is a problem document, the validator's own word for it included.
  for (const [status, response] of Object.entries(put?.responses ?? {})) {
    if (!status.startsWith('2')) expect(JSON.stringify(response)).toContain('application/problem+json');
  }
  expect(put?.security).toEqual([{ token: [] }]);
  expect(document.components.securitySchemes).toMatchObject({ token: { type: 'http', scheme: 'bearer' } });
});

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['sv', 'sv'],
  ['sv-FI,sv;q=0.9', 'sv'],
  ['de, sv;q=0.5, en;q=0.7', 'en'],
  ['sv;q=0, en', 'en'],
  ['SV', 'sv'],
  ['svx', 'en'],
  ['*', 'en'],
  [';;;q=,=', 'en'],
])('%j reads %s', (acceptLanguage, language) => {
  expect(chooseLanguage(acceptLanguage, ['en', 'sv'])).toBe(language);
});

function partsOf({ shop, watcher, deliverer, documents }: Awaited<ReturnType<typeof openShop>>) {
  return {
    shop,
    watcher,
    underWay: new UnderWay(),
    documents,
    inline: { scripts: [], styles: [] },
    appScheme: 'seqr',
    serviceId: 'FERRY',
    reachSeqr: () => Promise.resolve(true),
    desk: DESK,
    metrics: createMetrics(),
    deliverer,
    checkUp: () => Promise.resolve({ at: 0, isReady: true, findings: [] }),
    closing: new AbortController().signal,
    sandbox: null,
  };
}
