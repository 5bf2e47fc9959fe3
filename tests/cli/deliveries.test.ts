// deliveries: what is stuck is seen, and tried again in somebody's name.
import { expect, test } from 'vitest';
import { employ, paidOrder } from '../desk/clerk.ts';
import { openShop } from '../shop.ts';
import { run, runAs } from './terminal.ts';

test('what is stuck stands on the list, and goes out when a person says so', async () => {
  const shop = await openShop();
  await employ(shop, 'anna');
  await employ(shop, 'viewer', ['look']);
  expect((await run(shop, ['deliveries', 'list'])).out).toBe('Nothing is stuck.\n');
  await shop.faults({ on: 'submitPaymentReceipt', kind: 'busy', times: 30 });
  const { id } = await paidOrder(shop, 2);
  for (let n = 0; n < 12; n += 1) {
    await shop.deliver();
    await shop.clock.advance(20 * 60_000);
  }
  const stuck = await run(shop, ['deliveries', 'list']);
  expect(stuck).toMatchObject({ code: 0, err: '' });
  expect(stuck.out).toMatch(/^BOOKING +WAY +TELLS OF +STATE +KEY +LAST ERROR\n/);
  expect(stuck.out).toMatch(/FRY-\w{6} {2}receipt {2}paid +stuck, \d+ tries, next 2025-12-2\d /);
  const { deliveries } = (await run(shop, ['deliveries', 'list', '--json'])).json();
  const key = deliveries?.[0]?.key ?? '';
  const retry = ['deliveries', 'retry', key];
  expect((await runAs(shop, 'viewer', retry)).code).toBe(1);
  await shop.faults();
  const ran = await runAs(shop, 'anna', retry);
  expect(ran.code).toBe(0);
  expect(ran.out).toMatch(/^The receipt of FRY-\w{6} is tried again by the running service\.\n$/);
  await shop.deliver();
  const all = (await run(shop, ['deliveries', 'list', '--about', id, '--json'])).json();
  expect(all.deliveries?.map(({ channel, state }) => `${channel} ${state}`)).toEqual([
    'receipt delivered',
    'sms delivered',
  ]);
  const again = await runAs(shop, 'anna', [...retry, '--json']);
  expect(again.code).toBe(1);
  expect(again.json()).toMatchObject({ error: { code: 'delivery-done' } });
  expect((await runAs(shop, 'anna', ['deliveries', 'retry', 'nothing'])).err).toBe(
    'nothing: There is no such message; see "deliveries list" for the keys\n',
  );
  expect((await shop.store.acts.about(id)).at(-1)).toMatchObject({
    operator: 'anna',
    act: 'delivery tried again',
  });
});
