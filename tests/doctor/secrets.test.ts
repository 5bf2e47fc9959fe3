// Secrets that could be guessed, are known, or stand in two places; and what stands in the service's name.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { bookingNumberCheck } from '../../server/doctor/people.ts';
import { weaknessOf } from '../../server/doctor/strength.ts';
import { SANDBOX_SECRET } from '../../server/config.ts';
import { loadDefinition } from '../../server/service/load.ts';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import type { Patient } from '../../server/doctor/patient.ts';
import { goingLive, SECRET_KEY } from './going-live.ts';

test.each([
  ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'has few different characters'],
  ['abababab1212121212abababab12121212', 'has few different characters'],
  ['x7Kq2!pL9zx7Kq2!pL9zx7Kq2!pL9zx7Kq2!pL9z', 'repeats itself'],
  ['abcdefghijklmnopqrstuvwxyz0123456789', 'counts on'],
  ['MyCompanyPassword2026!XyZwVuTsRq', 'is made of words'],
  ['the quick brown fox jumps over it', 'is made of words'],
  [SANDBOX_SECRET, 'is made of words'],
])('%j %s', (secret, weakness) => {
  expect(weaknessOf(secret)).toBe(weakness);
});

test('what is drawn at random is taken, in hexadecimal as in base64', () => {
  for (let n = 0; n < 200; n += 1) {
    expect(weaknessOf(randomBytes(24).toString('hex'))).toBeNull();
  }
  expect(weaknessOf(SECRET_KEY)).toBeNull();
});

const GUESSED: [change: Record<string, string>, words: string][] = [
  [{ SECRET_KEY: 'changeme'.repeat(4) }, 'SECRET_KEY has few different characters'],
  [{ SECRET_KEY: SANDBOX_SECRET }, 'SECRET_KEY is the sandbox’s'],
  [{ SEQR_RESELLER_PASSWORD: SECRET_KEY }, 'SECRET_KEY and SEQR_RESELLER_PASSWORD are the same'],
  [
    { WEBHOOK_SECRET: `whsec_${Buffer.alloc(24, 'ab').toString('base64')}` },
    'WEBHOOK_SECRET has few different characters',
  ],
  [{ SEQR_SERVICE_ID: sandboxCredentials.serviceId }, 'SEQR_SERVICE_ID is the sandbox’s'],
  [
    {
      SEQR_TERMINAL_ID: sandboxCredentials.terminalId,
      SEQR_TERMINAL_PASSWORD: sandboxCredentials.terminalPassword,
    },
    'SEQR_TERMINAL_ID, SEQR_TERMINAL_PASSWORD are the sandbox’s',
  ],
];

test('secrets that are weak, known or double are faults, and none is told', async () => {
  const service = await goingLive();
  expect(await service.find('secrets')).toMatchObject({ verdict: 'ok' });
  for (const [change, words] of GUESSED) {
    const finding = await service.find('secrets', change);
    expect(finding).toMatchObject({ verdict: 'fault', found: expect.stringContaining(words) as unknown });
    for (const value of Object.values(change)) expect(finding.found).not.toContain(value);
    const inDemo = await service.find('secrets', { ...change, SEQR_MODE: 'demo' });
    expect(inDemo.verdict).toBe('warning');
  }
});

test('what stands in the service’s name', async () => {
  const service = await goingLive();
  for (const [id, change, verdict] of NAMES)
    expect(await service.find(id, change), JSON.stringify(change)).toMatchObject({ verdict });
});

const NAMES: [id: string, change: Record<string, string>, verdict: string][] = [
  ['client-id', { SEQR_CLIENT_ID: 'Archipelago Ferries AB' }, 'ok'],
  ['client-id', { SEQR_CLIENT_ID: 'SEQR sandbox' }, 'fault'],
  ['client-id', { SEQR_CLIENT_ID: 'test' }, 'fault'],
  ['client-id', { SEQR_CLIENT_ID: 'FERRY' }, 'fault'],
  ['client-id', { SEQR_CLIENT_ID: 'canary-reseller' }, 'fault'],
  ['mode', {}, 'ok'],
  ['mode', { SEQR_APP_SCHEME: 'seqr-demo' }, 'fault'],
  ['mode', { SEQR_MODE: 'demo' }, 'ok'],
  ['mode', { SEQR_MODE: 'demo', SEQR_APP_SCHEME: 'seqr' }, 'warning'],
  ['desk', {}, 'ok'],
  ['desk', { PUBLIC_URL: 'http://tickets.example' }, 'warning'],
  ['desk', { PUBLIC_URL: 'http://tickets.example', DESK_PORT: '3001' }, 'ok'],
  ['desk', { DESK_PORT: '3001', DESK_HOST: '0.0.0.0' }, 'warning'],
  ['desk', { DESK_PORT: '3001', DESK_HOST: '0.0.0.0', DESK_URL: 'https://desk.example' }, 'ok'],
];

test('the booking number must reach the customer by one way', async () => {
  const definition = await loadDefinition('server/service/examples/archipelago-ferry.yaml');
  const without = { title: { en: 'Tickets' }, footer: { en: 'Have a good trip' } };
  const look = async (invoice: typeof without, sms: 'none' | 'simulated', paid: object | null) => {
    const patient = {
      config: { mode: 'production', outbox: { sms: { kind: sms } } },
      definition: () => Promise.resolve({ ...definition, invoice, messages: { paid } }),
    };
    return (await bookingNumberCheck.look(patient as unknown as Patient)).verdict;
  };
  const within = { ...without, footer: { en: 'Booking {bookingNumber}' } };
  expect(await look(without, 'none', null)).toBe('fault');
  expect(await look(without, 'none', { en: '{bookingNumber}' })).toBe('fault');
  expect(await look(without, 'simulated', { en: '{bookingNumber}' })).toBe('ok');
  expect(await look(within, 'none', null)).toBe('ok');
  expect(await look(within, 'none', { en: '{bookingNumber}' })).toBe('warning');
});
