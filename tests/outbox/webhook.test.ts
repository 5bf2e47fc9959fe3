// The merchant's own system is told by the Standard Webhooks scheme: the scheme's own library is the judge.
import { Webhook } from 'standardwebhooks';
import { describe, expect, test, vi } from 'vitest';
import { applyObservation } from '../../server/orders/order.ts';
import { ENGINES } from '../engines.ts';
import { openShop } from '../shop.ts';
import { payFor } from './paid.ts';
import { openReceiver } from './receiver.ts';

const SECRET = `whsec_${Buffer.from('a key that only this test knows!').toString('base64')}`;
const library = new Webhook(SECRET);

interface Message {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

describe.each(ENGINES)('on %s', (engine) => {
  async function open() {
    const merchant = await openReceiver();
    const webhook = { url: merchant.url, secret: SECRET };
    const shop = await openShop({ engine, outbox: { webhook, sms: { kind: 'none' }, receipts: null } });
    /** What the merchant's system makes of the newest call. */
    const verify = (tamper: (body: string) => string = (body) => body): Message => {
      const last = merchant.received.at(-1);
      vi.spyOn(Date, 'now').mockReturnValue(shop.clock.now());
      return library.verify(
        tamper(last?.body ?? ''),
        (last?.headers ?? {}) as Record<string, string>,
      ) as Message;
    };
    return { merchant, shop, verify };
  }

  test('a payment is told once, and the library takes it', async () => {
    const { merchant, shop, verify } = await open();
    const { id, bookingNumber, invoiceReference } = await payFor(shop);
    await shop.deliver();
    await shop.deliver();
    expect(merchant.received).toHaveLength(1);
    expect(verify()).toMatchObject({
      type: 'order.paid',
      timestamp: new Date(shop.clock.now()).toISOString(),
      data: {
        orderId: id,
        bookingNumber,
        invoiceReference,
        status: 'paid',
        total: { amount: '130.00', currency: 'SEK' },
        lines: [{ sku: 'adult', quantity: 2, total: { amount: '130.00' } }],
        choices: { departure: '7' },
        payment: { amount: '130.00', currency: 'SEK' },
        refund: null,
      },
    });
    expect(merchant.received[0]?.headers['webhook-id']).toBe(`${id}:paid`);
    expect(merchant.received[0]?.body).not.toContain('46701740605');
    expect(() => verify((body) => body.replace('130.00', '13.00'))).toThrow('No matching signature');
  });

  test('a call that is told again has the same id, a new time and a signature that fits', async () => {
    const { merchant, shop, verify } = await open();
    merchant.answer(410);
    const { id } = await payFor(shop);
    await shop.deliver();
    merchant.answer(204);
    await shop.sleepThrough(5_000);
    await shop.deliver();
    verify();
    const [first, second] = merchant.received.map(({ headers }) => headers);
    expect(first?.['webhook-id']).toBe(`${id}:paid`);
    expect(second?.['webhook-id']).toBe(`${id}:paid`);
    expect(Number(second?.['webhook-timestamp'])).toBe(Number(first?.['webhook-timestamp']) + 5);
  });

  test('a redirect is not followed', async () => {
    const { merchant, shop } = await open();
    merchant.answer('redirect');
    const { id } = await payFor(shop);
    await shop.deliver();
    expect(merchant.received).toHaveLength(1);
    expect(await shop.store.deliveries.findByOrder(id)).toMatchObject([{ lastError: 'answered 307' }]);
  });

  test('an order that ends is told with how it ended', async () => {
    const { shop, verify } = await open();
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order();
    await shop.act(invoiceReference, 'decline');
    await customer.session(invoiceReference);
    await shop.deliver();
    expect(verify()).toMatchObject({
      type: 'order.canceled',
      data: { orderId: id, status: 'failed', payment: null },
    });
  });

  test('a payment that SEQR takes back is told', async () => {
    const { merchant, shop, verify } = await open();
    const { id } = await payFor(shop);
    await shop.deliver();
    const ended = { kind: 'ended', as: 'canceled', version: 9 } as const;
    await shop.store.changeOrder(id, (order) =>
      applyObservation(order, ended, { version: 2, status: 'paid' }, shop.clock.now()),
    );
    await shop.deliver();
    expect(verify()).toMatchObject({
      type: 'order.reversed',
      data: { orderId: id, reversedAt: new Date(shop.clock.now()).toISOString() },
    });
    expect(merchant.received).toHaveLength(2);
  });
});
