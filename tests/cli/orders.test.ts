// orders: found, looked at, cancelled, their alarms ended.
import { expect, test } from 'vitest';
import { employ, paidOrder } from '../desk/clerk.ts';
import { openShop } from '../shop.ts';
import type { TestShop } from '../shop.ts';
import { REASON, run, runAs } from './terminal.ts';

async function numbered(shop: TestShop, id: string): Promise<string> {
  return (await shop.store.findOrder(id))?.bookingNumber ?? '';
}

test('orders are found by what a clerk has in the hand, and stand in columns', async () => {
  const shop = await openShop();
  const { id } = await paidOrder(shop, 2);
  const number = await numbered(shop, id);
  await shop.clock.advance(60_000);
  await (await shop.visit()).order(1);
  const ran = await run(shop, ['orders', 'find']);
  const [head, first, second] = ran.out.split('\n');
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(head).toMatch(/^BOOKING +STATUS +TOTAL +ORDERED +PHONE$/);
  for (const [row, words] of [
    [first, 'payable   65.00 SEK  2025-12-24 16:01  …0605'],
    [second, 'paid     130.00 SEK  2025-12-24 16:00  …0605'],
  ])
    expect(row).toContain(words);
  const found = (await run(shop, ['orders', 'find', number.toLowerCase(), '--json'])).json();
  expect(found).toMatchObject({ orders: [{ id, status: 'paid', totalMinor: 13_000 }], next: null });
  expect(
    (await run(shop, ['orders', 'find', '0605', '--status', 'paid', '--to', '2025-12-24'])).out,
  ).toContain(number);
  expect((await run(shop, ['orders', 'find', '--from', '2025-12-25'])).out).toBe('No order was found.\n');
  const few = await run(shop, ['orders', 'find', '--limit', '1']);
  expect(few.out.split('\n')).toHaveLength(3);
  expect(few.err).toBe('There are more than 1: narrow it down, or raise --limit.\n');
});

test.each<[string[], string]>([
  [['find', '12'], 'the text: needs four digits or more'],
  [['find', '--from', '2026-02-31'], 'It must be a day such as 2026-11-23.'],
  [['find', '--from', '2025-12-24', '--to', '2025-12-23'], 'to: is before from'],
  [['find', '--status', 'lost'], 'Allowed choices are placing'],
  [['find', '--limit', '1e2'], 'It must be a whole number from 1 to 1000.'],
  [['find', '--limit', '0'], 'It must be a whole number'],
  [['find', '--unknown'], "unknown option '--unknown'"],
  [['find', '0605', 'surplus'], 'too many arguments'],
  [['show'], "missing required argument 'booking'"],
  [['cancel', 'FRY-1', '--as', 'anna'], "required option '--reason <text>'"],
  [['cancel', 'FRY-1', '--as', 'anna', '--reason', 'no'], 'must say why, in 3 letters or more'],
  [['cancel', 'FRY-1', ...REASON], "required option '--as <name>'"],
  [['lose', 'FRY-1'], "unknown command 'lose'"],
  [[], 'Usage: seqr orders'],
])('orders %j is wrong usage', async (argv, words) => {
  const shop = await openShop();
  const ran = await run(shop, ['orders', ...argv]);
  expect(ran.err).toContain(words);
  expect(ran).toMatchObject({ code: 2, out: '' });
});

