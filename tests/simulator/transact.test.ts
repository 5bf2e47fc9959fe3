// Nothing leaves before it is written down: neither an answer nor a notification.
import { expect, test } from 'vitest';
import type { StoredDocument } from '../../server/simulator/memory/books.ts';
import { SANDBOX_CUSTOMER } from '../../server/simulator/merchant.ts';
import { createSimulatedSeqr, DEFAULT_RULES } from '../../server/simulator/memory/simulated-seqr.ts';
import { createTransact } from '../../server/simulator/memory/transact.ts';
import { ManualClock } from '../manual-clock.ts';
import { countedRandom, service } from './sandbox.ts';

/** A disk whose writes end when the test says so, and fail when it says so. */
function openSlowDisk() {
  const writes: { ids: string[]; end: () => void; fail: () => void }[] = [];
  const notified: string[] = [];
  const clock = new ManualClock();
  const seqr = createSimulatedSeqr({
    services: [service],
    customer: SANDBOX_CUSTOMER,
    rules: DEFAULT_RULES,
    clock,
    random: countedRandom(),
  });
  const transact = createTransact({
    seqr,
    stateFile: {
      write: (documents: readonly StoredDocument[]) =>
        new Promise((resolve, reject) => {
          writes.push({
            ids: documents.map(({ id }) => id),
            end: resolve,
            fail: () => reject(new Error('the disk is full')),
          });
        }),
    },
    notify: (reference) => notified.push(reference),
  });
  const answered: string[] = [];
  const failed: string[] = [];
  /** Changes a document of that name, or nothing for null, and notes how the call ended. */
  const change = (name: string, id: string | null = name) => {
    transact(() => {
      if (id !== null) seqr.books.put('message', id, { at: 0, text: name });
    }).then(
      () => answered.push(name),
      () => failed.push(name),
    );
  };
  return { seqr, clock, transact, writes, notified, answered, failed, change };
}

test('answers only when the change is written', async () => {
  const { change, writes, answered, clock } = openSlowDisk();
  change('a');
  await clock.advance(0);
  expect(answered).toEqual([]);
  writes[0]?.end();
  await clock.advance(0);
  expect(answered).toEqual(['a']);
});

test('lets an answer that changes nothing wait for what it may rest on', async () => {
  const { change, writes, answered, clock } = openSlowDisk();
  change('a');
  change('looks', null);
  await clock.advance(0);
  expect(answered).toEqual([]);
  writes[0]?.end();
  await clock.advance(0);
  expect(answered.sort()).toEqual(['a', 'looks']);
});

test('writes together what comes while a write runs', async () => {
  const { change, writes, answered, clock } = openSlowDisk();
  for (const name of ['a', 'b', 'c', 'd']) change(name);
  await clock.advance(0);
  expect(writes.map(({ ids }) => ids)).toEqual([['a']]);
  writes[0]?.end();
  await clock.advance(0);
  expect(answered).toEqual(['a']);
  expect(writes.map(({ ids }) => ids)).toEqual([['a'], ['b', 'c', 'd']]);
  writes[1]?.end();
  await clock.advance(0);
  expect(answered).toEqual(['a', 'b', 'c', 'd']);
});

test('fails a call whose change cannot be written, and writes it with the next one', async () => {
  const { change, writes, answered, failed, clock } = openSlowDisk();
  change('a');
  writes[0]?.fail();
  await clock.advance(0);
  expect(failed).toEqual(['a']);
  change('b');
  await clock.advance(0);
  expect(writes[1]?.ids.sort()).toEqual(['a', 'b']);
  writes[1]?.end();
  await clock.advance(0);
  expect(answered).toEqual(['b']);
});

test('notifies only when the payment is written, and never of one that could not be', async () => {
  const { seqr, transact, writes, notified, clock } = openSlowDisk();
  const pay = (reference: string) =>
    transact(() => {
      seqr.books.put('message', reference, { at: 0, text: 'paid' });
      seqr.notificationsDue.push(reference);
    });
  const first = pay('1');
  // Another call in between must not send out what is not its own.
  const look = transact(() => undefined);
  await clock.advance(0);
  expect(notified).toEqual([]);
  writes[0]?.end();
  await Promise.all([first, look]);
  expect(notified).toEqual(['1']);
  const second = pay('2');
  writes[1]?.fail();
  await expect(second).rejects.toThrow('full');
  expect(notified).toEqual(['1']);
});
