// refund: money goes back once, when it is meant, in the name of somebody who may; and what is unknown is said so.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { employ, paidOrder, PASSWORD } from '../desk/clerk.ts';
import { ENGINES } from '../engines.ts';
import type { Engine } from '../engines.ts';
import { openShop } from '../shop.ts';
import { REASON, run, runAs } from './terminal.ts';

async function ferry(engine: Engine = 'sqlite') {
  const shop = await openShop({ engine });
  await employ(shop, 'anna');
  const { id } = await paidOrder(shop, 2);
  const number = (await shop.store.findOrder(id))?.bookingNumber ?? '';
  const refund = (...more: string[]) => ['refund', number, ...REASON, ...more];
  return { shop, id, number, refund };
}

describe.each(ENGINES)('on %s', (engine) => {
  test('a line, then a sum, then all that is left: each is said with its amount', async () => {
    const { shop, number, refund } = await ferry(engine);
    const line = await runAs(shop, 'anna', refund('--line', 'adult=1', '--yes'));
    expect(line.out).toMatch(
      new RegExp(`^Refund R-\\w{12}, 65.00 SEK of ${number}, is done. SEQR’s number of it is \\d+.\n$`),
    );
    expect(line.err).toMatch(/^The refund’s key is [0-9a-f-]{36}: .*--key [0-9a-f-]{36}\.\n$/);
    expect(line.code).toBe(0);
    const sum = await runAs(shop, 'anna', refund('--sum', '32.50', '--yes', '--json'));
    expect(sum.json()).toMatchObject({
      state: 'done',
      amountMinor: 3_250,
      currency: 'SEK',
      requestedBy: 'anna',
    });
    const whole = await runAs(shop, 'anna', refund('--whole', '--yes', '--json'));
    expect(whole.json()).toMatchObject({ state: 'done', amountMinor: 3_250 });
    const more = await runAs(shop, 'anna', refund('--sum', '0.01', '--yes', '--json'));
    expect(more.code).toBe(1);
    expect(more.json()).toMatchObject({ error: { code: 'not-refundable' } });
    expect(shop.called('refundPayment')).toBe(3);
  });

  test('the same key again is the same refund, also when nothing is left', async () => {
    const { shop, refund } = await ferry(engine);
    const argv = refund('--whole', '--yes', '--json', '--key', randomUUID());
    const [first, again] = [await runAs(shop, 'anna', argv), await runAs(shop, 'anna', argv)];
    expect([first.code, again.code]).toEqual([0, 0]);
    expect(again.json()).toEqual(first.json());
    expect(shop.called('refundPayment')).toBe(1);
    const { id: other } = await paidOrder(shop, 1);
    const taken = await runAs(shop, 'anna', ['refund', other, ...argv.slice(2)]);
    expect(taken.code).toBe(1);
    expect(taken.json()).toMatchObject({ error: { code: 'key-taken' } });
    expect(shop.called('refundPayment')).toBe(1);
  });

  test('a lost answer is an unknown outcome, until somebody decides', async () => {
    const { shop, refund } = await ferry(engine);
    await employ(shop, 'chief', ['look', 'approve']);
    await shop.faults({ on: 'refundPayment', kind: 'reset-after' });
    const lost = await runAs(shop, 'anna', refund('--sum', '100.00', '--yes'));
    expect(lost.code).toBe(3);
    expect(lost.out).toContain('is unknown.');
    expect(lost.out).toContain('Do not repeat it.');
    const { refunds } = (await run(shop, ['refunds', 'list', '--state', 'unknown', '--json'])).json();
    const id = refunds?.[0]?.id ?? '';
    const decide = ['refunds', 'decide', id, ...REASON];
    expect((await runAs(shop, 'chief', decide)).code).toBe(2);
    expect((await runAs(shop, 'chief', [...decide, '--made', '--not-made'])).code).toBe(2);
    const decided = await runAs(shop, 'chief', [...decide, '--not-made', '--json']);
    expect(decided.code).toBe(0);
    expect(decided.json()).toMatchObject({ id, state: 'refused', decidedBy: 'chief' });
    const twice = await runAs(shop, 'chief', [...decide, '--made']);
    expect(twice).toMatchObject({ code: 1, out: '' });
    expect(twice.err).toBe(`${id}: This refund has been decided; see "refunds list"\n`);
  });

  test('above the limit another person must agree: never the same, and only with the role', async () => {
    const { shop, number, refund } = await ferry(engine);
    shop.shop.definition.refunds.approvalAboveMinor = 10_000;
    await employ(shop, 'chief', ['look', 'refund', 'approve']);
    await employ(shop, 'second', ['look', 'approve']);
    const asked = await runAs(shop, 'chief', refund('--whole', '--yes', '--json'));
    expect(asked.code).toBe(0);
    const { id = '', state } = asked.json();
    expect(state).toBe('awaiting');
    const approve = ['refunds', 'approve', id, ...REASON, '--yes'];
    const own = await runAs(shop, 'chief', [...approve, '--json']);
    expect(own.code).toBe(1);
    expect(own.json()).toMatchObject({ error: { code: 'refund-own' } });
    expect((await runAs(shop, 'anna', approve)).err).toContain('it needs the role "approve"');
    expect(shop.called('refundPayment')).toBe(0);
    const agreed = await runAs(shop, 'second', approve);
    expect(agreed.code).toBe(0);
    expect(agreed.out).toContain(`Refund ${id}, 130.00 SEK of ${number}, is done.`);
    expect((await runAs(shop, 'second', approve)).code).toBe(1);
    expect(shop.called('refundPayment')).toBe(1);
  });
});

