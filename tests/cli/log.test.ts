// log: what was done, and whether somebody has touched the rows. In a store that the command line opens by itself.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openShop as openFrom } from '../../server/cli/open-shop.ts';
import { paidOrder, employ, PASSWORD } from '../desk/clerk.ts';
import { emptyStoreUrl, ENGINES } from '../engines.ts';
import type { Engine } from '../engines.ts';
import { openShop } from '../shop.ts';
import { REASON, run, runAs, runIn } from './terminal.ts';

/** An empty store of its own, and somebody who writes into it past the service. */
async function intrude(engine: Engine) {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-log-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'seqr.db');
  const url = engine === 'sqlite' ? `file:${file}` : await emptyStoreUrl(engine);
  return {
    cli: (argv: string[], stdin = '') => runIn(() => openFrom({ DATABASE_URL: url }), argv, { stdin }),
    write: async (sql: string) => {
      if (engine === 'sqlite') {
        const db = new Database(file);
        db.exec(sql);
        db.close();
      } else {
        const client = new pg.Client(url);
        await client.connect();
        await client.query(sql);
        await client.end();
      }
    },
  };
}

describe.each(ENGINES)('on %s', (engine) => {
  test('a row that was changed, or left out, is found; and a head that is there no more', async () => {
    const { cli, write } = await intrude(engine);
    for (const name of ['anna', 'bo', 'cleo'])
      await cli(['operator', 'add', name, '--roles', 'look', '--password-stdin'], PASSWORD);
    const whole = await cli(['log', 'verify', '--json']);
    expect(whole).toMatchObject({ code: 0, err: '' });
    const { head = '' } = whole.json();
    expect(whole.json()).toEqual({ isWhole: true, count: 3, head, fault: null, holdsHead: null });
    const text = await cli(['log', 'verify', '--head', head]);
    expect(text).toMatchObject({
      code: 0,
      out: `All 3 rows are as they were written. The head is ${head}\n`,
    });

    await write(`update acts set operator = 'nobody' where number = 2`);
    const changed = await cli(['log', 'verify']);
    expect(changed.code).toBe(1);
    expect(changed.out).toBe(
      'Row 2 was changed: it, and what follows, proves nothing.\nThe 1 rows before are as they were written. Compare with a backup.\n',
    );
    await write('delete from acts where number = 2');
    expect((await cli(['log', 'verify', '--json'])).json()).toMatchObject({
      isWhole: false,
      fault: { number: 2, why: 'is missing' },
    });
    // What is left holds together, but an earlier head is not in it.
    await write('delete from acts where number = 3');
    expect((await cli(['log', 'verify'])).code).toBe(0);
    const cut = await cli(['log', 'verify', '--head', head]);
    expect(cut.code).toBe(1);
    expect(cut.out).toContain(`The head ${head} is not in the log any more`);
  });
});

test('the log is shown with the newest at the end, whole or of one order', async () => {
  const shop = await openShop();
  await employ(shop, 'anna');
  const { id } = await paidOrder(shop);
  const number = (await shop.store.findOrder(id))?.bookingNumber ?? '';
  await runAs(shop, 'anna', ['refund', number, '--whole', '--yes', ...REASON]);
  const all = await run(shop, ['log', 'show']);
  expect(all).toMatchObject({ code: 0, err: '' });
  expect(all.out.split('\n').map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
    'NO  AT  BY  ACT  ON  REASON',
    ' 1  2025-12-24 16:00:00  test  operator added  anna',
    ' 2  2025-12-24 16:00:00  anna  signed in  anna',
    ` 3  2025-12-24 16:00:00  anna  refund requested  ${id}  the ferry did not sail`,
    '',
  ]);
  const about = await run(shop, ['log', 'show', '--about', number, '--json']);
  expect(about.json()).toMatchObject({ acts: [{ number: 3, detail: { amountMinor: 13_000 } }] });
  expect((await run(shop, ['log', 'show', '--limit', '1', '--json'])).json()).toMatchObject({
    acts: [{ number: 3 }],
  });
});

test('on a terminal, and only there, a long reading is seen to go on', async () => {
  const shop = await openShop();
  await employ(shop, 'anna');
  const hidesTheCursor = '\u001b[?25l';
  expect((await run(shop, ['log', 'verify'], { types: [] })).err).toContain(hidesTheCursor);
  expect((await run(shop, ['log', 'verify', '--json'], { types: [] })).err).toBe('');
  expect((await run(shop, ['log', 'verify'])).err).toBe('');
});

test('a head that cannot be one is wrong usage', async () => {
  const shop = await openShop();
  const ran = await run(shop, ['log', 'verify', '--head', 'abc']);
  expect(ran.err).toContain('It must be a head that "log verify" has printed.');
  expect(ran).toMatchObject({ code: 2, out: '' });
});

test('what an operator has typed does not move the terminal’s cursor', async () => {
  const shop = await openShop();
  await employ(shop, 'anna');
  const { id } = await paidOrder(shop);
  const reason = 'told \u001b[2J\u202eso';
  await runAs(shop, 'anna', ['refund', id, '--whole', '--yes', '--reason', reason]);
  const { out } = await run(shop, ['log', 'show', '--about', id]);
  expect(out).toContain('told \ufffd[2J\ufffdso');
});
