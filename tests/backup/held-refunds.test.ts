// A restored ledger may lack refunds that were made since the backup: nothing is given back twice on its word.
import { describe, expect, test } from 'vitest';
import { closeTheDay } from '../closing/day.ts';
import { clerk, paidOrder } from '../desk/clerk.ts';
import { ENGINES } from '../engines.ts';
import { openShop } from '../shop.ts';
import { REASON, run, runAs } from '../cli/terminal.ts';
import { copyOf, folder, lastingStoreUrl, restored } from './books.ts';

describe.each(ENGINES)('on %s', (engine) => {
  test('none is asked for or agreed to until an operator has compared the books', async () => {
    const shop = await openShop({ engine });
    const { id } = await paidOrder(shop);
    const anna = await clerk(shop, 'anna', ['look', 'refund']);
    const bo = await clerk(shop, 'bo', ['look', 'approve']);
    shop.shop.definition.refunds.approvalAboveMinor = 5_000;
    const waiting = await anna.refund(id, { kind: 'sum', amount: '60.00', currency: 'SEK' });
    expect(waiting.body.state).toBe('awaiting');
    await shop.store.meta.noteTime('refunds_held_since', 1_795_000_000_000);
    expect((await bo.tasks()).body.held).toEqual([{ key: 'refunds', since: 1_795_000_000_000 }]);

    const asked = await anna.refund(id, { kind: 'sum', amount: '10.00', currency: 'SEK' });
    expect(asked).toMatchObject({
      status: 409,
      body: { code: 'refunds-held', detail: 'restored from a backup of 2026-11-18T11:06:40.000Z' },
    });
    expect(await bo.decide(waiting.body.id, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'refunds-held' },
    });
    const argv = ['refund', id, '--sum', '10.00', ...REASON, '--yes'];
    const typed = await runAs(shop, 'anna', argv);
    expect(typed).toMatchObject({ code: 1, out: '' });
    expect(typed.err).toContain('close the day, look at its breaks, then use "refunds allow"');
    expect(shop.called('refundPayment')).toBe(0);
    expect(await shop.store.refunds.findByOrder(id)).toHaveLength(1);

    expect(await runAs(shop, 'anna', ['refunds', 'allow', ...REASON])).toMatchObject({ code: 1 });
    const allowed = await runAs(shop, 'bo', ['refunds', 'allow', ...REASON]);
    expect(allowed).toMatchObject({ code: 0, out: 'Refunds may be made again.\n' });
    expect((await bo.tasks()).body.held).toEqual([]);
    expect(await bo.decide(waiting.body.id, 'approve')).toMatchObject({
      status: 200,
      body: { state: 'done' },
    });
    expect((await run(shop, ['log', 'show'])).out).toMatch(/bo +refunds allowed after a restore/);
    const again = await runAs(shop, 'bo', ['refunds', 'allow', ...REASON, '--json']);
    expect(again.json()).toEqual({ wereHeld: false });
  });
});

test('a restored store holds them, and the next close names the refund that its ledger lacks', async () => {
  const shop = await openShop();
  const { id } = await paidOrder(shop);
  const file = `${await folder()}/copy.gz`;
  const { head } = await copyOf(shop, file);
  const anna = await clerk(shop, 'anna');
  expect((await anna.refund(id, { kind: 'whole' })).body.state).toBe('done');

  // The same shop with the books of before, as on another machine.
  const store = await restored(shop, file, await lastingStoreUrl('sqlite'));
  expect(await store.refunds.findByOrder(id)).toEqual([]);
  expect(await store.meta.time('refunds_held_since')).toBe(head.at);
  shop.shop.store = store;
  const order = await store.findOrder(id);
  const { result } = await closeTheDay({ ...shop, store });
  expect(result?.breaks).toMatchObject([
    { kind: 'missing-here', of: 'refund', theirsMinor: -(order?.payment?.amountMinor ?? 0) },
  ]);
});