test('who asked for a refund may take it back; others need the role', async () => {
  const { shop, refund } = await ferry();
  shop.shop.definition.refunds.approvalAboveMinor = 0;
  await employ(shop, 'bo');
  const { id = '' } = (await runAs(shop, 'anna', refund('--whole', '--yes', '--json'))).json();
  expect((await runAs(shop, 'bo', ['refunds', 'reject', id, ...REASON])).code).toBe(1);
  const ran = await runAs(shop, 'anna', ['refunds', 'reject', id.toLowerCase(), ...REASON]);
  expect(ran.code).toBe(0);
  expect(ran.out).toContain('was rejected: nothing is given back.');
  const { out } = await run(shop, ['refunds', 'list']);
  expect(out).toMatch(/^REFUND +BOOKING +STATE +AMOUNT +ASKED FOR +BY +REASON\n/);
  expect(out).toMatch(/R-\w{12} {2}FRY-\w{6} {2}rejected {2}130\.00 SEK {2}2025-12-24 16:00 {2}anna/);
});

test.each<[string[], string]>([
  [['--sum', '10,00'], '--sum: "10,00" is not a decimal amount'],
  [['--sum', '1e2'], '--sum: "1e2" is not a decimal amount'],
  [['--sum', '0.001'], 'has more than 2 decimals of SEK'],
  [['--sum', '-5'], '--sum: must be more than 0'],
  [['--sum', '0'], '--sum: must be more than 0'],
  [['--sum', '0x10'], 'is not a decimal amount'],
  [['--sum', ''], 'is not a decimal amount'],
  [['--sum', '1.00', '--whole'], 'in one way: --whole, --line or --sum'],
  [['--line', 'adult=1', '--whole'], 'in one way'],
  [[], 'in one way'],
  [['--line', 'adult'], 'It must be a whole number from 1 to 9999.'],
  [['--line', 'adult=1.0'], 'It must be a whole number'],
  [['--line', 'adult=0'], 'It must be a whole number'],
  [['--whole', '--key', 'mine'], 'It must be a UUID.'],
  [['--whole', '--force'], "unknown option '--force'"],
])('refund %j is wrong usage, and no password is tried', async (more, words) => {
  const { shop, refund } = await ferry();
  const ran = await runAs(shop, 'anna', refund('--yes', ...more), {
    env: { SEQR_OPERATOR_PASSWORD: 'wrong password' },
  });
  expect(ran.err).toContain(words);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(await shop.store.operators.find('anna')).toMatchObject({ failures: 0 });
});

test.each<[string[], string]>([
  [['--line', 'adult=3'], '--line adult: 2 are left'],
  [['--line', 'yacht=1'], '--line yacht: is not in this order'],
  [['--line', 'adult=1', '--line', 'adult=1'], '--line adult: stands twice'],
  [['--sum', '130.01'], 'That is more than is left of the payment; see "orders show" for what is left'],
])('refund %j is refused', async (more, words) => {
  const { shop, refund } = await ferry();
  const ran = await runAs(shop, 'anna', refund('--yes', ...more));
  expect(ran.err).toContain(words);
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(shop.called('refundPayment')).toBe(0);
});

test('without a terminal nothing is done that was not said to be meant', async () => {
  const { shop, refund } = await ferry();
  for (const argv of [refund('--whole'), ['refunds', 'approve', 'R-1', ...REASON]]) {
    const ran = await runAs(shop, 'anna', argv);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('there is no terminal: give --yes');
  }
  expect(shop.called('refundPayment')).toBe(0);
});

