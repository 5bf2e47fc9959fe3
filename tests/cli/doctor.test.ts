// doctor: says what is wrong in words that a terminal shows whole, faults first, and ends with a code for scripts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkupLines } from '../../server/cli/doctor.ts';
import { wrapped } from '../../server/cli/wrapped.ts';
import { readConfig } from '../../server/config.ts';
import { startService } from '../../server/start.ts';
import type { Checkup } from '../../shared/desk/checkup.ts';
import { goingLive } from '../doctor/going-live.ts';
import { freePort } from '../processes.ts';
import { runIn } from './terminal.ts';

const noShop = () => Promise.reject(new Error('no shop is opened'));

const CHECKUP: Checkup = {
  at: 0,
  isReady: false,
  findings: [
    { id: 'a', title: 'First', verdict: 'ok', found: 'It is well.', why: 'It matters.', mend: null },
    { id: 'b', title: 'Second', verdict: 'not-tried', found: 'Not here.', why: 'It matters.', mend: null },
    {
      id: 'c',
      title: 'Third',
      verdict: 'fault',
      found: 'word '.repeat(40).trim(),
      why: 'It matters.',
      mend: 'Mend it.',
    },
    {
      id: 'd',
      title: 'Fourth',
      verdict: 'not-tried',
      found: 'Not here.',
      why: 'It matters too.',
      mend: null,
    },
    {
      id: 'e',
      title: 'Fifth',
      verdict: 'warning',
      found: 'It is odd.',
      why: 'It matters.',
      mend: 'Mend it.',
    },
  ],
};

test('faults stand first, each with what, why and how, on lines of 80 columns', () => {
  const lines = checkupLines(CHECKUP);
  expect(lines.slice(0, 4)).toEqual([
    'FAULT      Third',
    ...[14, 14, 12].map((words) => `           ${'word '.repeat(words).trim()}`),
  ]);
  expect(lines.slice(4)).toEqual([
    '     why:  It matters.',
    '    mend:  Mend it.',
    'WARNING    Fifth',
    '           It is odd.',
    '     why:  It matters.',
    '    mend:  Mend it.',
    'ok         First',
    '           It is well.',
    'not tried  Second, Fourth',
    '           Not here.',
    '',
    '1 fault, 1 warning, 1 ok, 2 not tried. Do not go live with a fault.',
  ]);
  expect(wrapped(`${'x'.repeat(90)} y`, '- ')).toEqual([`- ${'x'.repeat(90)}`, '  y']);
});

test('beside a running sandbox it finds no fault, tries its terminal, and says what a sandbox is', async () => {
  const env = await sandbox();
  const service = await startService(readConfig(env));
  onTestFinished(service.stop);
  const ran = await runIn(noShop, ['doctor'], { env });
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toMatch(/^ok {9}Environment\n/);
  expect(ran.out).toContain('Sandbox: SEQR is simulated');
  expect(ran.out).toContain('It is a web shop’s');
  expect(ran.out).toContain('\n0 faults, 0 warnings, ');
  for (const line of ran.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('where nothing runs it is no wall of faults, and leaves no store behind', async () => {
  const env = await sandbox();
  const ran = await runIn(noShop, ['doctor', '--json'], { env });
  expect(ran.code).toBe(0);
  const { findings } = JSON.parse(ran.out) as Checkup;
  expect(findings.filter(({ verdict }) => verdict === 'fault' || verdict === 'warning')).toEqual([]);
  expect(findings.find(({ id }) => id === 'service-urls')).toMatchObject({ mend: 'Start it: npm start' });
  expect(findings.find(({ id }) => id === 'store')?.found).toContain('There is no store yet');
  const again = await runIn(noShop, ['doctor', '--json'], { env });
  expect((JSON.parse(again.out) as Checkup).findings.map(({ found }) => found)).toEqual(
    findings.map(({ found }) => found),
  );
});

test('an environment that is wrong is a fault and no end', async () => {
  const ran = await runIn(noShop, ['doctor', '--json'], { env: { ...(await sandbox()), PORT: 'canary' } });
  expect(ran).toMatchObject({ code: 1, err: '' });
  expect(ran.out).not.toContain('canary');
  const { isReady, findings } = JSON.parse(ran.out) as Checkup;
  expect(isReady).toBe(false);
  expect(findings[0]).toMatchObject({ id: 'environment', verdict: 'fault' });
});

test('--live asks first, and sends nothing without a yes', async () => {
  const service = await goingLive({ engine: 'sqlite' });
  // The name is known to nobody else: only what has nothing to do with it is looked at here.
  const env = { ...service.env, PUBLIC_URL: 'https://localhost' };
  const piped = await runIn(noShop, ['doctor', '--live'], { env });
  expect(piped).toMatchObject({ code: 2, out: '' });
  const no = await runIn(noShop, ['doctor', '--live'], { env, types: [['Send two invoices', 'n']] });
  expect(no).toMatchObject({ code: 1, out: '' });
  expect(await service.shop.bills()).toEqual([]);
  const yes = await runIn(noShop, ['doctor', '--live', '--json'], {
    env,
    types: [['Send two invoices', 'y']],
  });
  const { findings } = JSON.parse(yes.out) as Checkup;
  expect(findings.find(({ id }) => id === 'terminal-kind')).toMatchObject({ verdict: 'ok' });
  expect((await service.shop.bills()).map(({ status }) => status)).toEqual(['CANCELED', 'CANCELED']);
});

/** Of a sandbox that was never started. */
async function sandbox(): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-doctor-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return {
    PORT: String(await freePort()),
    DATABASE_URL: `file:${join(folder, 'none', 'seqr.db')}`,
    SIMULATOR_STATE_FILE: ':memory:',
    LOG_LEVEL: 'silent',
  };
}
