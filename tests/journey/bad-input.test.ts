// Whatever is sent: a problem document with the right status, one line in the log, and nothing changed.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openShop } from '../shop.ts';

const id = randomUUID();
const JSON_TYPE = { 'content-type': 'application/json' };
const put = (body: unknown) => ({
  method: 'PUT',
  path: `/api/orders/${id}`,
  headers: JSON_TYPE,
  body: JSON.stringify(body),
});
const adult = (quantity: unknown) => put({ lines: [{ sku: 'adult', quantity }] });

const CASES: [
  string,
  { method: string; path: string; headers?: Record<string, string>; body?: string },
  number,
  string,
][] = [
  ['an unknown order', { method: 'GET', path: `/api/orders/${randomUUID()}` }, 404, 'order-unknown'],
  ['an id that is none', { method: 'GET', path: '/api/orders/7' }, 404, 'order-unknown'],
  ['an unknown address', { method: 'GET', path: '/api/nothing' }, 404, 'not-found'],
  ['malformed JSON', { ...put({}), body: '{"lines":' }, 400, 'malformed-request'],
  ['a body that is no object', put('x'), 422, 'invalid-request'],
  ['no body', { method: 'PUT', path: `/api/orders/${id}`, headers: JSON_TYPE }, 400, 'malformed-request'],
  ['a quantity below 0', adult(-1), 422, 'invalid-request'],
  ['a quantity of 0 alone', adult(0), 422, 'invalid-request'],
  ['a fractional quantity', adult(1.5), 422, 'invalid-request'],
  ['a quantity above the limit', adult(11), 422, 'invalid-request'],
  ['an absurd quantity', adult(1e21), 422, 'invalid-request'],
  ['a quantity that is text', adult('2'), 422, 'invalid-request'],
  [
    'more units than an order holds',
    put({
      lines: [
        { sku: 'adult', quantity: 10 },
        { sku: 'child', quantity: 10 },
        { sku: 'bicycle', quantity: 1 },
      ],
    }),
    422,
    'invalid-request',
  ],
  ['an unknown SKU', put({ lines: [{ sku: 'helicopter', quantity: 1 }] }), 422, 'invalid-request'],
  [
    'a SKU twice',
    put({
      lines: [
        { sku: 'adult', quantity: 1 },
        { sku: 'adult', quantity: 1 },
      ],
    }),
    422,
    'invalid-request',
  ],
  [
    'an unknown choice',
    put({ lines: [{ sku: 'adult', quantity: 1 }], choices: { cabin: '1' } }),
    422,
    'invalid-request',
  ],
  [
    'a choice outside its options',
    put({ lines: [{ sku: 'adult', quantity: 1 }], choices: { departure: '99' } }),
    422,
    'invalid-request',
  ],
  ['an unknown member', put({ lines: [], price: 1 }), 422, 'invalid-request'],
  ['a revision of 0', put({ revision: 0, lines: [] }), 422, 'invalid-request'],
  [
    'a form',
    { ...put({}), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'wrong-content-type',
  ],
  ['no content type', { ...put({}), headers: { 'content-type': '' } }, 415, 'wrong-content-type'],
  ['a body over 16 KB', put({ lines: [], pad: 'x'.repeat(16_384) }), 413, 'body-too-large'],
  [
    'another site',
    { ...adult(1), headers: { ...JSON_TYPE, origin: 'https://elsewhere.example' } },
    403,
    'cross-origin',
  ],
  [
    'another site, by the browser’s word',
    { ...adult(1), headers: { ...JSON_TYPE, 'sec-fetch-site': 'cross-site' } },
    403,
    'cross-origin',
  ],
  [
    'a reference that is none',
    { method: 'POST', path: '/api/session', headers: JSON_TYPE, body: '{"invoiceReference":"12a"}' },
    422,
    'invalid-request',
  ],
];

test.each(CASES)('%s is refused', async (_what, request, status, code) => {
  const shop = await openShop();
  const { token } = await shop.visit();
  const { method, path, headers = {}, body } = request;
  const answer = await fetch(shop.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...headers },
    body: body ?? null,
  });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ type: `urn:problem:${code}`, status, code });
  expect(answer.status).toBe(status);
  expect(shop.logged.filter((line) => line.includes('"refused"'))).toHaveLength(1);
  expect(shop.logged.join()).not.toContain(token);
  expect(await shop.store.findOrder(id)).toBeNull();
  expect(shop.called('sendInvoice')).toBe(0);
});

test.each([
  ['no token', {}, 401, 'token-missing'],
  ['another scheme', { authorization: 'Basic eDp5' }, 401, 'token-missing'],
  ['a token of 10,000 characters', { authorization: `Bearer ${'1'.repeat(10_000)}` }, 400, 'token-malformed'],
  ['a token with a space', { authorization: 'Bearer 1 2' }, 400, 'token-malformed'],
] as const)('%s is refused before SEQR hears of it', async (_what, headers, status, code) => {
  const shop = await openShop();
  const answer = await fetch(`${shop.url}/api/session`, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: '{}',
  });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ code });
  expect(shop.calls).toEqual([]);
});

test('behind a proxy that names another host, the public address is our own origin', async () => {
  const shop = await openShop();
  shop.shop.publicUrl = 'https://tickets.example';
  const { app } = shop.rebuild();
  const send = (origin: string) =>
    app.request('/api/session', { method: 'POST', headers: { origin, host: 'internal:3000' } });
  expect((await send('https://tickets.example')).status).toBe(401);
  expect((await send('https://elsewhere.example')).status).toBe(403);
});

test('the words of a refusal never repeat what was sent', async () => {
  const shop = await openShop();
  const { token } = await shop.visit();
  const body = JSON.stringify({
    lines: [{ sku: 'canary-sku', quantity: 1 }],
    choices: { departure: 'canary-choice' },
  });
  const answer = await fetch(`${shop.url}/api/orders/${id}`, {
    method: 'PUT',
    headers: { ...JSON_TYPE, authorization: `Bearer ${token}` },
    body,
  });
  expect(await answer.text()).not.toContain('canary');
  expect(shop.logged.join()).not.toContain('canary');
});

test.each(['Eva\u0001', 'Eva\ud800', 'Eva\uffff'])(
  'a text that SEQR’s XML cannot carry (%j) is refused before anything is stored',
  async (name) => {
    const shop = await openShop();
    const { definition } = shop.shop;
    const { service, invoice } = definition;
    const text = { kind: 'text', key: 'name', name: { en: 'Name' }, pattern: '.+', example: 'Eva' } as const;
    shop.shop.definition = {
      ...definition,
      service: { ...service, choices: [...service.choices, { ...text, maxLength: 30, preset: null }] },
      invoice: { ...invoice, title: { en: 'For {name}' } },
    };
    const customer = await shop.visit();
    const lines = [{ sku: 'adult', quantity: 2 }];
    expect(await customer.put(id, { lines, choices: { name } })).toMatchObject({
      status: 422,
      body: { code: 'invalid-request', detail: 'choices.name: is missing or not valid' },
    });
    expect(await shop.store.findOrder(id)).toBeNull();
    expect(await customer.put(id, { lines, choices: { name: 'Åsa 🛳' } })).toMatchObject({ status: 200 });
  },
);
