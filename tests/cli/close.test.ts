// close and closings: the day is closed once, in somebody's name, and what came of it is shown, written and resolved.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import { sell } from '../closing/day.ts';
import { employ } from '../desk/clerk.ts';
import { ENGINES } from '../engines.ts';
import type { Engine } from '../engines.ts';
import { openShop } from '../shop.ts';
import type { TestShop } from '../shop.ts';
import { REASON, run, runAs } from './terminal.ts';
import type { Ran } from './terminal.ts';

async function office(engine: Engine = 'sqlite') {
  const shop = await openShop({ engine });
  await employ(shop, 'anna');
  await employ(shop, 'night', ['look', 'close']);
  return shop;
}

/** Time passes while somebody waits. */
async function passing(shop: TestShop, running: Promise<Ran>): Promise<Ran> {
  const turning = setInterval(() => void shop.clock.advance(500), 10);
  return running.finally(() => clearInterval(turning));
}

describe.each(ENGINES)('on %s', (engine) => {
  test('the day is closed, the report awaited and compared, and the papers written', async () => {
    const shop = await office(engine);
    const { bookingNumber } = await sell(shop);
    await shop.sleepThrough(60_000);
    await shop.faults({ on: 'executeReport', kind: 'amount-differs' });
    const ran = await passing(shop, runAs(shop, 'night', ['close', '--yes']));
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(
      /^Closing \w{32} of the shop \(period \d+\) is closed, and both books are compared: 1 do not agree, see "closings show \w{32}"\.\n$/,
    );
    const { closings } = (await run(shop, ['closings', 'list', '--json'])).json();
    const id = closings?.[0]?.id ?? '';
    const { out } = await run(shop, ['closings', 'list']);
    expect(out).toMatch(/^CLOSING +OF +STATE +PERIOD +ASKED FOR +BY +BREAKS +REMARK\n/);
    expect(out).toMatch(new RegExp(`${id} {2}the shop {2}matched {2}\\d+ +2025-12-24 16:01 {2}night +1\n`));

    const shown = await run(shop, ['closings', 'show', id]);
    expect(shown.code).toBe(0);
    expect(shown.out).toMatch(/\nours +1 +130\.00 SEK\nSEQR’s +1 +130\.01 SEK\n/);
    expect(shown.out).toMatch(
      new RegExp(`\nanother amount +payment +${bookingNumber} +\\d+ +130\\.00 SEK +130\\.01 SEK\n`),
    );
    expect((await run(shop, ['closings', 'show', id, '--json'])).json()).toMatchObject({
      state: 'matched',
      result: { matchedCount: 0, breaks: [{ kind: 'amount-differs', bookingNumber }] },
    });

    const folder = await mkdtemp(join(tmpdir(), 'seqr-papers-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const csv = await run(shop, ['closings', 'csv', id]);
    expect(csv.out.startsWith('\ufeff')).toBe(true);
    expect(csv.out).toContain(bookingNumber);
    const file = join(folder, 'day.csv');
    expect((await run(shop, ['closings', 'csv', id, '-o', file])).out).toBe(`${file} was written.\n`);
    expect(await readFile(file, 'utf8')).toBe(csv.out);
    const paper = join(folder, 'day.pdf');
    const pdf = await run(shop, ['closings', 'pdf', id, '-o', paper, '--json']);
    const bytes = await readFile(paper);
    expect(pdf.json()).toEqual({ id, file: paper, bytes: bytes.length });
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const nowhere = await run(shop, ['closings', 'pdf', id, '-o', join(folder, 'none', 'day.pdf')]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.err).toContain('cannot be written (ENOENT)');
  });

  test('a lost answer is an unknown outcome; nothing is closed over it until it is resolved', async () => {
    const shop = await office(engine);
    await shop.faults({ on: 'markTransactionPeriod', kind: 'reset-after' });
    const close = ['close', '--yes', '--no-wait', '--json'];
    const lost = await runAs(shop, 'night', close);
    expect(lost.code).toBe(3);
    const { id = '', state } = lost.json();
    expect(state).toBe('unknown');
    const next = await runAs(shop, 'night', close);
    expect(next.code).toBe(1);
    expect(next.json()).toMatchObject({ error: { code: 'closing-in-the-way' } });
    const resolve = ['closings', 'resolve', id, ...REASON];
    expect((await runAs(shop, 'night', resolve)).code).toBe(2);
    expect((await runAs(shop, 'night', [...resolve, '--period', '1', '--abandon'])).code).toBe(2);
    expect((await runAs(shop, 'night', [...resolve, '--period', 'one'])).code).toBe(2);
    expect((await runAs(shop, 'anna', [...resolve, '--abandon'])).code).toBe(1);
    const resolved = await runAs(shop, 'night', [...resolve, '--abandon']);
    expect(resolved.code).toBe(0);
    expect(resolved.out).toContain(`Closing ${id} of the shop was abandoned.`);
    const marked = await runAs(shop, 'night', close);
    expect(marked.code).toBe(0);
    expect(marked.json()).toMatchObject({ state: 'marked' });
  });
});

test('a report that could not be read is asked for again', async () => {
  const shop = await office();
  await sell(shop);
  await shop.sleepThrough(60_000);
  await shop.faults({ on: 'executeReport', kind: 'report-malformed' });
  const ran = await passing(shop, runAs(shop, 'night', ['close', '--yes', '--json']));
  expect(ran.code).toBe(0);
  expect(ran.json()).toMatchObject({ state: 'marked' });
  const { id = '' } = ran.json();
  const early = await run(shop, ['closings', 'csv', id]);
  expect(early.code).toBe(1);
  expect(early.err).toContain('its report is not compared yet');
  expect((await runAs(shop, 'anna', ['closings', 'fetch', id])).code).toBe(1);
  const fetched = await passing(shop, runAs(shop, 'night', ['closings', 'fetch', id]));
  expect(fetched.code).toBe(0);
  expect(fetched.out).toContain('is closed, and both books are compared: they agree.');
  const again = await runAs(shop, 'night', ['closings', 'fetch', id, '--json']);
  expect(again.code).toBe(1);
  expect(again.json()).toMatchObject({ error: { code: 'wrong-state' } });
});

test('one terminal is closed by itself', async () => {
  const shop = await office();
  const { terminalId } = sandboxCredentials;
  const ran = await runAs(shop, 'night', ['close', '--yes', '--no-wait', '--terminal', terminalId]);
  expect(ran.code).toBe(0);
  expect(ran.out).toContain(`of ${terminalId} (period `);
});

test.each<[string[], string, number, string]>([
  [['close', '--yes', '--terminal', 'other'], 'night', 2, '--terminal: this service has only'],
  [['close'], 'night', 2, 'there is no terminal: give --yes'],
  [['close', '--yes'], 'anna', 1, 'it needs the role "close"'],
  [['closings', 'fetch', 'none'], 'night', 1, 'none: there is no such closing; see "closings list"'],
])('%j is refused', async (argv, name, code, words) => {
  const shop = await office();
  const ran = await runAs(shop, name, argv);
  expect(ran.err).toContain(words);
  expect(ran).toMatchObject({ code, out: '' });
  expect(shop.called('markTransactionPeriod')).toBe(0);
});

test('what is not there, or not said, is said', async () => {
  const shop = await office();
  expect((await run(shop, ['closings', 'list'])).out).toBe('No day was closed yet.\n');
  expect((await run(shop, ['closings', 'show', 'none'])).code).toBe(1);
  expect((await run(shop, ['closings', 'pdf', 'none'])).code).toBe(2);
});
