// A card that is shown on a bill: who is asked, what waits for the answer, and how the version tells of it.
import { describe, expect, test } from 'vitest';
import type { Bill } from '../../shared/simulator-app.ts';
import { anInvoice, anInvoiceOf, openSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

const ASKING = { acknowledgmentMode: 'REQUIRE_ACKNOWLEDGMENT' };
const CARD = '70001234';

const show = (sandbox: Sandbox, reference: string, value: unknown = CARD) =>
  sandbox.app('POST', `bills/${reference}/card`, { value });

/** A bill on which a card was shown. */
async function asking(acknowledgmentMode = 'REQUIRE_ACKNOWLEDGMENT') {
  const sandbox = await openSandbox({ strictVersions: true });
  const invoiceReference = await sandbox.send(anInvoice({ acknowledgmentMode }));
  const response = await show(sandbox, invoiceReference);
  expect(response.status).toBe(200);
  const bill = (await response.json()) as Bill;
  const answer = (status: number, value = '110.00', id = '1') =>
    sandbox.call('updateInvoice', {
      invoiceReference,
      invoice: anInvoiceOf(value, { acknowledgmentMode }),
      tokens: [{ id, value: CARD, status }],
    });
  return { sandbox, invoiceReference, bill, answer };
}

test('a card makes the bill wait, and raises the version once', async () => {
  const { sandbox, invoiceReference, bill } = await asking();
  expect(bill).toMatchObject({
    status: 'PENDING_ISSUER_ACKNOWLEDGE',
    takesCards: true,
    cards: [{ value: CARD, status: 'pending' }],
    total: { value: '130.00' },
  });
  expect(await sandbox.status(invoiceReference)).toMatchObject({
    status: 'PENDING_ISSUER_ACKNOWLEDGE',
    version: 1,
    customerTokens: { token: [{ id: '1', value: CARD, description: 'Loyalty card', status: 0 }] },
  });
  expect(sandbox.notifications).toEqual([]);
});

test.each([
  [1, 'used'],
  [90, 'blocked'],
  [99, 'invalid'],
])('the merchant’s %i makes the card %s, the bill payable again, and a new version', async (status, word) => {
  const { sandbox, invoiceReference, answer } = await asking();
  expect(await answer(status)).toMatchObject({ resultCode: 0 });
  expect(await sandbox.bill(invoiceReference)).toMatchObject({
    status: 'ISSUED',
    cards: [{ status: word }],
    total: { value: '110.00' },
  });
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: 'ISSUED', version: 2 });
  expect(await sandbox.pay(invoiceReference)).toMatchObject({ status: 'PAID' });
  const paid = await sandbox.status(invoiceReference, 2);
  expect(paid).toMatchObject({ version: 3, receipt: { invoice: { totalAmount: { value: '110.00' } } } });
  expect(paid.customerTokens?.token).toMatchObject([{ value: CARD, status }]);
});

test('the same answer twice is one: the version stays', async () => {
  const { sandbox, invoiceReference, answer } = await asking();
  await answer(1);
  expect(await answer(1)).toMatchObject({ resultCode: 0 });
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: 'ISSUED', version: 2 });
});

describe('what answers nothing leaves the bill waiting', () => {
  test.each([
    ['a card that is still pending', 0, '1'],
    ['another card', 1, '2'],
  ])('%s', async (_what, status, id) => {
    const { sandbox, invoiceReference, answer } = await asking();
    expect(await answer(status, '110.00', id)).toMatchObject({ resultCode: 0 });
    expect(await sandbox.bill(invoiceReference)).toMatchObject({
      status: 'PENDING_ISSUER_ACKNOWLEDGE',
      total: { value: '110.00' },
    });
    expect(await sandbox.status(invoiceReference)).toMatchObject({ version: 1 });
  });

  test('an invoice that is refused', async () => {
    const { sandbox, invoiceReference, answer } = await asking();
    expect(await answer(1, '0.00')).toMatchObject({ resultCode: 49 });
    expect(await sandbox.bill(invoiceReference)).toMatchObject({
      status: 'PENDING_ISSUER_ACKNOWLEDGE',
      cards: [{ status: 'pending' }],
    });
  });
});

test('while the merchant has not answered, the app can turn the bill down but not pay it', async () => {
  const { sandbox, invoiceReference } = await asking();
  const blocked = await sandbox.app('POST', `bills/${invoiceReference}/pay`, { pin: '1234' });
  expect([blocked.status, await blocked.json()]).toMatchObject([409, { code: 'blocked', canRetry: true }]);
  expect(await (await show(sandbox, invoiceReference, '2')).json()).toMatchObject({ code: 'blocked' });
  expect(await sandbox.act(invoiceReference, 'cancel')).toMatchObject({ status: 'CANCELED' });
});

test('where the acknowledgment is optional nobody waits for it', async () => {
  const { sandbox, invoiceReference } = await asking('OPTIONAL_ACKNOWLEDGMENT');
  expect(await sandbox.pay(invoiceReference)).toMatchObject({ status: 'PAID' });
});

test('the merchant can cancel a bill that waits', async () => {
  const { sandbox, invoiceReference } = await asking();
  expect(await sandbox.call('cancelInvoice', { invoiceReference })).toMatchObject({ resultCode: 0 });
  expect(await sandbox.status(invoiceReference)).toMatchObject({ status: 'CANCELED', version: 2 });
});

test('a second card asks once more, the same one does not', async () => {
  const { sandbox, invoiceReference, answer } = await asking();
  await answer(1);
  expect(await (await show(sandbox, invoiceReference)).json()).toMatchObject({ status: 'ISSUED' });
  expect(await (await show(sandbox, invoiceReference, '2')).json()).toMatchObject({
    status: 'PENDING_ISSUER_ACKNOWLEDGE',
    cards: [{ status: 'used' }, { value: '2', status: 'pending' }],
  });
  expect(await sandbox.status(invoiceReference)).toMatchObject({ version: 3 });
});

test.each([
  ['asks for none', {}, 'pay', 'no-cards'],
  ['is paid', ASKING, 'pay', 'already-paid'],
  ['is over', ASKING, 'decline', 'over'],
] as const)('no card is taken on a bill that %s', async (_what, changes, first, code) => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send(anInvoice(changes));
  if (code !== 'no-cards')
    await (first === 'pay' ? sandbox.pay(invoiceReference) : sandbox.act(invoiceReference, first));
  const response = await show(sandbox, invoiceReference);
  expect([response.status, await response.json()]).toMatchObject([409, { code }]);
});

test.each(['', ' ', 7, 'x'.repeat(65), 'a\u0000b'])('the card %j is none', async (value) => {
  const sandbox = await openSandbox();
  const response = await show(sandbox, await sandbox.send(anInvoice(ASKING)), value);
  expect([response.status, await response.json()]).toMatchObject([422, { code: 'invalid-request' }]);
});
