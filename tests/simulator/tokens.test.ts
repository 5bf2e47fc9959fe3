import { expect, test } from 'vitest';
import { SANDBOX_CUSTOMER } from '../../server/simulator/merchant.ts';
import { openSandbox, service } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

const THIRTY_MINUTES = 30 * 60_000;

async function session(sandbox: Sandbox, key: string) {
  const answer = await sandbox.call('getClientSessionInfo', { key });
  const entries = (answer.parameters?.entry ?? []).map(({ key, value }) => [key, value ?? ''] as const);
  return { resultCode: answer.resultCode, parameters: Object.fromEntries(entries) };
}

test('answers a scanned code with the four URLs and a token that opens a session', async () => {
  const sandbox = await openSandbox();
  const { token, urls } = await sandbox.scan();
  expect(urls).toEqual(service.urls);
  expect(token).toMatch(/^\d{10}-\d{8}$/);
  expect(await session(sandbox, token)).toEqual({
    resultCode: 0,
    parameters: {
      msisdn: SANDBOX_CUSTOMER.msisdn,
      subscriberKey: SANDBOX_CUSTOMER.subscriberKey,
      authKey: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    },
  });
});

test('gives every scan a token of its own', async () => {
  const sandbox = await openSandbox();
  const tokens = await Promise.all(Array.from({ length: 50 }, async () => (await sandbox.scan()).token));
  expect(new Set(tokens).size).toBe(50);
});

test("returns every parameter of the code under its own name, except the customer's", async () => {
  const sandbox = await openSandbox();
  const { token } = await sandbox.scan(
    '?jetty=7&name=%C3%85sa+%26+Co&empty=&msisdn=46700000000&subscriberKey=x',
  );
  const { parameters } = await session(sandbox, token);
  expect(parameters).toMatchObject({
    jetty: '7',
    name: 'Åsa & Co',
    empty: '',
    msisdn: SANDBOX_CUSTOMER.msisdn,
  });
  expect(parameters['subscriberKey']).toBe(SANDBOX_CUSTOMER.subscriberKey);
});

test.each([
  'HTTP://SEQR.SE/000/SANDBOX',
  'http://seqr.se/000/SANDBOX',
  'Https://Seqr.se/000/SANDBOX',
  'HTTP://SEQR.SE/000/SANDBOX/?a=1',
])('reads the code %s', async (url) => {
  const sandbox = await openSandbox();
  expect((await sandbox.app('POST', 'scan', { url })).status).toBe(201);
});

test.each([
  ['HTTP://SEQR.SE/000/NOBODY', 404, 'service-unknown'],
  ['HTTP://SEQR.SE/000/sandbox', 404, 'service-unknown'],
  ['HTTP://SEQR.SE/R1234', 422, 'not-a-service-code'],
  ['HTTP://SEQR.SE/000/', 422, 'not-a-service-code'],
  ['HTTP://EVIL.SE/000/SANDBOX', 422, 'not-a-service-code'],
  ['HTTP://SEQR.SE/000/SANDBOX?a=%00', 422, 'not-a-service-code'],
  ['', 422, 'not-a-service-code'],
])('answers the code "%s" with %i %s', async (url, status, code) => {
  const sandbox = await openSandbox();
  const response = await sandbox.app('POST', 'scan', { url });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ status, code });
});

test('knows no token that it has not given out', async () => {
  const sandbox = await openSandbox();
  for (const token of ['', '1234567890-12345678', 'x'.repeat(10_000)]) {
    expect(await session(sandbox, token)).toEqual({ resultCode: 63, parameters: {} });
  }
});

test("does not open one terminal's session to another", async () => {
  const other = {
    ...service,
    id: 'OTHER',
    terminal: { id: 'other', password: 'word', kind: 'webshop' as const },
  };
  const sandbox = await openSandbox({ services: [service, other] });
  const { token } = await sandbox.scan('', 'HTTP://SEQR.SE/000/OTHER');
  expect(await session(sandbox, token)).toMatchObject({ resultCode: 63 });
});

test('lets a token live for half an hour, whatever it is used for', async () => {
  const sandbox = await openSandbox();
  const { token } = await sandbox.scan();
  await sandbox.clock.advance(THIRTY_MINUTES - 1);
  expect(await session(sandbox, token)).toMatchObject({ resultCode: 0 });
  await sandbox.clock.advance(1);
  expect(await session(sandbox, token)).toEqual({ resultCode: 60, parameters: {} });
});

test.each([
  { state: 'active', resultCode: 0 },
  { state: 'expired', resultCode: 60 },
  { state: 'cancelled', resultCode: 61 },
  { state: 'in-progress', resultCode: 62 },
])('answers $resultCode for a token that is $state', async ({ state, resultCode }) => {
  const sandbox = await openSandbox();
  const { token } = await sandbox.scan();
  const answer = await sandbox.app('POST', `tokens/${token}`, { state });
  expect(await answer.json()).toMatchObject({ token, state, serviceId: 'SANDBOX' });
  expect((await session(sandbox, token)).resultCode).toBe(resultCode);
});

test('changes a token at a set time, and lets what it becomes end in its turn', async () => {
  const sandbox = await openSandbox();
  const { token } = await sandbox.scan();
  await sandbox.app('POST', `tokens/${token}`, { state: 'in-progress' });
  await sandbox.app('POST', `tokens/${token}`, { state: 'active', afterMs: 2_000 });
  await sandbox.clock.advance(1_999);
  expect(await session(sandbox, token)).toMatchObject({ resultCode: 62 });
  await sandbox.clock.advance(1);
  expect(await session(sandbox, token)).toMatchObject({ resultCode: 0 });
  await sandbox.clock.advance(THIRTY_MINUTES);
  expect(await session(sandbox, token)).toMatchObject({ resultCode: 60 });
  const shown = await sandbox.app('GET', `tokens/${token}`);
  expect(await shown.json()).toMatchObject({ state: 'expired', change: null });
});

test('knows no token to change', async () => {
  const sandbox = await openSandbox();
  expect((await sandbox.app('POST', 'tokens/1-1', { state: 'expired' })).status).toBe(404);
  expect((await sandbox.app('GET', 'tokens/1-1')).status).toBe(404);
});
