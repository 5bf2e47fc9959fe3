// Where the two books do not agree: each class of break leads to the right order, and a bad report to none at all.
import { describe, expect, test } from 'vitest';
import { closePeriod } from '../../server/closing/close-period.ts';
import { compare } from '../../server/closing/fetch-report.ts';
import { decideRefund } from '../../server/orders/decide-refund.ts';
import { fetchAgain } from '../../server/closing/resolve-closing.ts';
import type { ClosingRecord } from '../../server/store/closing-rows.ts';
import { ENGINES } from '../engines.ts';
import { openShop } from '../shop.ts';
import { closeTheDay, found, giveBack, markTheDay, sell } from './day.ts';

describe.each(ENGINES)('on %s', (engine) => {
  test('a payment that only SEQR has is missing here', async () => {
    const shop = await openShop({ engine });
    const order = await sell(shop);
    await shop.faults({ on: 'executeReport', kind: 'row-extra' });
    const { result, breakCount } = await closeTheDay(shop);
    expect(breakCount).toBe(1);
    expect(result).toMatchObject({ matchedCount: 1, ours: { count: 1 }, theirs: { count: 2 } });
    // The summary does not know of it either.
    expect(result?.statedMinor).toBe(order.payment.amountMinor);
    expect(result?.breaks).toMatchObject([
      {
        kind: 'missing-here',
        of: 'payment',
        orderId: null,
        bookingNumber: null,
        oursMinor: null,
        theirsMinor: 4_200,
      },
    ]);
  });

  test('a payment that only we have is missing there, tells its order, and is told again until it comes', async () => {
    const shop = await openShop({ engine });
    const { id: orderId, bookingNumber, payment } = await sell(shop);
    await shop.faults({ on: 'executeReport', kind: 'row-missing' });
    const missing = {
      kind: 'missing-there',
      orderId,
      bookingNumber,
      oursMinor: payment.amountMinor,
      theirsMinor: null,
    };
    expect((await closeTheDay(shop)).result?.breaks).toMatchObject([missing]);
    expect((await closeTheDay(shop)).result?.breaks).toMatchObject([missing]);
    await shop.sleepThrough(7 * 24 * 60 * 60_000);
    expect((await closeTheDay(shop)).result?.breaks).toMatchObject([missing]);
    // A week before the close that was matched last: SEQR will not list it any more.
    expect((await closeTheDay(shop)).result?.breaks).toEqual([]);
  });

  test('another amount, by an öre, is a break of that order', async () => {
    const shop = await openShop({ engine });
    const { id: orderId, bookingNumber, payment } = await sell(shop);
    await shop.faults({ on: 'executeReport', kind: 'amount-differs' });
    const { result } = await closeTheDay(shop);
    const oursMinor = payment.amountMinor;
    expect(result).toMatchObject({
      matchedCount: 0,
      ours: { count: 1, totalMinor: oursMinor },
      theirs: { count: 1, totalMinor: oursMinor + 1 },
      breaks: [{ kind: 'amount-differs', orderId, bookingNumber, oursMinor, theirsMinor: oursMinor + 1 }],
    });
    // It was listed: it is not missing tomorrow.
    expect((await closeTheDay(shop)).result?.breaks).toEqual([]);
  });

  test('a payment that stands twice in a report, or again in a later one, is told', async () => {
    const shop = await openShop({ engine });
    const { id: orderId, payment } = await sell(shop);
    await shop.faults({ on: 'executeReport', kind: 'row-twice' });
    const { result } = await closeTheDay(shop);
    const twice = { kind: 'twice', orderId, ersReference: payment.ersReference };
    expect(result).toMatchObject({
      matchedCount: 1,
      ours: { count: 1 },
      theirs: { count: 2 },
      breaks: [twice],
    });
    // What an earlier report has listed once may not come again.
    const { id } = await markTheDay(shop);
    const closing = await found(shop, id);
    const rows = [
      {
        terminalId: null,
        cashierId: null,
        amountMinor: payment.amountMinor,
        ersReference: payment.ersReference,
      },
    ];
    await compare(shop.shop, closing, rows, () => Promise.resolve(null));
    expect((await found(shop, id)).result).toMatchObject({
      matchedCount: 0,
      statedMinor: null,
      breaks: [twice],
    });
  });

  test('what was paid just before the mark is left to the next close when the report does not list it', async () => {
    const shop = await openShop({ engine });
    await sell(shop);
    await shop.sleepThrough(1);
    await shop.faults({ on: 'executeReport', kind: 'row-missing' });
    const close = async () => {
      const request = { requestKey: String(Math.random()), terminalId: null, operator: 'astrid' };
      const { id } = (await closePeriod(shop.shop, request)) as ClosingRecord;
      await shop.passClosing(5_000);
      return found(shop, id);
    };
    expect((await close()).result?.breaks).toEqual([]);
    await shop.sleepThrough(60_000);
    expect((await close()).result?.breaks).toMatchObject([{ kind: 'missing-there' }]);
  });

  test('while an earlier report is still to come, what it may list is left to it', async () => {
    const shop = await openShop({ engine });
    await sell(shop);
    await shop.faults({ on: 'executeReport', kind: 'report-empty' });
    const first = await markTheDay(shop);
    await shop.passClosing(5_000);
    await sell(shop);
    expect((await closeTheDay(shop)).result).toMatchObject({ matchedCount: 1, breaks: [] });
    await fetchAgain(shop.shop, first.id, { operator: 'bo' });
    await shop.passClosing(1_000);
    expect((await found(shop, first.id)).result).toMatchObject({ matchedCount: 1, breaks: [] });
  });

  test('a payment that SEQR has taken back is not missed; if it is listed, that is a break of its order', async () => {
    const shop = await openShop({ engine });
    const { id: orderId, bookingNumber } = await sell(shop);
    await shop.store.changeOrder(orderId, () => ({ reversedAt: shop.clock.now() }));
    await shop.faults({ on: 'executeReport', kind: 'row-missing' });
    expect((await closeTheDay(shop)).result).toMatchObject({ ours: { count: 0 }, breaks: [] });

    const listed = await sell(shop);
    await shop.store.changeOrder(listed.id, () => ({ reversedAt: shop.clock.now() }));
    const { result } = await closeTheDay(shop);
    expect(result?.breaks).toMatchObject([
      { kind: 'missing-here', orderId: listed.id, bookingNumber: listed.bookingNumber, oursMinor: null },
    ]);
    expect(bookingNumber).not.toBe(listed.bookingNumber);
  });

  test.each([
    ['report-empty', 'the report is empty'],
    ['report-cut', 'not well-formed XML, line 1'],
    ['report-malformed', 'not well-formed XML, line 1'],
    ['report-other-period', 'is about period'],
  ] as const)(
    '%s: nothing is half done, the reason is told, and it can be fetched again',
    async (kind, reason) => {
      const shop = await openShop({ engine });
      await sell(shop);
      await shop.faults({ on: 'executeReport', kind });
      const { id } = await markTheDay(shop);
      await shop.passClosing(60_000);
      const waiting = await found(shop, id);
      expect(waiting).toMatchObject({ state: 'marked', result: null, breakCount: null, nextAt: null });
      expect(waiting.explanation).toContain(reason);
      expect(shop.called('executeReport')).toBe(1);
      expect(await fetchAgain(shop.shop, id, { operator: 'bo' })).toMatchObject({ state: 'marked' });
      await shop.passClosing(1_000);
      expect(await found(shop, id)).toMatchObject({ state: 'matched', breakCount: 0, explanation: null });
    },
  );

  test('an unknown refund that the report names by its cashier is done, with what is told of it', async () => {
    const shop = await openShop({ engine });
    const order = await sell(shop);
    const refund = await giveBack(shop, order, 3_000, { state: 'unknown' });
    const closing = await closeTheDay(shop);
    expect(closing).toMatchObject({ breakCount: 0, explanation: null });
    expect(closing.result).toMatchObject({ matchedCount: 2, resolvedRefundIds: [refund.id] });
    const settled = await shop.store.refunds.find(refund.id);
    expect(settled).toMatchObject({ state: 'done', endedAt: closing.matchedAt });
    expect(settled?.ersReference).toMatch(/^\d{25}$/);
    const effects = await shop.store.findSideEffects(order.id);
    expect(effects.filter(({ kind }) => kind === 'refunded')).toMatchObject([
      { releasedAt: closing.matchedAt },
    ]);
    expect((await closeTheDay(shop)).result).toMatchObject({ matchedCount: 0, breaks: [] });
  });

  test('a refund that is found not made while the books are compared is compared anew', async () => {
    const shop = await openShop({ engine });
    const refund = await giveBack(shop, await sell(shop), 1_000, { state: 'unknown' });
    const { id } = await markTheDay(shop);
    const rows = [
      { terminalId: null, cashierId: refund.id, amountMinor: -1_000, ersReference: '77' },
      { terminalId: null, cashierId: null, amountMinor: 13_000, ersReference: 'x' },
    ];
    const decided = { operator: 'chief', reason: 'no money came', wasMade: false };
    // SEQR's summary is fetched in between, which takes its time.
    const comparing = async () =>
      compare(shop.shop, await found(shop, id), rows, async () => {
        await decideRefund(shop.shop, refund.id, decided);
        return null;
      });
    await expect(comparing()).rejects.toThrow(refund.id);
    expect(await found(shop, id)).toMatchObject({ state: 'marked', result: null });
    await compare(shop.shop, await found(shop, id), rows, () => Promise.resolve(null));
    expect((await found(shop, id)).result?.breaks).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'missing-here', of: 'refund', refundId: refund.id }),
      ]) as unknown[],
    );
  });

  test('an unknown refund that no row names stays unknown, and the closing says so', async () => {
    const shop = await openShop({ engine });
    const order = await sell(shop);
    const nameless = await giveBack(shop, order, 2_000, { state: 'unknown', cashierId: 'NULL' });
    const never = await giveBack(shop, order, 1_000, { state: 'unknown', isMade: false });
    const { result, explanation } = await closeTheDay(shop);
    expect(explanation).toBe(
      '2 refunds whose outcome is unknown are not in the report: a person must decide',
    );
    expect(result).toMatchObject({
      resolvedRefundIds: [],
      breaks: [{ kind: 'missing-here', of: 'refund', theirsMinor: -2_000, refundId: null }],
    });
    for (const { id } of [nameless, never])
      expect(await shop.store.refunds.find(id)).toMatchObject({ state: 'unknown' });
  });

  test('a refund of ours that SEQR does not list, or that was refused and is listed, leads to its order', async () => {
    const shop = await openShop({ engine });
    const order = await sell(shop);
    const missed = await giveBack(shop, order, 1_000, { isMade: false });
    const refused = await giveBack(shop, order, 2_000, { state: 'refused' });
    const { result } = await closeTheDay(shop);
    const of = { of: 'refund', orderId: order.id, bookingNumber: order.bookingNumber };
    expect(result?.breaks).toMatchObject([
      { ...of, kind: 'missing-here', refundId: refused.id, oursMinor: null, theirsMinor: -2_000 },
      { ...of, kind: 'missing-there', refundId: missed.id, oursMinor: -1_000, theirsMinor: null },
    ]);
  });

  test('a refund that is just being made is waited for; one whose maker has died is settled', async () => {
    const shop = await openShop({ engine });
    const order = await sell(shop);
    await shop.sleepThrough(61_000);
    const refund = await giveBack(shop, order, 1_000, { state: 'sent' });
    const request = { requestKey: 'a', terminalId: null, operator: 'astrid' };
    await shop.sleepThrough(1);
    const { id } = (await closePeriod(shop.shop, request)) as ClosingRecord;
    await shop.passClosing(10_000);
    expect(await found(shop, id)).toMatchObject({ state: 'marked' });
    await shop.passClosing(120_000);
    expect(await found(shop, id)).toMatchObject({ state: 'matched', breakCount: 0 });
    expect(await shop.store.refunds.find(refund.id)).toMatchObject({ state: 'done' });
  });
});
