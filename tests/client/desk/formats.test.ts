// Times as they are written at the desk: the shop's, not those of the screen.
import { expect, it } from 'vitest';
import { day, dayBefore, minute, second } from '../../../client/desk/formats.ts';
import { openDesk } from './desk-stage.ts';

const SOON_MIDNIGHT = Date.UTC(2026, 10, 23, 22, 30, 9);

it.each([
  ['Europe/Stockholm', '2026-11-23 23:30', '2026-11-23'],
  ['Europe/Helsinki', '2026-11-24 00:30', '2026-11-24'],
  ['America/New_York', '2026-11-23 17:30', '2026-11-23'],
])('are of the shop’s zone, %s, from the signing in on', async (timeZone, at, date) => {
  await openDesk('#/orders', ({ session }) => (session.service.timeZone = timeZone));
  expect([minute(SOON_MIDNIGHT), day(SOON_MIDNIGHT)]).toEqual([at, date]);
  expect(second(SOON_MIDNIGHT)).toBe(`${at}:09`);
});

it.each([
  ['2026-10-26', '2026-10-25'],
  ['2026-10-25', '2026-10-24'],
  ['2026-03-01', '2026-02-28'],
  ['2026-01-01', '2025-12-31'],
])('the day before %s is %s, however many hours it had', (today, yesterday) => {
  expect(dayBefore(today)).toBe(yesterday);
});
