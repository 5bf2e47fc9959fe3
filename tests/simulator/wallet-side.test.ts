import { expect, test } from 'vitest';
import { anInvoice, openSandbox } from './sandbox.ts';

const PROBLEM = 'application/problem+json';

test('shows a bill as the app shows it', async () => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send();
  expect(await sandbox.bill(invoiceReference)).toEqual({
    invoiceReference,
    status: 'ISSUED',
    title: 'Ferry tickets',
    footer: 'Booking F-0001',
    receiver: 'Archipelago Ferries',
    clientInvoiceId: 'F-0001',
    rows: [{ description: 'Adult', quantity: '2', total: '130.00' }],
    total: { value: '130.00', currency: 'SEK' },
    takesCards: false,
    cards: [],
    paymentReference: null,
    isReversed: false,
  });
});

test('shows a bill without rows', async () => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send(anInvoice({ invoiceRows: undefined }));
  expect(await sandbox.bill(invoiceReference)).toMatchObject({ rows: [] });
});

test('refuses the one wrong PIN and leaves the bill payable', async () => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send();
  const response = await sandbox.app('POST', `bills/${invoiceReference}/pay`, { pin: '0000' });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ code: 'wrong-pin', canRetry: true });
  expect(await sandbox.pay(invoiceReference)).toMatchObject({ status: 'PAID' });
});

test.each([
  { first: 'pay', code: 'already-paid' },
  { first: 'decline', code: 'over' },
  { first: 'cancel', code: 'over' },
] as const)('refuses with 409 whatever comes after $first', async ({ first, code }) => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send();
  await (first === 'pay' ? sandbox.pay(invoiceReference) : sandbox.act(invoiceReference, first));
  const before = await sandbox.bill(invoiceReference);
  for (const verb of ['pay', 'decline', 'cancel']) {
    const body = verb === 'pay' ? { pin: '1234' } : undefined;
    const response = await sandbox.app('POST', `bills/${invoiceReference}/${verb}`, body);
    expect(response.status).toBe(409);
    expect(response.headers.get('content-type')).toBe(PROBLEM);
    expect(await response.json()).toMatchObject({ status: 409, code });
  }
  expect(await sandbox.bill(invoiceReference)).toEqual(before);
  expect(sandbox.notifications).toHaveLength(first === 'pay' ? 1 : 0);
});

test('pays once when the customer taps ten times at once', async () => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send();
  const taps = Array.from({ length: 10 }, () =>
    sandbox.app('POST', `bills/${invoiceReference}/pay`, { pin: '1234' }),
  );
  const statuses = (await Promise.all(taps)).map(({ status }) => status).sort();
  expect(statuses).toEqual([200, ...Array<number>(9).fill(409)]);
  await sandbox.clock.advance(0);
  expect(sandbox.notifications).toHaveLength(1);
});

test('says 409 to a second payment while the first is on its way', async () => {
  const sandbox = await openSandbox({ paymentTakesMs: 1_000 });
  const invoiceReference = await sandbox.send();
  const paying = sandbox.pay(invoiceReference);
  await sandbox.clock.advance(500);
  const second = await sandbox.app('POST', `bills/${invoiceReference}/decline`);
  expect(second.status).toBe(409);
  expect(await second.json()).toMatchObject({ code: 'being-paid', canRetry: true });
  await sandbox.clock.advance(500);
  expect(await paying).toMatchObject({ status: 'PAID' });
});

test.each(['pay', 'decline', 'cancel', ''])('answers 404 for a bill that nobody sent (%s)', async (verb) => {
  const sandbox = await openSandbox();
  const method = verb === '' ? 'GET' : 'POST';
  const body = verb === 'pay' ? { pin: '1234' } : undefined;
  const response = await sandbox.app(method, `bills/1234/${verb}`.replace(/\/$/, ''), body);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'bill-unknown' });
});

test.each([
  ['pay', 'with letters', { pin: '12a4' }],
  ['pay', 'with five digits', { pin: '12345' }],
  ['pay', 'with a number', { pin: 1234 }],
  ['pay', 'with more than it knows', { pin: '1234', tip: 1 }],
  ['pay', 'with a list', []],
])('answers 422 to %s %s', async (verb, _, body) => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send();
  const response = await sandbox.app('POST', `bills/${invoiceReference}/${verb}`, body);
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ code: 'invalid-request' });
  expect(await sandbox.bill(invoiceReference)).toMatchObject({ status: 'ISSUED' });
});

test('tells what is no JSON, what does not say that it is, and what is too long', async () => {
  const { simulator } = await openSandbox();
  const post = (body: string, contentType: string) =>
    simulator.app.request('/simulator/app/scan', {
      method: 'POST',
      body,
      headers: { 'content-type': contentType },
    });
  const answers = [
    await post('{', 'application/json'),
    await post('{"url":"x"}', 'text/plain'),
    await post(JSON.stringify({ url: 'x'.repeat(20_000) }), 'application/json'),
    await post(JSON.stringify({ url: 'x'.repeat(2_001) }), 'application/json'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 415, 413, 422]);
  for (const answer of answers) expect(answer.headers.get('content-type')).toBe(PROBLEM);
});

test('has nothing else below its path', async () => {
  const sandbox = await openSandbox();
  const response = await sandbox.app('GET', 'secrets');
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe(PROBLEM);
});
