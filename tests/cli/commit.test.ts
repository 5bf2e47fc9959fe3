// orders commit: reserved money is taken, all of it or less, when it is meant.
import { describe, expect, test } from 'vitest';
import { employ } from '../desk/clerk.ts';
import { ENGINES } from '../engines.ts';
import type { Engine } from '../engines.ts';
import { openSauna, orderAt } from '../journey/sauna.ts';
import { REASON, run, runAs } from './terminal.ts';

async function reserved(engine: Engine = 'sqlite') {
  const shop = await openSauna(engine);
  await employ(shop, 'anna');
  const { id, reference } = await orderAt(shop);
  await shop.pay(reference);
  await shop.pass(4_250);
  const number = (await shop.store.findOrder(id))?.bookingNumber ?? '';
  return { shop, id, number, commit: ['orders', 'commit', number, ...REASON] };
}

describe.each(ENGINES)('on %s', (engine) => {
  test('less than all is taken once, and said with its amount', async () => {
    const { shop, id, number, commit } = await reserved(engine);
    const ran = await runAs(shop, 'anna', [...commit, '--amount', '100.00', '--yes']);
    expect(ran).toMatchObject({ code: 0, err: '', out: `${number} is paid: 100.00 SEK were taken.\n` });
    expect(shop.called('commitReservation')).toBe(1);
    expect((await shop.store.acts.about(id)).at(-1)).toMatchObject({
      operator: 'anna',
      act: 'taking requested',
      detail: { amountMinor: 10_000 },
    });
    const again = await runAs(shop, 'anna', [...commit, '--yes', '--json']);
    expect(again.code).toBe(1);
    expect(again.json()).toMatchObject({ error: { code: 'not-reserved' } });
    expect(shop.called('commitReservation')).toBe(1);
  });

  test('all of it is taken when no amount is said', async () => {
    const { shop, commit } = await reserved(engine);
    const ran = await runAs(shop, 'anna', [...commit, '--yes', '--json']);
    expect(ran.code).toBe(0);
    expect(ran.json()).toMatchObject({ status: 'paid', payment: { amountMinor: 41_450 } });
  });
});

test.each<[string[], number, string]>([
  [['--yes', '--amount', '10,00'], 2, '--amount: "10,00" is not a decimal amount'],
  [['--yes', '--amount', '0'], 2, '--amount: must be more than 0'],
  [[], 2, 'there is no terminal: give --yes'],
  [['--yes', '--amount', '414.51'], 1, '--amount: must be more than 0, and at most 414.50'],
])('orders commit %j is refused', async (more, code, words) => {
  const { shop, commit } = await reserved();
  const ran = await runAs(shop, 'anna', [...commit, ...more]);
  expect(ran.err).toContain(words);
  expect(ran).toMatchObject({ code, out: '' });
  expect(shop.called('commitReservation')).toBe(0);
});

test('the money that waits is shown with the order', async () => {
  const { shop, number } = await reserved();
  expect((await run(shop, ['orders', 'show', number])).out).toMatch(/reserved +414\.50 SEK/);
});
