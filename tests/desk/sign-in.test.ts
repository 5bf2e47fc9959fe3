// Signing in at the desk: who gets in, who does not, and for how long.
import { describe, expect, test } from 'vitest';
import { changeOperator } from '../../server/desk/operators.ts';
import { ENGINES } from '../engines.ts';
import { openShop } from '../shop.ts';
import { clerk, employ, PASSWORD, trySignIn } from './clerk.ts';

const MINUTE_MS = 60_000;

describe.each(ENGINES)('on %s', (engine) => {
  test('who is signed in is known by the cookie alone, and nobody else is', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    expect((await anna.send('GET', '/session')).body).toMatchObject({
      operator: { name: 'anna', roles: ['look', 'refund'] },
    });
    expect((await fetch(`${shop.url}/desk/api/session`)).status).toBe(401);
    expect((await anna.send('GET', '/session', undefined, { cookie: 'desk=guess' })).status).toBe(401);
  });

  test('a wrong name and a wrong password are told alike', async () => {
    const shop = await openShop({ engine });
    await employ(shop, 'anna');
    const [wrongName, wrongPassword] = [
      await trySignIn(shop, 'nobody', PASSWORD),
      await trySignIn(shop, 'anna', 'wrong password'),
    ];
    for (const { response, body } of [wrongName, wrongPassword]) {
      expect(response.status).toBe(401);
      expect(body).toMatchObject({ code: 'sign-in-refused' });
      expect(response.headers.get('set-cookie')).toBeNull();
    }
  });

  test('guessing locks the name, for everybody and for a time', async () => {
    const shop = await openShop({ engine });
    await employ(shop, 'anna');
    const guesses = Array.from({ length: 8 }, () => trySignIn(shop, 'anna', 'wrong password'));
    await Promise.all(guesses);
    const { response, body } = await trySignIn(shop, 'anna', PASSWORD);
    expect(response.status).toBe(429);
    expect(body).toMatchObject({ code: 'sign-in-locked' });
    await shop.clock.advance(5 * MINUTE_MS);
    expect((await trySignIn(shop, 'anna', PASSWORD)).response.status).toBe(200);
    // The slate is clean: a slip of the pen locks nobody out.
    await trySignIn(shop, 'anna', 'wrong password');
    expect((await trySignIn(shop, 'anna', PASSWORD)).response.status).toBe(200);
  });

  test('however many guess at once, no more are looked at than one after the other would be', async () => {
    const shop = await openShop({ engine });
    await employ(shop, 'anna');
    const guess = async () => (await trySignIn(shop, 'anna', 'wrong password')).response.status;
    const told = await Promise.all(Array.from({ length: 12 }, guess));
    expect(told.filter((status) => status === 401)).toHaveLength(6);
    // The right one among them would not have been looked at either.
    expect(told.filter((status) => status === 429)).toHaveLength(6);
    // Each further one is paid for with a longer wait.
    await shop.clock.advance(30_000);
    expect((await Promise.all([guess(), guess(), guess()])).toSorted()).toEqual([401, 429, 429]);
    await shop.clock.advance(59_000);
    expect(await guess()).toBe(429);
  });

  test('two who change an operator at once both have their way', async () => {
    const shop = await openShop({ engine });
    await employ(shop, 'anna');
    await Promise.all([
      changeOperator(shop.shop, 'anna', { isDisabled: true }, 'test'),
      changeOperator(shop.shop, 'anna', { roles: ['look'] }, 'test'),
    ]);
    expect(await shop.store.operators.find('anna')).toMatchObject({
      roles: ['look'],
      disabledAt: shop.clock.now(),
    });
  });

  test('a session ends by itself, by signing out, and when its operator is disabled', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    await shop.clock.advance(59 * MINUTE_MS);
    expect((await anna.orders()).status).toBe(200);
    await shop.clock.advance(61 * MINUTE_MS);
    expect((await anna.orders()).body).toMatchObject({ code: 'signed-out' });

    const bo = await clerk(shop, 'bo');
    expect((await bo.send('DELETE', '/session')).status).toBe(204);
    expect((await bo.orders()).status).toBe(401);

    const cleo = await clerk(shop, 'cleo');
    await changeOperator(shop.shop, 'cleo', { isDisabled: true }, 'test');
    expect((await cleo.orders()).status).toBe(401);
    expect((await trySignIn(shop, 'cleo', PASSWORD)).response.status).toBe(401);
  });

  test('signing out everywhere ends the other sessions as well', async () => {
    const shop = await openShop({ engine });
    const anna = await clerk(shop, 'anna');
    const elsewhere = await trySignIn(shop, 'anna', PASSWORD);
    const cookie = (elsewhere.response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    expect((await anna.send('GET', '/session', undefined, { cookie })).status).toBe(200);
    await anna.send('DELETE', '/sessions');
    expect((await anna.send('GET', '/session', undefined, { cookie })).status).toBe(401);
  });
});

test('a flood of names that are nobody’s is not worked off to its end', async () => {
  const shop = await openShop();
  await employ(shop, 'anna');
  const flood = Array.from({ length: 120 }, () => trySignIn(shop, 'nobody', 'wrong password'));
  const told = (await Promise.all(flood)).map(({ response }) => response.status);
  expect(new Set(told)).toEqual(new Set([401, 429]));
  expect((await trySignIn(shop, 'anna', PASSWORD)).response.status).toBe(200);
});

test('the cookie is out of reach of scripts and of other sites', async () => {
  const shop = await openShop();
  await employ(shop, 'anna');
  const { response } = await trySignIn(shop, 'anna', PASSWORD);
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  expect(cookie).toMatch(/Path=\/desk/);
});

test('a request without the session’s own token changes nothing', async () => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  const forged = await anna.send('DELETE', '/sessions', undefined, { 'x-csrf-token': 'guess' });
  expect(forged).toMatchObject({ status: 403, body: { code: 'cross-origin' } });
  const foreign = await anna.send('DELETE', '/sessions', undefined, { origin: 'https://elsewhere.example' });
  expect(foreign.status).toBe(403);
  expect((await anna.send('GET', '/session')).status).toBe(200);
});

test('what a role may not do is refused, whatever the page offers', async () => {
  const shop = await openShop();
  const viewer = await clerk(shop, 'viewer', ['look']);
  const id = '00000000-0000-4000-8000-000000000001';
  for (const [path, body] of [
    [`/orders/${id}/refunds`, {}],
    [`/orders/${id}/cancel`, {}],
    [`/orders/${id}/resolve-alarm`, {}],
    ['/refunds/R-1/approve', {}],
    ['/refunds/R-1/reject', {}],
    ['/refunds/R-1/decide', {}],
  ] as const) {
    expect(await viewer.send('POST', path, body)).toMatchObject({
      status: 403,
      body: { code: 'role-missing' },
    });
  }
});

test('no password and no session key is in any log', async () => {
  const shop = await openShop();
  const anna = await clerk(shop, 'anna');
  await trySignIn(shop, 'anna', 'a wrong password');
  await anna.orders();
  const logged = shop.logged.join('\n');
  expect(logged).toContain('"route":"/desk/api/orders"');
  for (const secret of [
    PASSWORD,
    'a wrong password',
    anna.cookie.split('=')[1] ?? '',
    anna.session.csrfToken,
  ]) {
    expect(logged).not.toContain(secret);
  }
});
