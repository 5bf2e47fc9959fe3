// The day's own close: at its time on the wall, once, whatever the clocks do and whoever was asleep.
import { describe, expect, test } from 'vitest';
import { closePeriod } from '../../server/closing/close-period.ts';
import { Closer } from '../../server/closing/closer.ts';
import { resolveClosing } from '../../server/closing/resolve-closing.ts';
import { dueClose, isTimeZone } from '../../server/closing/schedule.ts';
import { ENGINES } from '../engines.ts';
import { openShop } from '../shop.ts';
import { sell } from './day.ts';

const stockholm = (closeAt: string) => ({ closeAt, timeZone: 'Europe/Stockholm' });
const at = (text: string) => Date.parse(text);

test.each([
  ['a winter evening', '23:55', '2025-12-24T22:54:59.999Z', null],
  ['a winter evening, a moment later', '23:55', '2025-12-24T22:55:00Z', '2025-12-24'],
  ['a summer evening', '23:55', '2026-06-30T21:55:00Z', '2026-06-30'],
  ['after midnight', '23:55', '2025-12-25T01:00:00Z', '2025-12-24'],
  ['missed, within six hours', '23:55', '2025-12-25T04:55:00Z', '2025-12-24'],
  ['missed for longer', '23:55', '2025-12-25T04:55:00.001Z', null],
  ['the first minute of a day', '00:00', '2025-12-24T23:00:00Z', '2025-12-25'],
  ['an hour that the clocks leave out: taken an hour later', '02:30', '2026-03-29T01:29:59Z', null],
  ['an hour that the clocks leave out, a moment later', '02:30', '2026-03-29T01:30:00Z', '2026-03-29'],
  ['the evening of the short day', '23:55', '2026-03-29T21:55:00Z', '2026-03-29'],
  ['an hour that the clocks show twice: the first time', '02:30', '2026-10-25T00:30:00Z', '2026-10-25'],
  ['before it', '02:30', '2026-10-25T00:29:59Z', null],
  ['the second time is the same close', '02:30', '2026-10-25T01:30:00Z', '2026-10-25'],
  ['the evening of the long day', '23:55', '2026-10-25T22:55:00Z', '2026-10-25'],
])('%s: closing at %s, it is %s', (_what, closeAt, now, day) => {
  expect(dueClose(stockholm(closeAt), at(now))?.day ?? null).toBe(day);
});

test('a year of looking every minute closes every day once', () => {
  for (const closeAt of ['02:30', '23:55']) {
    const days = new Set<string>();
    const moments = new Set<number>();
    for (let now = at('2026-01-01T12:00:00Z'); now < at('2027-01-01T12:00:00Z'); now += 15 * 60_000) {
      const due = dueClose(stockholm(closeAt), now);
      if (due) days.add(due.day);
      if (due) moments.add(due.at);
    }
    expect([days.size, moments.size]).toEqual([365, 365]);
  }
});

test('a time zone is one that the calendar knows', () => {
  expect(['Europe/Stockholm', 'UTC', 'Stockholm', '', 'Mars/Olympus'].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

describe.each(ENGINES)('on %s', (engine) => {
  // The clock of tests begins at 16:00 in Stockholm.
  const schedule = stockholm('16:05');

  test('the day is closed by itself, once, by whichever process comes first', async () => {
    const shop = await openShop({ engine, schedule });
    await sell(shop);
    const other = new Closer(shop.shop, schedule);
    await shop.passClosing(299_000);
    expect(await shop.store.closings.list(10)).toEqual([]);
    for (let second = 0; second < 6; second += 1) {
      await shop.sleepThrough(1_000);
      await Promise.all([shop.closer.look(), other.look()]);
      await Promise.all([shop.closer.drain(), other.drain()]);
    }
    await shop.passClosing(120_000);
    const all = await shop.store.closings.list(10);
    expect(all).toMatchObject([
      {
        state: 'matched',
        requestKey: 'schedule:2025-12-24:shop',
        requestedBy: 'schedule',
        terminalId: null,
        breakCount: 0,
      },
    ]);
    expect(shop.called('markTransactionPeriod')).toBe(1);
    await other.stop();
  });

  test('a close that was missed is made up for at the next start, and only within some hours', async () => {
    const shop = await openShop({ engine, schedule });
    await shop.sleepThrough(5 * 60 * 60_000);
    await shop.passClosing(2_000);
    expect(await shop.store.closings.list(10)).toHaveLength(1);
    await shop.sleepThrough(26 * 60 * 60_000);
    await shop.passClosing(2_000);
    expect(await shop.store.closings.list(10)).toHaveLength(1);
  });

  test('a close that SEQR did not take is tried again, ever less often, until it does or hours are over', async () => {
    const shop = await openShop({ engine, schedule });
    await shop.faults({ on: 'markTransactionPeriod', kind: 'busy', times: 2 });
    await shop.passClosing(303_000);
    expect(await shop.store.closings.list(10)).toMatchObject([{ state: 'refused' }]);
    expect(shop.logged.join()).toContain('the day could not be closed');
    await shop.passClosing(55_000);
    expect(shop.called('markTransactionPeriod')).toBe(1);
    await shop.passClosing(5_000);
    expect(shop.called('markTransactionPeriod')).toBe(2);
    await shop.passClosing(130_000);
    expect(await shop.store.closings.list(10)).toMatchObject([
      { state: 'matched', requestedBy: 'schedule' },
      { state: 'refused' },
      { state: 'refused' },
    ]);
    await shop.passClosing(3_600_000);
    expect(shop.called('markTransactionPeriod')).toBe(3);
  });

  test('a close that an unknown one stands in the way of is made when that is resolved', async () => {
    const shop = await openShop({ engine, schedule });
    await shop.faults({ on: 'markTransactionPeriod', kind: 'reset-after' });
    const lost = await closePeriod(shop.shop, { requestKey: 'a', terminalId: null, operator: 'astrid' });
    await shop.passClosing(360_000);
    expect(shop.called('markTransactionPeriod')).toBe(1);
    await resolveClosing(shop.shop, 'id' in lost ? lost.id : '', {
      transactionPeriodId: null,
      operator: 'bo',
      reason: 'nothing there',
    });
    await shop.passClosing(70_000);
    expect(await shop.store.closings.list(10, ['matched'])).toMatchObject([{ requestedBy: 'schedule' }]);
  });
});
