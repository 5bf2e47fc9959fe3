// What others hear of an order, and when: after SEQR knows that we know, once for each way, in the customer's language.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { resolveAlarm } from '../../server/desk/resolve-alarm.ts';
import { refundOrder } from '../../server/orders/refund-order.ts';
import { deliveriesOf } from '../../server/outbox/overview.ts';
import { SeqrError } from '../../server/seqr/errors.ts';
import type { ReceiptRecord } from '../../server/simulator/memory/records.ts';
import { StateFile } from '../../server/simulator/memory/state-file.ts';
import { ENGINES } from '../engines.ts';
import { payFor } from '../outbox/paid.ts';
import { adults, openShop } from '../shop.ts';
import type { TestShop } from '../shop.ts';

const texts = async (shop: TestShop) => (await shop.messages()).map(({ text }) => text);

describe.each(ENGINES)('on %s', (engine) => {
  test.each([
    ['en', 'from Vaxholm, SEK 130.00 paid'],
    ['sv', 'från Vaxholm, 130,00 kr betalt'],
  ])('who has paid is texted the booking number once, in %s', async (language, part) => {
    const shop = await openShop({ engine });
    const { id, bookingNumber } = await payFor(shop, 2, language);
    expect(await texts(shop)).toEqual([]);
    await shop.deliver();
    await shop.deliver();
    const [message, ...others] = await texts(shop);
    expect(message).toContain(bookingNumber);
    expect(message).toContain(part);
    expect(others).toEqual([]);
    const deliveries = await shop.store.deliveries.findByOrder(id);
    expect(deliveries).toMatchObject([
      { channel: 'receipt', deliveredAt: shop.clock.now(), attempts: 1, nextAt: null },
      { channel: 'sms', deliveredAt: shop.clock.now(), attempts: 1, nextAt: null },
    ]);
  });

  test('nothing goes out before the acknowledging call has answered', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order();
    // The first PAID is applied; the call that carries its version is cut, and so is its second try.
    await shop.faults(
      { on: 'getPaymentStatus', kind: 'delay', delayMs: 0 },
      { on: 'getPaymentStatus', kind: 'reset-before', times: 2 },
    );
    await shop.pay(invoiceReference);
    await shop.quiet();
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'paid', confirmedAt: null });
    await shop.deliver();
    expect(await shop.store.deliveries.findByOrder(id)).toEqual([]);
    expect(await texts(shop)).toEqual([]);
    await shop.pass(5_000);
    await shop.deliver();
    expect(await texts(shop)).toHaveLength(1);
  });

  test('what differs from the receipt is held, and shown as held', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order(2);
    await shop.faults({ on: 'updateInvoice', kind: 'reset-before' });
    await customer.put(id, { ...adults(2, 2), choices: { departure: '1' } });
    await shop.pay(invoiceReference);
    await shop.quiet();
    await shop.deliver();
    expect(await texts(shop)).toEqual([]);
    const order = await shop.store.findOrder(id);
    if (!order) throw new Error('no order');
    expect(await deliveriesOf(shop.store, shop.deliverer, order)).toMatchObject([
      { key: `${id}:paid:sms`, state: 'held', channel: 'sms', kind: 'paid', attempts: 0, nextAt: null },
      { key: `${id}:paid:receipt`, state: 'held', channel: 'receipt' },
    ]);

    await shop.store.changeOrder(id, () => ({ alarm: null, releaseEffectsAt: shop.clock.now() }));
    await shop.deliver();
    expect(await texts(shop)).toHaveLength(1);
    expect(await deliveriesOf(shop.store, shop.deliverer, order)).toMatchObject([
      { state: 'delivered', bookingNumber: order.bookingNumber },
      { state: 'delivered' },
    ]);
  });

  test('what a person has looked into before SEQR was told goes out when it is', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id, invoiceReference } = await customer.order(2);
    await shop.faults({ on: 'updateInvoice', kind: 'reset-before' });
    await customer.put(id, { ...adults(2, 2), choices: { departure: '1' } });
    // SEQR says that it is paid, and then nothing more for a while.
    const { shop: parts } = shop;
    const call = parts.seqr.call.bind(parts.seqr);
    const asked = shop.called('getPaymentStatus');
    const once = vi
      .spyOn(parts.seqr, 'call')
      .mockImplementation((operation, request) =>
        operation === 'getPaymentStatus' && shop.called(operation) > asked
          ? Promise.reject(new SeqrError({ kind: 'timeout', operation }))
          : call(operation, request),
      );
    await shop.pay(invoiceReference);
    await shop.quiet();
    once.mockRestore();
    const order = await shop.store.findOrder(id);
    expect(order).toMatchObject({ status: 'paid', confirmedAt: null, payment: { difference: 'basket' } });
    if (order) await resolveAlarm(shop.shop, order, 'chief', 'the later ferry, says the customer');
    await shop.deliver();
    expect(await texts(shop)).toEqual([]);
    await shop.pass(5_000);
    expect((await shop.store.findOrder(id))?.confirmedAt).not.toBeNull();
    await shop.deliver();
    expect(await texts(shop)).toHaveLength(1);
  });

  test('SEQR keeps the receipt beside the payment', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'receipts-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const stateFile = join(folder, 'seqr.db');
    const shop = await openShop({ engine, simulator: { stateFile } });
    const { id, bookingNumber } = await payFor(shop, 2, 'sv');
    await shop.deliver();

    const memory = await StateFile.open(stateFile);
    const receipts = (await memory.read()).filter(({ kind }) => kind === 'receipt');
    await memory.close();
    const [receipt] = receipts.map(({ json }) => JSON.parse(json) as ReceiptRecord);
    const order = await shop.store.findOrder(id);
    expect(receipts).toHaveLength(1);
    expect(receipt).toMatchObject({
      paymentReference: order?.payment?.ersReference,
      mimeType: 'text/html',
      receiptType: 'PAYMENT_RECEIPT',
    });
    const page = Buffer.from(receipt?.receiptData ?? '', 'base64').toString();
    expect(page).toContain(`<html lang="sv"`);
    expect(page).toContain(bookingNumber);
    expect(page).toContain('Vuxen');
  });

  test('a payment that SEQR has taken back is no receipt’s any more: a person is told, nobody tries on', async () => {
    const shop = await openShop({ engine });
    const { id } = await payFor(shop);
    await shop.store.changeOrder(id, (order) => ({
      payment: order.payment && { ...order.payment, ersReference: '20010101000000' },
    }));
    await shop.deliver();
    const stuck = await shop.store.deliveries.findStuck(10);
    expect(stuck).toMatchObject([{ channel: 'receipt', nextAt: null, attempts: 1 }]);
    expect(stuck[0]?.lastError).toBe('submitPaymentReceipt: rejected 23 INVALID_ERS_REFERENCE');
    await shop.sleepThrough(2 * 60 * 60_000);
    await shop.deliver();
    expect(shop.called('submitPaymentReceipt')).toBe(1);
  });

  test('a busy SEQR gets the receipt later', async () => {
    const shop = await openShop({ engine });
    const { id } = await payFor(shop);
    await shop.faults({ on: 'submitPaymentReceipt', kind: 'busy' });
    await shop.deliver();
    const receipt = async () =>
      (await shop.store.deliveries.findByOrder(id)).find(({ channel }) => channel === 'receipt');
    expect(await receipt()).toMatchObject({ attempts: 1, deliveredAt: null, stuckAt: null });
    await shop.sleepThrough(5_000);
    await shop.deliver();
    expect(await receipt()).toMatchObject({ attempts: 2, deliveredAt: shop.clock.now(), lastError: null });
  });

  test('who gets money back is texted how much', async () => {
    const shop = await openShop({ engine });
    const { id, bookingNumber } = await payFor(shop, 2, 'fi');
    await shop.deliver();
    const what = { kind: 'sum', amount: '65.00', currency: 'SEK' } as const;
    const request = { key: randomUUID(), reason: 'rain', what };
    await refundOrder(shop.shop, { orderId: id, request, operator: 'anna' });
    await shop.deliver();
    expect((await texts(shop)).at(-1)).toBe(`Lauttavarauksesta ${bookingNumber} palautetaan 65,00 SEK.`);
  });

  test('an end and a reversal are events as well, and released at once', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const { id } = await customer.order();
    await customer.cancel(id);
    expect(await shop.store.findSideEffects(id)).toMatchObject([
      { key: `${id}:canceled`, kind: 'canceled', releasedAt: shop.clock.now() },
    ]);
    await shop.deliver();
    // Nobody here has a text of it, and SEQR no receipt.
    expect(await shop.store.deliveries.findByOrder(id)).toEqual([]);
    expect(await shop.store.deliveries.findReleased(10)).toEqual([]);
  });

  test('no phone number, no text and no secret is in the log', async () => {
    const shop = await openShop({ engine });
    const { bookingNumber } = await payFor(shop);
    await shop.deliver();
    const log = shop.logged.join('');
    expect(log).toContain('"channel":"sms"');
    for (const secret of ['46701740605', 'sandbox-sms', bookingNumber]) expect(log).not.toContain(secret);
  });
});
