// An environment that the service does not start with: each mistake is told, and the rest is looked at all the same.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readAsFarAsPossible } from '../../server/doctor/reading.ts';
import { goingLive, ofVerdict } from './going-live.ts';

test('what is right in an environment is read beside what is not', () => {
  const { config, faults, unusable } = readAsFarAsPossible({
    PORT: 'canary',
    LOG_LEVEL: 'debug',
    TIME_ZONE: 'Mars',
  });
  expect(faults).toEqual([
    'PORT must be a whole number from 0 to 65535',
    'TIME_ZONE must be a time zone such as Europe/Stockholm',
  ]);
  expect([...unusable]).toEqual(['PORT', 'TIME_ZONE']);
  expect(config).toMatchObject({ port: 3000, logLevel: 'debug' });
});

test.each<[Record<string, string>, string[]]>([
  [{ PUBLIC_URL: 'https://beyond.example' }, ['PUBLIC_URL']],
  [{ SEQR_MODE: 'prod' }, ['SEQR_MODE']],
  [{ SEQR_MODE: 'prod', PORT: '-1' }, ['SEQR_MODE', 'PORT']],
  [{ SMS_GATEWAY: 'smpp' }, ['SMS_FROM', 'SMS_SMPP_URL', 'SMS_SMPP_SYSTEM_ID', 'SMS_SMPP_PASSWORD']],
  [{ SMS_GATEWAY: 'pigeon', WEBHOOK_URL: 'http://127.0.0.1/hook' }, ['SMS_GATEWAY', 'WEBHOOK_SECRET']],
  [{ WEBHOOK_SECRET: 'short', WEBHOOK_URL: 'http://127.0.0.1/hook' }, ['WEBHOOK_SECRET']],
  [{ DATABASE_URL: 'mysql://', SERVICE_FILE: '', HOST: '0.0.0.0' }, ['DATABASE_URL', 'HOST']],
])('%j has these wrong: %j', (environment, names) => {
  const { faults } = readAsFarAsPossible(environment);
  expect(faults.map((fault) => fault.split(' ', 1)[0]).toSorted()).toEqual(names.toSorted());
});

test('in a shop without anything said, everything that is missing is told', () => {
  const { faults, unusable } = readAsFarAsPossible({ SEQR_MODE: 'production' });
  expect(faults).toHaveLength(10);
  expect(unusable.size).toBe(10);
});

test('mistakes in environment and service file are two faults, and the rest is looked at', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-doctor-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'typing-error.yaml');
  await writeFile(file, 'id: ferry\nname: [\n');
  const service = await goingLive();
  const checkup = await service.checkUp({
    SERVICE_FILE: file,
    SEQR_TERMINAL_ID: undefined,
    LOG_LEVEL: 'loud',
  });
  expect(ofVerdict(checkup, 'fault')).toEqual(['environment', 'service-file']);
  const [environment, serviceFile] = checkup.findings;
  expect(environment?.found).toContain('SEQR_TERMINAL_ID is required in production mode.');
  expect(environment?.found).toContain('LOG_LEVEL must be');
  expect(serviceFile?.found).toMatch(/typing-error\.yaml:\d /);
  expect(ofVerdict(checkup, 'ok')).toEqual(
    expect.arrayContaining(['service-urls', 'notification-url', 'reseller-credentials']),
  );
  const terminal = checkup.findings.find(({ id }) => id === 'terminal-credentials');
  expect(terminal).toMatchObject({
    verdict: 'not-tried',
    found: 'SEQR_TERMINAL_ID must be right first: see “Environment”.',
  });
});
