// operator: made, changed and shut out from the machine, with every change in the log.
import { expect, test } from 'vitest';
import { clerk, employ, PASSWORD, trySignIn } from '../desk/clerk.ts';
import { openShop } from '../shop.ts';
import { run } from './terminal.ts';

const add = (...more: string[]) => ['operator', 'add', 'Anna', '--roles', 'refund,approve', ...more];

test('a new operator signs in at the desk, and the log knows who made them', async () => {
  const shop = await openShop();
  const ran = await run(shop, add('--password-stdin'), { stdin: `${PASSWORD}\n` });
  expect(ran).toMatchObject({ code: 0, out: 'anna may look, refund, approve from now on.\n', err: '' });
  expect((await trySignIn(shop, 'anna', PASSWORD)).response.status).toBe(200);
  const [act] = await shop.store.acts.readFrom(0, 1);
  expect(act).toMatchObject({ operator: 'shell:tester', act: 'operator added', subject: 'anna' });
});

test('on a terminal the password is asked for twice, and never shown', async () => {
  const shop = await openShop();
  const ran = await run(shop, add('--json'), {
    types: [
      ['New password of anna', `${PASSWORD}\r`],
      ['The same once more', `${PASSWORD}\r`],
    ],
  });
  expect(ran.code).toBe(0);
  expect(ran.json()).toEqual({ name: 'anna', roles: ['look', 'refund', 'approve'] });
  expect(ran.out + ran.err).not.toContain(PASSWORD);
  expect((await trySignIn(shop, 'anna', PASSWORD)).response.status).toBe(200);
});

test('two passwords that differ are none', async () => {
  const shop = await openShop();
  const ran = await run(shop, add(), {
    types: [
      ['New password of anna', `${PASSWORD}\r`],
      ['The same once more', 'another password\r'],
    ],
  });
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('the two passwords differ: nothing was done');
  expect(await shop.store.operators.all()).toEqual([]);
});

test.each<[string[], string, number, string]>([
  [add(), PASSWORD, 2, 'give --password-stdin'],
  [add('--password-stdin'), '', 2, 'the password is empty'],
  [add('--password-stdin'), 'x'.repeat(1_025), 2, 'a password has at most 1024 characters'],
  [add('--password-stdin'), 'too short', 1, 'a password has 10 characters or more'],
  [
    ['operator', 'add', 'anna', '--roles', 'refund,admin', '--password-stdin'],
    PASSWORD,
    2,
    '"admin" is no role',
  ],
  [['operator', 'add', 'anna b', '--roles', 'look', '--password-stdin'], PASSWORD, 2, 'a name has 1 to 32'],
  [['operator', 'add', 'anna', '--password-stdin'], PASSWORD, 2, "required option '--roles <roles>'"],
  [
    ['operator', 'change', 'nobody', '--disable'],
    '',
    1,
    'there is no operator called nobody; see "operator list"',
  ],
  [['operator', 'change', 'anna'], '', 2, 'say what to change'],
  [['operator', 'change', 'anna', '--disable', '--enable'], '', 2, 'cannot be used with option'],
  [['operator', 'sign-out', 'nobody'], '', 1, 'there is no operator called nobody'],
])('%j is refused', async (argv, stdin, code, words) => {
  const shop = await openShop();
  const ran = await run(shop, argv, { stdin });
  expect(ran.err).toContain(words);
  expect(ran).toMatchObject({ code, out: '' });
  expect(await shop.store.operators.all()).toEqual([]);
});

test('a name is taken once', async () => {
  const shop = await openShop();
  await employ(shop, 'anna');
  const ran = await run(shop, add('--password-stdin'), { stdin: PASSWORD });
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toContain('there is an operator called anna already');
});

test('the list tells roles and who is shut out, and no hash', async () => {
  const shop = await openShop();
  expect((await run(shop, ['operator', 'list'])).out).toBe(
    'There is no operator: make one with "operator add".\n',
  );
  await employ(shop, 'anna');
  await employ(shop, 'bo', ['look']);
  await run(shop, ['operator', 'change', 'bo', '--disable']);
  const ran = await run(shop, ['operator', 'list']);
  expect(ran.out).toBe(
    [
      'NAME  ROLES        SINCE',
      'anna  look,refund  2025-12-24 16:00',
      'bo    look         2025-12-24 16:00  disabled since 2025-12-24 16:00',
      '',
    ].join('\n'),
  );
  const { json, out } = await run(shop, ['operator', 'list', '--json']);
  expect(json()).toMatchObject({ operators: [{ name: 'anna', disabledAt: null }, { name: 'bo' }] });
  expect(out).not.toContain('argon2');
});

test('another password and other roles hold at once, and end what was open', async () => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  const changed = await run(
    shop,
    ['operator', 'change', 'anna', '--roles', 'look', '--password-stdin', '--json'],
    {
      stdin: 'a password of another kind',
    },
  );
  expect(changed).toMatchObject({ code: 0, err: '' });
  expect(changed.json()).toEqual({ name: 'anna', roles: ['look'], hasNewPassword: true });
  expect((await anna.orders()).status).toBe(401);
  expect((await trySignIn(shop, 'anna', PASSWORD)).response.status).toBe(401);
  expect((await trySignIn(shop, 'anna', 'a password of another kind')).body).toMatchObject({
    operator: { roles: ['look'] },
  });
});

test('signing out ends all sessions, and nothing else', async () => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  expect(await run(shop, ['operator', 'sign-out', 'anna'])).toMatchObject({
    code: 0,
    out: 'anna is signed out everywhere.\n',
  });
  expect((await run(shop, ['operator', 'sign-out', 'anna', '--json'])).json()).toEqual({ name: 'anna' });
  expect((await anna.orders()).status).toBe(401);
  expect((await trySignIn(shop, 'anna', PASSWORD)).response.status).toBe(200);
});
