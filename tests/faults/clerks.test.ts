// Fifty clerks in a hurry, each clicking twice, while SEQR loses answers: no order gives back more than was paid, and
// nothing was given back that the ledger does not know.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifyActs } from '../../server/desk/act-log.ts';
import type { Refund } from '../../server/store/records.ts';
import { clerk, paidOrder } from '../desk/clerk.ts';
import { ENGINES } from '../engines.ts';
import { openShop } from '../shop.ts';
import type { TestShop } from '../shop.ts';

const CLERKS = 50;
const ORDERS = 12;
const PAID_MINOR = 13_000;

/** SEQR's own list of what it gave back: the refunds of its report on everything so far. */
async function seqrsRefunds(shop: TestShop): Promise<{ cashierId: string; amountMinor: number }[]> {
  // What was booked in this very moment belongs to the next period.
  await shop.clock.advance(60_000);
  const { transactionPeriodId = '' } = await shop.shop.seqr.call('markTransactionPeriod', {});
  await shop.clock.advance(3_000);
  const { report } = await shop.shop.seqr.call('executeReport', {
    reportId: 'Reconciliation/STD_RECON_003.xml',
    parameters: { parameter: { entry: [{ key: 'transactionPeriodId', value: transactionPeriodId }] } },
  });
  const rows = (report?.contentString ?? '').matchAll(
    /<CashierId>([^<]*)<\/CashierId><SalesAmount>-(\d+)\.(\d\d)000</g,
  );
  return [...rows].map(([, cashierId = '', kronor, ore]) => ({
    cashierId,
    amountMinor: Number(kronor) * 100 + Number(ore),
  }));
}

/** What a clerk gives back, each a little else. */
const wishes = [
  { kind: 'whole' as const },
  { kind: 'lines' as const, lines: [{ sku: 'adult', quantity: 1 }] },
  { kind: 'sum' as const, amount: '40.00', currency: 'SEK' },
  { kind: 'sum' as const, amount: '129.99', currency: 'SEK' },
];

describe.each(ENGINES)('on %s', (engine) => {
  test('fifty clerks, double clicks and lost answers', { timeout: 90_000 }, async () => {
    const shop = await openShop({ engine });
    const clerks = await Promise.all(Array.from({ length: CLERKS }, (_, n) => clerk(shop, `clerk-${n}`)));
    const orders: string[] = [];
    for (let n = 0; n < ORDERS; n += 1) orders.push((await paidOrder(shop, 2)).id);
    await shop.faults(
      { on: 'refundPayment', kind: 'reset-after', times: 4 },
      { on: 'refundPayment', kind: 'half', times: 3 },
      { on: 'refundPayment', kind: 'fault', times: 3 },
      { on: 'refundPayment', kind: 'busy', times: 3 },
      { on: 'refundPayment', kind: 'delay', delayMs: 60_000, times: 3 },
      { on: 'refundPayment', kind: 'reset-before', times: 3 },
    );

    const clicks = clerks.flatMap((each, n) => {
      const [order = '', wish = { kind: 'whole' as const }] = [orders[n % ORDERS], wishes[n % wishes.length]];
      const key = randomUUID();
      return [each.refund(order, wish, key), each.refund(order, wish, key)];
    });
    await Promise.all(clicks);

    const ledger = (await Promise.all(orders.map((order) => shop.store.refunds.findByOrder(order)))).flat();
    const made = await seqrsRefunds(shop);

    // Each of SEQR's has its row, for the same sum, and no row stands for two.
    const rows = new Map(ledger.map((refund) => [refund.id, refund]));
    expect(new Set(made.map(({ cashierId }) => cashierId)).size).toBe(made.length);
    for (const { cashierId, amountMinor } of made) {
      expect(rows.get(cashierId)).toMatchObject({ amountMinor });
      expect(['done', 'unknown']).toContain(rows.get(cashierId)?.state);
    }
    // What the ledger calls done, SEQR has made.
    const madeIds = new Set(made.map(({ cashierId }) => cashierId));
    for (const { id, state } of ledger) if (state === 'done') expect(madeIds).toContain(id);
    // No order gives back more than it got, by either book.
    for (const order of orders) {
      const own = ledger.filter(({ orderId }) => orderId === order);
      expect(sum(own.filter(({ id }) => madeIds.has(id)))).toBeLessThanOrEqual(PAID_MINOR);
      expect(sum(own.filter(({ state }) => state === 'done' || state === 'unknown'))).toBeLessThanOrEqual(
        PAID_MINOR,
      );
    }
    // The test is one only if all of it happened.
    const states = new Set(ledger.map(({ state }) => state));
    expect(states).toEqual(new Set(['done', 'unknown', 'refused']));
    expect(ledger.length).toBeGreaterThan(ORDERS);
    expect(shop.called('refundPayment')).toBe(ledger.length);
    expect((await verifyActs(shop.store.acts, shop.shop.secrets.sealAct)).fault).toBeNull();
  });
});

const sum = (refunds: Refund[]): number => refunds.reduce((total, { amountMinor }) => total + amountMinor, 0);
