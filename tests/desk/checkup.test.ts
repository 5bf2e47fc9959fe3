// The checkup at the desk: behind the sign-in, never kept, and one at a time.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { SANDBOX_PASSWORD } from '../../server/desk/sandbox-operators.ts';
import { oneAtATime } from '../../server/doctor/examine.ts';
import { startService } from '../../server/start.ts';
import type { Checkup } from '../../shared/desk/checkup.ts';
import { freePort } from '../processes.ts';
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

test(
  'the running service looks at itself, and sends SEQR nothing that costs',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'seqr-checkup-'));
    const service = await startService(
      readConfig({
        PORT: String(await freePort()),
        DATABASE_URL: `file:${join(folder, 'seqr.db')}`,
        SIMULATOR_STATE_FILE: ':memory:',
        LOG_LEVEL: 'silent',
      }),
    );
    onTestFinished(async () => {
      await service.stop();
      await rm(folder, { recursive: true });
    });
    const signIn = await fetch(`${service.url}/desk/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'chief', password: SANDBOX_PASSWORD }),
    });
    const cookie = signIn.headers.get('set-cookie') ?? '';
    const answer = await fetch(`${service.url}/desk/api/checkup`, { headers: { cookie } });
    const { isReady, findings } = (await answer.json()) as Checkup;
    expect(isReady).toBe(true);
    const verdicts = Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
    expect(verdicts).toMatchObject({
      'service-urls': 'ok',
      'terminal-credentials': 'ok',
      'reseller-credentials': 'ok',
      'terminal-kind': 'not-tried',
      store: 'ok',
      operators: 'ok',
    });
    expect(await (await fetch(`${service.url}/simulator/app/bills`)).json()).toEqual([]);
  },
);
