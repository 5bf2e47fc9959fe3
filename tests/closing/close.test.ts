// The day's close from the mark to the compared books, over real HTTP and on both engines.
import { describe, expect, test } from 'vitest';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import { ENGINES } from '../engines.ts';
import { openShop } from '../shop.ts';
import { closeTheDay, giveBack, markTheDay, found, sell } from './day.ts';

const { terminalId } = sandboxCredentials;

describe.each(ENGINES)('on %s', (engine) => {
  test('a day with payments and refunds closes, and both books agree', async () => {
    const shop = await openShop({ engine });
    const first = await sell(shop, 2);
    await sell(shop, 1);
    const refund = await giveBack(shop, first, 3_000);
    const totalMinor = first.payment.amountMinor * 1.5 - refund.amountMinor;

    const closing = await closeTheDay(shop);
    expect(closing).toMatchObject({
      state: 'matched',
      terminalId: null,
      requestedBy: 'astrid',
      breakCount: 0,
      explanation: null,
      result: {
        currency: 'SEK',
        ours: { count: 3, totalMinor },
        theirs: { count: 3, totalMinor },
        statedMinor: totalMinor,
        matchedCount: 3,
        breaks: [],
        resolvedRefundIds: [],
      },
    });
    expect(closing.transactionPeriodId).toMatch(/^\d{25}$/);
  });

  test('the next close holds only what came after the one before', async () => {
    const shop = await openShop({ engine });
    await sell(shop, 1);
    await closeTheDay(shop);
    await sell(shop, 3);
    const next = await closeTheDay(shop);
    expect(next.result).toMatchObject({ ours: { count: 1 }, theirs: { count: 1 }, breaks: [] });
    expect((await closeTheDay(shop)).result).toMatchObject({ ours: { count: 0 }, breaks: [] });
  });

  test('a terminal is closed by itself, and the shop still sees all of it', async () => {
    const shop = await openShop({ engine });
    await sell(shop);
    const ofTerminal = await closeTheDay(shop, terminalId);
    expect(ofTerminal).toMatchObject({ state: 'matched', terminalId, breakCount: 0 });
    expect(ofTerminal.result).toMatchObject({ matchedCount: 1 });
    expect((await closeTheDay(shop)).result).toMatchObject({ matchedCount: 1, breaks: [] });
  });

  test('a report that is not ready is asked for again, ever less often, and never given up', async () => {
    const shop = await openShop({ engine });
    await sell(shop);
    // Longer than SEQR says: each answer is refused as long as the fault lasts.
    await shop.faults({ on: 'executeReport', kind: 'busy', times: 30 });
    const { id } = await markTheDay(shop);
    await shop.passClosing(20_000);
    const waiting = await found(shop, id);
    expect(waiting).toMatchObject({ state: 'marked', result: null });
    expect(waiting.explanation).toContain('93');
    const asked = shop.called('executeReport');
    await shop.passClosing(300_000);
    expect(shop.called('executeReport') - asked).toBeLessThan(20);
    await shop.faults();
    await shop.passClosing(300_000);
    expect(await found(shop, id)).toMatchObject({ state: 'matched', breakCount: 0, explanation: null });
  });
});
