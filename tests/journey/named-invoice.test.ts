// An invoice whose sendInvoice was never answered and which a notification names: adopted or flagged, and
// never lost while SEQR does not say which.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SeqrError } from '../../server/seqr/errors.ts';
import { RESULT_CODES } from '../../server/seqr/result-codes.ts';
import { ENGINES } from '../engines.ts';
import { adults, openShop } from '../shop.ts';
import { away, loseInvoice } from './lose-invoice.ts';

describe.each(ENGINES)('on %s', (engine) => {
  test('a notification that names the invoice of a lost answer saves the payment', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const id = randomUUID();
    await shop.faults({ on: 'sendInvoice', kind: 'reset-after' });
    await customer.put(id, adults(2));
    const [attempt] = await shop.store.attempts.ofOrder(id);
    const bills = await shop.bills();
    const lost = bills.find(({ clientInvoiceId }) => clientInvoiceId === attempt?.clientInvoiceId);
    const reference = lost?.invoiceReference ?? '';
    await shop.pay(reference);
    await shop.quiet();
    expect(await shop.store.findOrder(id)).toMatchObject({
      status: 'paid',
      invoiceReference: reference,
      alarm: null,
    });
  });

  test('the same notification saves it also when SEQR does not answer the first questions', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const id = randomUUID();
    await shop.faults(
      { on: 'sendInvoice', kind: 'reset-after' },
      { on: 'getPaymentStatus', kind: 'fault', times: 3 },
    );
    await customer.put(id, adults(2));
    const [bill] = await shop.bills();
    await shop.pay(bill?.invoiceReference ?? '');
    await shop.quiet();
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'placing' });
    await shop.pass(16_000);
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'paid', alarm: null });
    expect((await shop.bills())[0]).toMatchObject({ isReversed: false });
  });

  test('a lost attempt that is paid after the order went on with another is for a person, with its number', async () => {
    const shop = await openShop({ engine });
    const customer = await shop.visit();
    const id = randomUUID();
    await shop.faults({ on: 'sendInvoice', kind: 'reset-after' });
    await customer.put(id, adults(2));
    const [lost] = await shop.bills();
    await customer.put(id, adults(2));
    const reference = lost?.invoiceReference ?? '';
    await shop.pay(reference);
    await shop.quiet();
    await shop.pass(8_000);
    const order = await shop.store.findOrder(id);
    expect(order).toMatchObject({ status: 'payable' });
    expect(order?.invoiceReference).not.toBe(reference);
    expect(order?.alarm).toContain(reference);
  });

  test('several notifications of it at once are one payment, not two', async () => {
    const shop = await openShop({ engine });
    const { id, reference, name } = await loseInvoice(shop);
    await shop.faults({ on: 'notification', kind: 'drop' });
    await shop.pay(reference);
    await Promise.all([name(), name(), name()]);
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'paid', alarm: null });
  });

  test('one that is unpaid when SEQR is asked is asked for again, and saved when it is paid', async () => {
    const shop = await openShop({ engine });
    const { id, reference, name } = await loseInvoice(shop);
    await name();
    await shop.pass(60_000);
    await shop.faults({ on: 'notification', kind: 'drop' });
    await shop.pay(reference);
    await shop.pass(4_250);
    expect(await shop.store.findOrder(id)).toMatchObject({
      status: 'paid',
      invoiceReference: reference,
      alarm: null,
    });
    await shop.pass(30_000);
    expect(await shop.bill(reference)).toMatchObject({ isReversed: false });
  });

  test('it is asked for as often when the order has gone on with another invoice', async () => {
    const shop = await openShop({ engine });
    const { customer, id, reference, name } = await loseInvoice(shop);
    await customer.put(id, adults(2));
    await name();
    await shop.pass(30_000);
    await shop.faults({ on: 'notification', kind: 'drop' });
    await shop.pay(reference);
    await shop.pass(4_250);
    const order = await shop.store.findOrder(id);
    expect(order).toMatchObject({ status: 'payable' });
    expect(order?.alarm).toContain(reference);
  });

  test('one that was paid is found although SEQR refuses the next attempt for good', async () => {
    const shop = await openShop({ engine });
    const { customer, id, reference } = await loseInvoice(shop);
    await shop.faults(away(1));
    await shop.pay(reference);
    await shop.quiet();
    const { seqr } = shop.shop;
    const call = seqr.call.bind(seqr);
    const no = { kind: 'rejected', resultCode: RESULT_CODES.INVALID_INVOICE_DATA } as const;
    seqr.call = (operation, request) =>
      operation === 'sendInvoice'
        ? Promise.reject(new SeqrError({ ...no, operation }))
        : call(operation, request);
    await customer.put(id, adults(2));
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'failed' });
    await shop.pass(5_000);
    expect(await shop.store.findOrder(id)).toMatchObject({ status: 'paid', alarm: null });
    expect(await shop.bill(reference)).toMatchObject({ isReversed: false });
  });

  test('one that is dead does not keep SEQR from hearing that the order is paid', async () => {
    const shop = await openShop({ engine });
    const { customer, id, reference, name } = await loseInvoice(shop);
    const { body: own } = await customer.put(id, adults(2));
    await shop.act(reference, 'cancel');
    await shop.pay(own.invoiceReference ?? '');
    await shop.quiet();
    const { seqr } = shop.shop;
    const call = seqr.call.bind(seqr);
    // Just this once SEQR tells of the lost invoice only.
    seqr.call = (operation, request) =>
      'invoiceReference' in request && request.invoiceReference === own.invoiceReference
        ? Promise.reject(new SeqrError({ kind: 'timeout', operation }))
        : call(operation, request);
    await name();
    seqr.call = call;
    await shop.pass(30_000);
    const order = await shop.store.findOrder(id);
    expect(order).toMatchObject({ status: 'paid', nextCheckAt: null });
    expect(order?.verifiedAt).not.toBeNull();
  });
});
