// The simulated phone network: who may send, what arrives on the phone, and what does not.
import { expect, test } from 'vitest';
import { sandboxSms } from '../../server/simulator/sandbox-credentials.ts';
import { openSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

const KNOWN = `Basic ${Buffer.from(`${sandboxSms.user}:${sandboxSms.password}`).toString('base64')}`;
const MESSAGE = { from: 'Ferry', to: '+46701740605', message: 'Färja & båt' };

function send(
  sandbox: Sandbox,
  form: Record<string, string>,
  headers: Record<string, string> = { authorization: KNOWN },
) {
  const body = new URLSearchParams(form).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return sandbox.simulator.app.request('/simulator/sms', {
    method: 'POST',
    headers: { ...type, ...headers },
    body,
  });
}

test('a message to the customer’s number is on the phone', async () => {
  const sandbox = await openSandbox();
  const response = await send(sandbox, MESSAGE);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ status: 'created', direction: 'outgoing', ...MESSAGE });
  expect(await sandbox.messages()).toEqual([{ at: sandbox.clock.now(), text: 'Färja & båt' }]);
});

test('a message to another number is taken, and rings elsewhere', async () => {
  const sandbox = await openSandbox();
  expect((await send(sandbox, { ...MESSAGE, to: '+46700000000' })).status).toBe(200);
  expect(await sandbox.messages()).toEqual([]);
});

test('the same key is the same message; without one, each is another', async () => {
  const sandbox = await openSandbox();
  const headers = { authorization: KNOWN, 'idempotency-key': 'k' };
  await send(sandbox, MESSAGE, headers);
  await send(sandbox, MESSAGE, headers);
  expect(await sandbox.messages()).toHaveLength(1);
  await send(sandbox, MESSAGE);
  await send(sandbox, MESSAGE);
  expect(await sandbox.messages()).toHaveLength(3);
});

test.each([
  ['without credentials', MESSAGE, {}, 401],
  ['with the wrong ones', MESSAGE, { authorization: `Basic ${btoa('sandbox:wrong')}` }, 401],
  ['from nobody', { ...MESSAGE, from: '' }, undefined, 400],
  ['to no number', { ...MESSAGE, to: '0701740605' }, undefined, 400],
  ['without a text', { from: 'Ferry', to: MESSAGE.to }, undefined, 400],
] as const)('a message %s is refused', async (_what, form, headers, status) => {
  const sandbox = await openSandbox();
  expect((await send(sandbox, form, headers)).status).toBe(status);
  expect(await sandbox.messages()).toEqual([]);
});