test('at a terminal the password and the amount are asked for, and no is the answer unless it is said', async () => {
  const { shop, number, refund } = await ferry();
  const question = `Give 130.00 SEK of ${number} back to the customer?`;
  const argv = [...refund('--whole'), '--as', 'anna'];
  const no = await run(shop, argv, {
    types: [
      ['Password of anna', `${PASSWORD}\r`],
      [question, '\r'],
    ],
  });
  expect(no.code).toBe(1);
  expect(no.err).toContain('given up: nothing was done');
  expect(no.err).not.toContain(PASSWORD);
  expect(shop.called('refundPayment')).toBe(0);
  const yes = await run(shop, argv, {
    types: [
      ['Password of anna', `${PASSWORD}\r`],
      [question, 'y\r'],
    ],
  });
  expect(yes.code).toBe(0);
  expect(yes.out).toContain('is done.');
});

test('wrong passwords are counted and lock the name, here as at the desk', async () => {
  const { shop, refund } = await ferry();
  const argv = [...refund('--whole', '--yes', '--password-stdin'), '--as', 'anna'];
  const tried = await run(shop, argv, { stdin: 'wrong password\n' });
  expect(tried).toMatchObject({ code: 1, out: '' });
  expect(tried.err).toBe('anna: Name or password is wrong; see "operator list" for the names\n');
  for (let tries = 0; tries < 6; tries += 1) await run(shop, argv, { stdin: 'wrong password\n' });
  const locked = await run(shop, [...argv, '--json'], { stdin: PASSWORD });
  expect(locked.code).toBe(1);
  expect(locked.json()).toMatchObject({ error: { code: 'sign-in-locked' } });
  await shop.clock.advance(60 * 60_000);
  expect((await run(shop, argv, { stdin: PASSWORD })).code).toBe(0);
  expect(await shop.store.operators.find('anna')).toMatchObject({ failures: 0 });
  expect((await run(shop, argv)).code).toBe(2);
});

test('what SEQR refuses is refused, in plain words', async () => {
  const { shop, refund } = await ferry();
  shop.service.refunds = 'denied-to-reseller';
  const ran = await runAs(shop, 'anna', refund('--whole', '--yes'));
  expect(ran.code).toBe(1);
  expect(ran.out).toContain('was refused.\nSEQR does not let this shop give money back (97).');
});

test('what breaks after SEQR was asked is unknown, never "not done"', async () => {
  const { shop, refund } = await ferry();
  shop.shop.store.refunds.move = () => Promise.reject(new Error('the disk is full'));
  const ran = await runAs(shop, 'anna', refund('--whole', '--yes', '--json'));
  expect(shop.called('refundPayment')).toBe(1);
  expect(ran.code).toBe(3);
  expect(ran.json()).toMatchObject({
    error: {
      code: 'outcome-unknown',
      message: expect.stringContaining('nobody knows whether it was done (the disk is full)') as unknown,
    },
  });
});

test('a call that was cut off is made again with its key, and is the same refund', async () => {
  const { shop, refund } = await ferry();
  const { seqr } = shop.shop;
  const call = seqr.call.bind(seqr);
  seqr.call = (operation, request) =>
    operation === 'refundPayment' ? Promise.reject(new Error('the process died')) : call(operation, request);
  const cut = await runAs(shop, 'anna', refund('--whole', '--yes'));
  expect(cut.code).toBe(3);
  const key = /--key (\S+?)\.\n/.exec(cut.err)?.[1] ?? '';
  expect(cut.err).toContain(`call it again with --key ${key}`);
  seqr.call = call;
  const soon = await runAs(shop, 'anna', refund('--whole', '--yes', '--key', key));
  expect(soon.code).toBe(3);
  expect(soon.out).toContain('is being sent to SEQR: look again in half a minute');
  await shop.clock.advance(30_000);
  const later = await runAs(shop, 'anna', refund('--whole', '--yes', '--key', key, '--json'));
  expect(later.code).toBe(3);
  expect(later.json()).toMatchObject({ state: 'unknown', key });
  expect(shop.called('refundPayment')).toBe(0);
});

test('the help says what the exit codes mean, and is no answer of another command', async () => {
  const shop = await openShop();
  for (const argv of [['--help'], ['refund', '--help'], ['refunds', 'approve', '--help']]) {
    const { code, out, err } = await run(shop, argv);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/3 {2}outcome unknown/);
  }
  expect((await run(shop, [])).code).toBe(2);
  expect((await run(shop, ['unknown'])).err).toContain("unknown command 'unknown'");
});
