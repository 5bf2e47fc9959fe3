// What waits for a person, and the log.
import { expect, it } from 'vitest';
import { ActLog } from '../../../client/desk/log/act-log.svelte.ts';
import { DeedForm } from '../../../client/desk/deed-form.svelte.ts';
import { agreeing, deciding, rejecting, withdrawing } from '../../../client/desk/refund/refund-deeds.ts';
import { openDesk } from './desk-stage.ts';
import { refund } from './fixtures.ts';

it('counts everything that waits, looks again while it is seen, and rests while it is not', async () => {
  const { desk, backend, clock, window } = await openDesk();
  const stop = desk.tasks.start();
  await clock.advance(0);
  expect(desk.tasks.count).toBe(7);
  window.show('hidden');
  await clock.advance(60_000);
  expect(backend.calls(/^GET tasks/)).toHaveLength(1);
  window.show('visible');
  await clock.advance(30_000);
  expect(backend.calls(/^GET tasks/)).toHaveLength(2);
  stop();
});

it('keeps what it knows when it cannot ask', async () => {
  const { desk, backend } = await openDesk();
  await desk.tasks.load();
  backend.fail(/tasks/, 'cut');
  await desk.tasks.load();
  expect([desk.tasks.count, desk.tasks.problem?.code]).toEqual([7, 'offline']);
});

it.each([
  ['agree', agreeing, 'refunds/r3/approve', { reason: 'Seen the ticket' }],
  ['do not agree', rejecting, 'refunds/r3/reject', { reason: 'Seen the ticket' }],
  ['take it back', withdrawing, 'refunds/r3/reject', { reason: 'Seen the ticket' }],
  [
    'it was made',
    (...[api, given, after]: Parameters<typeof agreeing>) => deciding(api, given, true, after),
    'refunds/r3/decide',
    { wasMade: true, reason: 'Seen the ticket' },
  ],
  [
    'it was not made',
    (...[api, given, after]: Parameters<typeof agreeing>) => deciding(api, given, false, after),
    'refunds/r3/decide',
    { wasMade: false, reason: 'Seen the ticket' },
  ],
])('“%s” is said with a reason', async (_, deed, path, body) => {
  const { desk, backend } = await openDesk('#/tasks');
  const form = new DeedForm(deed(desk.api, refund({ id: 'r3' }), () => desk.tasks.load()));
  form.reason = 'Seen the ticket';
  expect(await form.send()).toBe(true);
  expect(backend.calls(/^POST/)).toMatchObject([{ path, body, csrf: 'csrf-1' }]);
  expect(desk.tasks.value?.awaiting).toEqual([]);
});

it('shows who agreed what became of the refund, which SEQR may have refused', async () => {
  const { desk, backend } = await openDesk('#/tasks');
  backend.fail(/approve$/, { status: 200, body: refund({ id: 'r3', state: 'refused' }) });
  const form = new DeedForm(agreeing(desk.api, refund({ id: 'r3' }), () => desk.tasks.load()));
  form.reason = 'Seen the ticket';
  expect(form.outcome).toBeNull();
  expect(await form.send()).toBe(true);
  expect(form.outcome).toMatchObject({ id: 'r3', state: 'refused' });
});

it('reads the log from the newest on, and older acts as they are wanted', async () => {
  const asked: (number | null)[] = [];
  const act = (number: number) => ({
    number,
    at: 0,
    operator: 'anna',
    act: 'refund',
    subject: null,
    about: null,
    reason: null,
  });
  const log = new ActLog({
    acts: (before) => {
      asked.push(before);
      return Promise.resolve(before === null ? { acts: [act(2)], next: 2 } : { acts: [act(1)], next: null });
    },
  });
  await Promise.all([log.more(), log.more()]);
  await log.more();
  expect(log.acts?.map(({ number }) => number)).toEqual([2, 1]);
  expect([asked, log.hasMore]).toEqual([[null, 2], false]);
});
