// The token's life: it opens its own orders only, and who has paid is never told "expired".
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { adults, openShop } from '../shop.ts';

test.each([
  ['expired', 410, 'token-expired'],
  ['cancelled', 410, 'token-canceled'],
  ['in-progress', 409, 'token-in-progress'],
] as const)('a visit that is %s opens nothing new', async (state, status, code) => {
  const shop = await openShop();
  const customer = await shop.visit();
  await shop.token(customer.token, state);
  expect(await customer.session()).toMatchObject({ status, body: { code } });
  expect(await customer.put(randomUUID(), adults(1))).toMatchObject({ status, body: { code } });
});

test('a token that SEQR never made is refused', async () => {
  const shop = await openShop();
  expect(await shop.visitor('0000000000-00000000').session()).toMatchObject({
    status: 403,
    body: { code: 'token-unknown' },
  });
});

test('an expired visit still shows its paid order, for a day', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const { id, invoiceReference } = await customer.order();
  await shop.pay(invoiceReference);
  await shop.quiet();
  await shop.expireToken(customer.token);
  const { status, body } = await customer.session(invoiceReference);
  expect(status).toBe(200);
  expect(body).toMatchObject({ canOrder: false, order: { id, status: 'paid' } });

  await shop.sleepThrough(24 * 60 * 60_000);
  expect((await customer.get(id)).status).toBe(200);
  await shop.sleepThrough(1);
  expect((await customer.get(id)).status).toBe(404);
  expect(await customer.session(invoiceReference)).toMatchObject({
    status: 410,
    body: { code: 'token-expired' },
  });
});

test('a visit that expires before the payment can still be paid', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const { invoiceReference } = await customer.order();
  await shop.expireToken(customer.token);
  await shop.pay(invoiceReference);
  const { body } = await customer.session(invoiceReference);
  expect(body.order).toMatchObject({ status: 'paid' });
});

test('nobody sees another visit’s order, by id, by reference, or by placing over it', async () => {
  const shop = await openShop();
  const owner = await shop.visit();
  const stranger = await shop.visit();
  const { id, invoiceReference } = await owner.order();
  expect(await stranger.get(id)).toMatchObject({ status: 404, body: { code: 'order-unknown' } });
  expect((await stranger.cancel(id)).status).toBe(404);
  expect((await stranger.launch(id)).status).toBe(404);
  const over = await stranger.put(id, adults(1));
  expect(over.status).toBe(404);
  expect(over.body.order).toBeUndefined();
  expect((await stranger.session(invoiceReference)).body.order).toBeNull();
  expect(await shop.store.findOrder(id)).toMatchObject({
    status: 'payable',
    basket: { lines: [{ quantity: 2 }] },
  });
});

test('while SEQR is away a known visit is still shown, and an unknown one is told to wait', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  await customer.order();
  const stranger = await shop.visit();
  await shop.faults(
    { on: 'getClientSessionInfo', kind: 'fault', times: 100 },
    { on: 'getPaymentStatus', kind: 'fault', times: 100 },
  );
  expect(await customer.session()).toMatchObject({ status: 200, body: { order: { status: 'payable' } } });
  expect(await stranger.session()).toMatchObject({ status: 504, body: { canRetry: true } });
});

test('personal data is sealed, and the page sees the last four digits only', async () => {
  const shop = await openShop();
  const customer = await shop.visit();
  const { body } = await customer.session();
  expect(body.customer.msisdn).toMatch(/^•••\d{4}$/);
  const session = await shop.store.findSession(customer.tokenHash);
  const msisdn = shop.shop.secrets.open(session?.msisdnSealed ?? '');
  expect(msisdn.endsWith(session?.msisdnLast4 ?? 'none')).toBe(true);
  expect(JSON.stringify(session)).not.toContain(msisdn);
  expect(shop.logged.join('\n')).not.toContain(msisdn);
  expect(shop.logged.join('\n')).not.toContain(customer.token);
});

test('the QR code’s parameter presets the choice, and the customer may pick another', async () => {
  const shop = await openShop();
  const customer = await shop.visit('?jetty=3');
  const { body } = await customer.session();
  expect(body.service.choices).toMatchObject([{ key: 'departure', preset: '3' }]);
  expect(body.parameters).toEqual({ jetty: '3' });
  const id = randomUUID();
  expect((await customer.put(id, adults(1))).body.choices).toEqual({ departure: '3' });
  const change = { ...adults(1, 2), choices: { departure: '1' } };
  expect((await customer.put(id, change)).body.choices).toEqual({ departure: '1' });
});
