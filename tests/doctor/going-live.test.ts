// A service that is ready, and one with three things wrong: as many faults as there are causes, and no secret in any.
import { statfs } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { checkupLines } from '../../server/cli/doctor.ts';
import { ENGINES } from '../engines.ts';
import { CREDENTIALS, goingLive, ofVerdict, SECRET_KEY, WEBHOOK_SECRET } from './going-live.ts';

/** Where these tests run in a container, their folder is what the doctor must not take for a disk. */
const isInContainer = (await statfs('.')).type >>> 0 === 0x794c7630;

describe.each(ENGINES)('on %s', (engine) => {
  test('a service that is ready has no fault, and what cannot be known is not tried', async () => {
    const service = await goingLive({ engine });
    const checkup = await service.checkUp({}, { mayInvoice: true });
    const unfit = isInContainer && engine === 'sqlite' ? ['store'] : [];
    expect(ofVerdict(checkup, 'fault')).toEqual(unfit);
    expect(ofVerdict(checkup, 'warning')).toEqual([]);
    expect(ofVerdict(checkup, 'not-tried')).toEqual([]);
    expect(checkup.isReady).toBe(unfit.length === 0);
  });

  test('three things wrong are three faults', async () => {
    const service = await goingLive({
      engine,
      operators: {},
      front: {
        instead: (path) =>
          path.endsWith('/') ? { status: 301, headers: { location: path.slice(0, -1) } } : undefined,
      },
    });
    const checkup = await service.checkUp({ SEQR_RESELLER_PASSWORD: 'canary-wrong-word' });
    expect(ofVerdict(checkup, 'fault')).toEqual([
      'service-urls',
      'reseller-credentials',
      ...(isInContainer && engine === 'sqlite' ? ['store'] : []),
      'operators',
    ]);
    expect(checkup.isReady).toBe(false);
  });
});

test('no secret and no id of the terminal is in what is found, whatever is wrong', async () => {
  const service = await goingLive({ engine: 'postgres', front: { instead: () => ({ status: 404 }) } });
  const secrets = [
    SECRET_KEY,
    WEBHOOK_SECRET,
    'canary',
    CREDENTIALS.terminalId,
    'postgres:postgres',
    'user:word',
  ];
  const url = service.databaseUrl;
  const withName = service.publicUrl.replace('https://', 'https://user:word@');
  for (const change of [
    {},
    { PUBLIC_URL: withName },
    { SEQR_TERMINAL_PASSWORD: 'canary-2', SEQR_RESELLER_ID: 'canary-3' },
    { SECRET_KEY: 'canary-canary-canary-canary-canary', WEBHOOK_SECRET: 'canary' },
    { PUBLIC_URL: 'https://user:word@tickets.example:1', SEQR_SOAP_URL: 'http://user:word@127.0.0.1:1/soap' },
    { DATABASE_URL: url.replace('postgres:postgres', 'postgres:canary') },
    { SEQR_MODE: 'canary', PORT: 'canary', DATABASE_URL: 'canary', PUBLIC_URL: 'canary' },
    { SEQR_CLIENT_ID: CREDENTIALS.terminalId },
  ]) {
    const checkup = await service.checkUp(change);
    const text = JSON.stringify(checkup) + checkupLines(checkup).join('\n');
    for (const secret of secrets) expect(text).not.toContain(secret);
  }
});