test('one order is shown with its lines, the money that is left, and its timeline', async () => {
  const shop = await openShop();
  const { id, invoiceReference } = await paidOrder(shop, 2);
  const number = await numbered(shop, id);
  const { code, out, err } = await run(shop, ['orders', 'show', number.replace('FRY-', '').toLowerCase()]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const lines = out.split('\n').map((line) => line.trim().replace(/ {2,}/g, '  '));
  expect(lines).toEqual(
    expect.arrayContaining([
      `${number}  ${id}`,
      'status  paid',
      'left  130.00 SEK',
      'phone  …0605',
      'From  Vaxholm',
      `invoice  ${invoiceReference}`,
      '2 × Adult  (adult)  130.00 SEK  2 can be given back',
      '2025-12-24 16:00:00  SEQR  Took the invoice',
    ]),
  );
  expect(out).not.toContain('46701740605');
  const document = (await run(shop, ['orders', 'show', id, '--json'])).json();
  expect(document).toMatchObject({ id, refundableMinor: 13_000, msisdnLast4: '0605' });
  expect(document.timeline).toHaveLength(5);
});

test('an unknown order is said to be unknown, to people and to programs', async () => {
  const shop = await openShop();
  const ran = await run(shop, ['orders', 'show', 'FRY-000000', '--json']);
  const message = 'FRY-000000: there is no such order; look for it with "orders find"';
  expect(ran).toMatchObject({ code: 1, err: `${message}\n` });
  expect(ran.json()).toEqual({ error: { code: 'order-unknown', message } });
});

test('an unpaid order is cancelled, a paid one is not', async () => {
  const shop = await openShop();
  await employ(shop, 'anna');
  const { id, invoiceReference } = await (await shop.visit()).order();
  const number = await numbered(shop, id);
  const ran = await runAs(shop, 'anna', ['orders', 'cancel', number, ...REASON]);
  expect(ran).toMatchObject({ code: 0, out: `${number} is canceled.\n`, err: '' });
  expect((await shop.bill(invoiceReference)).status).toBe('CANCELED');
  expect((await shop.store.acts.about(id)).at(-1)).toMatchObject({
    operator: 'anna',
    act: 'cancel requested',
    reason: 'the ferry did not sail',
  });
  const { id: other } = await (await shop.visit()).order();
  const document = (await runAs(shop, 'anna', ['orders', 'cancel', other, ...REASON, '--json'])).json();
  expect(document).toMatchObject({ id: other, status: 'canceled' });

  const again = await runAs(shop, 'anna', ['orders', 'cancel', number, ...REASON]);
  expect(again).toMatchObject({ code: 1, out: '' });
  expect(again.err).toBe(`${number}: This order has ended; see "orders show"\n`);
});

test('an order that was paid while it was cancelled is not cancelled', async () => {
  const shop = await openShop();
  await employ(shop, 'anna');
  const { id, invoiceReference } = await (await shop.visit()).order();
  await shop.faults({ on: 'notification', kind: 'drop' });
  await shop.pay(invoiceReference);
  const ran = await runAs(shop, 'anna', ['orders', 'cancel', id, ...REASON]);
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toContain('it was paid meanwhile; give the money back with "refund"');
});

test('while nobody knows whether it could be cancelled, the outcome is unknown', async () => {
  const shop = await openShop();
  await employ(shop, 'anna');
  const { id } = await (await shop.visit()).order();
  await shop.faults({ on: 'getPaymentStatus', kind: 'html', times: 9 });
  const ran = await runAs(shop, 'anna', ['orders', 'cancel', id, ...REASON, '--json']);
  expect(ran.code).toBe(3);
  expect(ran.json()).toMatchObject({ error: { code: 'seqr-unclear' } });
});

test('the alarm of an order ends when somebody with the role has looked into it', async () => {
  const shop = await openShop();
  await employ(shop, 'anna');
  await employ(shop, 'chief', ['look', 'approve']);
  const { id } = await paidOrder(shop);
  const number = await numbered(shop, id);
  const alarm = 'the receipt differs from the order: amount';
  await shop.store.changeOrder(id, () => ({ alarm }));
  expect((await run(shop, ['orders', 'find', '--json'])).json()).toMatchObject({
    orders: [{ isAlarmed: true }],
  });
  const forbidden = await runAs(shop, 'anna', ['orders', 'resolve', number, ...REASON]);
  expect(forbidden).toMatchObject({ code: 1, out: '' });
  expect(forbidden.err).toContain('anna: This operator may not do that (it needs the role "approve")');
  const ran = await runAs(shop, 'chief', ['orders', 'resolve', number, ...REASON]);
  expect(ran).toMatchObject({ code: 0, out: `The alarm of ${number} has ended.\n`, err: '' });
  expect(await shop.store.findOrder(id)).toMatchObject({ alarm: null });
  const again = await runAs(shop, 'chief', ['orders', 'resolve', number, ...REASON, '--json']);
  expect(again.code).toBe(1);
  expect(again.json()).toMatchObject({ error: { code: 'no-alarm' } });
});
