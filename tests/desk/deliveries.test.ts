// What went out of an order, seen from the desk, and tried once more when a person says so.
import { expect, test } from 'vitest';
import { openShop } from '../shop.ts';
import { clerk, paidOrder } from './clerk.ts';

test('a refund’s text message reaches the phone, and the desk says so', async () => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  const { id } = await paidOrder(shop, 2);
  await shop.deliver();
  await anna.refund(id, { kind: 'lines', lines: [{ sku: 'adult', quantity: 1 }] });
  await shop.deliver();
  const { deliveries, bookingNumber } = (await anna.order(id)).body;
  expect(deliveries.map(({ channel, kind, state }) => `${kind} by ${channel}: ${state}`)).toEqual([
    'paid by receipt: delivered',
    'paid by sms: delivered',
    'refunded by sms: delivered',
  ]);
  const ours = (await shop.messages()).filter(({ text }) => text.includes(bookingNumber));
  expect(ours.map(({ text }) => text)).toEqual([
    expect.not.stringContaining('65'),
    expect.stringMatching(/65[.,]00/),
  ]);
});

test('a delivery that is stuck waits on the list, and goes out when a person says so', async () => {
  const shop = await openShop();
  const forgotten = await clerk(shop, 'forgotten');
  await shop.faults({ on: 'submitPaymentReceipt', kind: 'busy', times: 30 });
  const { id } = await paidOrder(shop, 2);
  for (let n = 0; n < 12; n += 1) {
    await shop.deliver();
    await shop.clock.advance(20 * 60_000);
  }
  const chief = await clerk(shop, 'chief', ['look', 'refund', 'approve']);
  const [stuck] = (await chief.tasks()).body.stuck;
  expect(stuck).toMatchObject({ orderId: id, channel: 'receipt', state: 'stuck' });
  const path = `/deliveries/${encodeURIComponent(stuck?.key ?? '')}/retry`;
  expect((await forgotten.send('POST', path)).status).toBe(401);
  await shop.faults();
  expect(await chief.send('POST', path)).toMatchObject({ status: 200, body: { state: 'waiting' } });
  await shop.deliver();
  expect((await chief.tasks()).body.stuck).toEqual([]);
  expect(await chief.send('POST', path)).toMatchObject({ status: 409, body: { code: 'delivery-done' } });
  expect((await shop.store.acts.about(id)).at(-1)).toMatchObject({ act: 'delivery tried again' });
});
