// What becomes of a close when an answer is lost, a process dies, or two try at once; on both engines.
import { describe, expect, test, vi } from 'vitest';
import { closePeriod, MARK_LIFE_MS } from '../../server/closing/close-period.ts';
import { Closer } from '../../server/closing/closer.ts';
import { fetchAgain, resolveClosing } from '../../server/closing/resolve-closing.ts';
import { SeqrError } from '../../server/seqr/errors.ts';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import type { ClosingResult } from '../../shared/desk/closings.ts';
import type { ClosingRecord } from '../../server/store/closing-rows.ts';
import { ENGINES } from '../engines.ts';
import { openShop, PATIENCE } from '../shop.ts';
import type { TestShop } from '../shop.ts';
import { closeTheDay, found, markTheDay, sell } from './day.ts';

const { terminalId } = sandboxCredentials;

const NOTHING: ClosingResult = {
  currency: 'SEK',
  ours: { count: 0, totalMinor: 0 },
  theirs: { count: 0, totalMinor: 0 },
  statedMinor: 0,
  matchedCount: 0,
  breaks: [],
  resolvedRefundIds: [],
};

const by = { operator: 'bo', reason: 'the support has told' };
const close = ({ shop }: TestShop, requestKey: string, of: string | null = null) =>
  closePeriod(shop, { requestKey, terminalId: of, operator: 'astrid' });

