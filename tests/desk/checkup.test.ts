// The checkup at the desk: behind the sign-in, never kept, and one at a time.
import { expect, test } from 'vitest';
import { oneAtATime } from '../../server/doctor/examine.ts';
import type { Checkup } from '../../shared/desk/checkup.ts';
import { openShop } from '../shop.ts';
import { clerk } from './clerk.ts';

const CHECKUP: Checkup = {
  at: 1,
  isReady: false,
  findings: [
    { id: 'a', title: 'A', verdict: 'fault', found: 'It is broken.', why: 'It matters.', mend: 'Mend it.' },
    { id: 'b', title: 'B', verdict: 'ok', found: 'It is fine.', why: 'It matters.', mend: null },
  ],
};

test('whoever is signed in hears what the doctor has found; nobody else does', async () => {
  const shop = await openShop({ checkUp: () => Promise.resolve(CHECKUP) });
  expect((await fetch(`${shop.url}/desk/api/checkup`)).status).toBe(401);
  const anna = await clerk(shop, 'anna', ['look']);
  expect(await anna.send<Checkup>('GET', '/checkup')).toEqual({ status: 200, body: CHECKUP });
  const { headers } = await fetch(`${shop.url}/desk/api/checkup`, { headers: { cookie: anna.cookie } });
  expect(headers.get('cache-control')).toBe('no-store');
});

test('those who ask while one is under way get the same one, and the next who asks a new one', async () => {
  let made = 0;
  const ends: (() => void)[] = [];
  const checkUp = oneAtATime(async () => {
    made += 1;
    const at = made;
    await new Promise<void>((resolve) => ends.push(resolve));
    return { ...CHECKUP, at };
  });
  const both = Promise.all([checkUp(), checkUp()]);
  ends[0]?.();
  expect((await both).map(({ at }) => at)).toEqual([1, 1]);
  const next = checkUp();
  ends[1]?.();
  expect((await next).at).toBe(2);
});