describe.each(ENGINES)('on %s', (engine) => {
  test.each(['reset-after', 'half', 'fault', 'html'] as const)(
    'a lost mark (%s) is unknown, never repeated, and stands in the way until a person has looked',
    async (kind) => {
      const shop = await openShop({ engine });
      await shop.faults({ on: 'markTransactionPeriod', kind });
      const lost = (await close(shop, 'a')) as ClosingRecord;
      expect(lost).toMatchObject({ state: 'unknown', transactionPeriodId: null });
      expect(lost.explanation).toContain('lost');
      await shop.passClosing(120_000);
      expect(shop.called('markTransactionPeriod')).toBe(1);
      expect(await close(shop, 'b')).toMatchObject({
        refused: 'closing-in-the-way',
        closing: { id: lost.id },
      });
      // A terminal has periods of its own.
      expect(await close(shop, 'c', terminalId)).toMatchObject({ state: 'marked' });

      expect(await resolveClosing(shop.shop, lost.id, { transactionPeriodId: null, ...by })).toMatchObject({
        state: 'abandoned',
      });
      expect(await close(shop, 'd')).toMatchObject({ state: 'marked' });
    },
  );

  test("a lost mark goes on with the period's number from SEQR's support", async () => {
    const shop = await openShop({ engine });
    await sell(shop);
    await shop.sleepThrough(61_000);
    // What SEQR has marked behind the lost answer, a person asks for there; here another way to the same number.
    const told = await shop.shop.seqr.call('markTransactionPeriod', {});
    const transactionPeriodId = told.transactionPeriodId ?? '';
    await shop.faults({ on: 'markTransactionPeriod', kind: 'reset-after' });
    const lost = (await close(shop, 'a')) as ClosingRecord;
    expect(await resolveClosing(shop.shop, lost.id, { transactionPeriodId, ...by })).toMatchObject({
      state: 'marked',
    });
    await shop.passClosing(5_000);
    expect(await found(shop, lost.id)).toMatchObject({
      state: 'matched',
      transactionPeriodId,
      breakCount: 0,
    });
  });

  test('a period that was matched is never matched twice', async () => {
    const shop = await openShop({ engine });
    await sell(shop);
    const { id, transactionPeriodId } = await closeTheDay(shop);
    const before = await found(shop, id);
    await shop.faults({ on: 'markTransactionPeriod', kind: 'reset-after' });
    const lost = (await close(shop, 'b')) as ClosingRecord;
    expect(await resolveClosing(shop.shop, lost.id, { transactionPeriodId, ...by })).toMatchObject({
      refused: 'period-taken',
      detail: `period ${transactionPeriodId ?? ''} is another closing's already`,
    });
    expect(await fetchAgain(shop.shop, id, by)).toMatchObject({ refused: 'wrong-state' });
    expect(await resolveClosing(shop.shop, id, { transactionPeriodId, ...by })).toMatchObject({
      refused: 'wrong-state',
    });
    expect(await resolveClosing(shop.shop, 'x', { transactionPeriodId, ...by })).toMatchObject({
      refused: 'closing-unknown',
    });
    await shop.passClosing(10_000);
    expect(await found(shop, id)).toEqual(before);
  });

  test('a mark that SEQR refuses, or that did not reach it, has closed nothing', async () => {
    const shop = await openShop({ engine });
    await shop.faults({ on: 'markTransactionPeriod', kind: 'busy' });
    const busy = (await close(shop, 'a')) as ClosingRecord;
    expect(busy).toMatchObject({ state: 'refused' });
    expect(busy.explanation).toContain('93');
    expect(await close(shop, 'b')).toMatchObject({ state: 'marked' });
    expect(await close(shop, 'c', 'another')).toMatchObject({ refused: 'terminal-unknown' });
  });

  test.each([90, 77])(
    'a no that does not say that nothing was closed (%d) is unknown',
    async (resultCode) => {
      const shop = await openShop({ engine });
      const no = new SeqrError({ kind: 'rejected', operation: 'markTransactionPeriod', resultCode });
      vi.spyOn(shop.shop.seqr, 'call').mockRejectedValueOnce(no);
      const unclear = (await close(shop, 'a')) as ClosingRecord;
      expect(unclear).toMatchObject({ state: 'unknown' });
      expect(unclear.explanation).toContain(`does not say whether the period was closed`);
      expect(await close(shop, 'b')).toMatchObject({ refused: 'closing-in-the-way' });
    },
  );

  test('a number that was told wrong is told anew, or the close is abandoned', async () => {
    const shop = await openShop({ engine });
    await sell(shop);
    await shop.sleepThrough(61_000);
    const { transactionPeriodId = '' } = await shop.shop.seqr.call('markTransactionPeriod', {});
    await shop.faults({ on: 'markTransactionPeriod', kind: 'reset-after' });
    const { id } = (await close(shop, 'a')) as ClosingRecord;
    await resolveClosing(shop.shop, id, { transactionPeriodId: '4711', ...by });
    // While its report may still come, nobody changes what it is about.
    expect(await resolveClosing(shop.shop, id, { transactionPeriodId, ...by })).toMatchObject({
      refused: 'wrong-state',
    });
    await shop.passClosing(5_000);
    expect(await found(shop, id)).toMatchObject({ state: 'marked', nextAt: null });
    expect(await resolveClosing(shop.shop, id, { transactionPeriodId, ...by })).toMatchObject({
      state: 'marked',
    });
    await shop.passClosing(5_000);
    expect(await found(shop, id)).toMatchObject({ state: 'matched', transactionPeriodId, breakCount: 0 });
  });

  test('a report of the number that was told before ends nothing', async () => {
    const shop = await openShop({ engine });
    const before = aClosing({ state: 'marked', transactionPeriodId: '7' });
    await shop.store.closings.open(before);
    await shop.store.closings.move('dead', ['marked'], { transactionPeriodId: '8' });
    const completion = { result: NOTHING, explanation: null, matchedAt: 1, refunds: [], listed: ['1'] };
    expect(await shop.store.closings.complete(before, completion)).toBe(false);
    expect(await found(shop, 'dead')).toMatchObject({ state: 'marked', transactionPeriodId: '8' });
  });

  test('the same request is the same closing, and two at once make one mark', async () => {
    const shop = await openShop({ engine });
    const twins = await Promise.all([close(shop, 'a'), close(shop, 'a')]);
    const ids = twins.filter((twin) => 'id' in twin).map(({ id }) => id);
    expect(ids[0]).toBe(ids[1]);
    expect(shop.called('markTransactionPeriod')).toBe(1);
    await shop.passClosing(5_000);
    expect(await close(shop, 'a')).toMatchObject({ id: ids[0], state: 'matched' });
  });

  test('while SEQR is being asked, nobody else of the same scope asks', async () => {
    const shop = await openShop({ engine });
    await shop.faults({ on: 'markTransactionPeriod', kind: 'delay', delayMs: 5_000 });
    const first = close(shop, 'a');
    await vi.waitFor(() => expect(shop.clock.sleepers).toBe(1), PATIENCE);
    expect(await close(shop, 'b')).toMatchObject({
      refused: 'closing-in-the-way',
      detail: 'a close of the same is under way',
      closing: { state: 'marking' },
    });
    await shop.sleepThrough(5_000);
    expect(await first).toMatchObject({ state: 'marked' });
    expect(shop.called('markTransactionPeriod')).toBe(1);
  });

  test('a process that died between the row and the answer leaves an unknown closing', async () => {
    const shop = await openShop({ engine });
    await shop.store.closings.open(aClosing({ state: 'marking', requestedAt: shop.clock.now() }));
    await shop.passClosing(MARK_LIFE_MS);
    expect(await found(shop, 'dead')).toMatchObject({ state: 'marking' });
    await shop.passClosing(1_000);
    expect(await found(shop, 'dead')).toMatchObject({ state: 'unknown' });
    expect(await close(shop, 'b')).toMatchObject({ refused: 'closing-in-the-way' });
  });

  test('a process that died between the mark and the report: another one fetches it', async () => {
    const shop = await openShop({ engine });
    await sell(shop);
    const { id } = await markTheDay(shop);
    // Taken by somebody who never comes back.
    await shop.sleepThrough(3_000);
    const leaseMs = 180_000;
    expect(await shop.store.closings.takeDue(shop.clock.now(), leaseMs, 1)).toMatchObject([{ id }]);
    expect(await shop.store.closings.takeDue(shop.clock.now(), leaseMs, 1)).toEqual([]);
    await shop.passClosing(leaseMs - 2_000);
    expect(await found(shop, id)).toMatchObject({ state: 'marked' });
    await shop.passClosing(4_000);
    expect(await found(shop, id)).toMatchObject({ state: 'matched', breakCount: 0 });
  });

  test('two processes share the work, and each closing is matched once', async () => {
    const shop = await openShop({ engine });
    await sell(shop);
    const { id } = await markTheDay(shop);
    const other = (await close(shop, 'b', terminalId)) as ClosingRecord;
    await shop.sleepThrough(3_000);
    const second = new Closer(shop.shop, null);
    for (let turn = 0; turn < 3; turn += 1) {
      await Promise.all([shop.closer.look(), second.look()]);
      await Promise.all([shop.closer.drain(), second.drain()]);
    }
    for (const closing of [id, other.id])
      expect(await found(shop, closing)).toMatchObject({ state: 'matched', breakCount: 0 });
    // Details and summary of each.
    expect(shop.called('executeReport')).toBe(4);
  });

  test('of two who bring the same result one ends the closing, and nothing is half done', async () => {
    const shop = await openShop({ engine });
    const closing = aClosing({ state: 'marked', transactionPeriodId: '7' });
    await shop.store.closings.open(closing);
    const completion = { result: NOTHING, explanation: null, matchedAt: 1, refunds: [] };
    const { closings } = shop.store;
    await expect(closings.complete(closing, { ...completion, listed: ['1', '2', '1'] })).rejects.toThrow();
    expect(await found(shop, 'dead')).toMatchObject({ state: 'marked', result: null });
    expect(await closings.books.listedBefore('shop', ['1', '2'])).toEqual(new Set());
    const both = [
      closings.complete(closing, { ...completion, listed: ['1'] }),
      closings.complete(closing, { ...completion, listed: ['2'] }),
    ];
    expect((await Promise.all(both)).toSorted()).toEqual([false, true]);
    expect((await closings.books.listedBefore('shop', ['1', '2', '3'])).size).toBe(1);
  });

  test('what a person does is logged with it, or not done', async () => {
    const shop = await openShop({ engine });
    const { id } = (await close(shop, 'a')) as ClosingRecord;
    await close(shop, 'a');
    await fetchAgain(shop.shop, id, by);
    await resolveClosing(shop.shop, id, { transactionPeriodId: null, ...by });
    expect(await shop.store.acts.about(id)).toMatchObject([
      { act: 'period closed', operator: 'astrid' },
      { act: 'report asked for again', operator: 'bo' },
    ]);
  });

  test('closings are listed, the newest first, and found by their states', async () => {
    const shop = await openShop({ engine });
    const first = await closeTheDay(shop);
    const second = await markTheDay(shop);
    const { closings } = shop.store;
    expect((await closings.list(10)).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await closings.list(10, ['matched'])).toMatchObject([
      { id: first.id, breakCount: 0, result: null },
    ]);
    expect(await closings.list(1)).toHaveLength(1);
  });
});

function aClosing(parts: Partial<ClosingRecord>): ClosingRecord {
  return {
    id: 'dead',
    requestKey: 'dead',
    terminalId: null,
    state: 'marking',
    transactionPeriodId: null,
    requestedBy: 'astrid',
    requestedAt: 1,
    markedAt: null,
    matchedAt: null,
    explanation: null,
    breakCount: null,
    result: null,
    fetches: 0,
    nextAt: null,
    ...parts,
  };
}
