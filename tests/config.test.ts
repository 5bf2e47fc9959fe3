// The environment: every wrong value is named at once, none is printed.
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../server/config.ts';

const SHOP = {
  SEQR_MODE: 'production',
  PUBLIC_URL: 'https://tickets.example/',
  SECRET_KEY: 'canary-canary-canary-canary-canary',
  SEQR_SOAP_URL: 'https://seqr.example/soap',
  SEQR_TERMINAL_ID: 't',
  SEQR_TERMINAL_PASSWORD: 'p',
  SEQR_RESELLER_ID: 'r',
  SEQR_RESELLER_USER_ID: '9900',
  SEQR_RESELLER_PASSWORD: 'p',
  SEQR_CLIENT_ID: 'Company',
  SEQR_SERVICE_ID: 'FERRY',
};

test('without any variable it is the sandbox, on this machine only', () => {
  expect(readConfig({})).toMatchObject({
    mode: 'sandbox',
    port: 3000,
    host: '127.0.0.1',
    publicUrl: null,
    databaseUrl: 'file:./data/seqr.db',
    invoiceTimeoutMs: 600_000,
    schedule: null,
    timeZone: 'Europe/Stockholm',
    seqr: { soapUrl: null, appScheme: 'seqr-demo' },
  });
});

test('a shop listens everywhere, and its two SOAP addresses are one unless said otherwise', () => {
  expect(readConfig(SHOP)).toMatchObject({
    host: '0.0.0.0',
    publicUrl: 'https://tickets.example',
    seqr: {
      soapUrl: 'https://seqr.example/soap',
      sessionSoapUrl: 'https://seqr.example/soap',
      appScheme: 'seqr',
    },
  });
  expect(readConfig({ ...SHOP, SEQR_MODE: 'demo' }).seqr.appScheme).toBe('seqr-demo');
});

test('everything that is missing is named at once', () => {
  const read = () => readConfig({ SEQR_MODE: 'production' });
  expect(read).toThrow(ConfigError);
  for (const name of Object.keys(SHOP).filter((key) => key !== 'SEQR_MODE')) {
    expect(read).toThrow(`${name} is required in production mode`);
  }
});

test('what is wrong and what is missing are named together', () => {
  const read = () => readConfig({ SEQR_MODE: 'production', PORT: 'canary' });
  expect(read).toThrow('PORT must');
  expect(read).toThrow('SECRET_KEY is required');
});

test.each([
  ['SEQR_MODE', 'canary'],
  ['LOG_LEVEL', 'canary'],
  ['PORT', 'canary'],
  ['PORT', '65536'],
  ['PUBLIC_URL', 'canary'],
  ['PUBLIC_URL', 'ftp://canary'],
  ['SECRET_KEY', 'canary'],
  ['SEQR_SOAP_URL', 'canary'],
  ['DATABASE_URL', 'mysql://canary'],
  ['INVOICE_TIMEOUT_S', '29'],
  ['CLOSE_AT', '24:00'],
  ['CLOSE_AT', '9:05'],
  ['TIME_ZONE', 'Stockholm'],
  ['SEQR_APP_SCHEME', 'canary://'],
])('%s=%s is wrong, and its value is not repeated', (name, value) => {
  const read = () => readConfig({ ...SHOP, [name]: value });
  expect(read).toThrow(`${name} must`);
  expect(read).not.toThrow('canary');
});

test.each(['PUBLIC_URL', 'SEQR_SOAP_URL', 'SEQR_SESSION_SOAP_URL'])(
  'a sandbox does not go public by %s alone',
  (name) => {
    const beyond = { [name]: 'https://tickets.example' };
    expect(() => readConfig(beyond)).toThrow(`${name} must be on this machine`);
    expect(() => readConfig({ ...beyond, SANDBOX_PUBLIC: 'yes' })).not.toThrow();
    expect(() => readConfig({ [name]: 'http://localhost:3001' })).not.toThrow();
  },
);

test('a sandbox listens on this machine alone', () => {
  expect(() => readConfig({ HOST: '0.0.0.0' })).toThrow('HOST must be on this machine');
  expect(() => readConfig({ HOST: '0.0.0.0', SANDBOX_PUBLIC: 'yes' })).not.toThrow();
  expect(readConfig({ HOST: '::1' }).host).toBe('::1');
});

test('a variable that was left empty is none', () => {
  expect(readConfig({ PORT: '', SECRET_KEY: '' }).port).toBe(3000);
});

test('the day is closed at a time of the shop', () => {
  expect(readConfig({ CLOSE_AT: '23:55' }).schedule).toEqual({
    closeAt: '23:55',
    timeZone: 'Europe/Stockholm',
  });
  expect(readConfig({ CLOSE_AT: '00:00', TIME_ZONE: 'Asia/Tokyo' }).schedule).toEqual({
    closeAt: '00:00',
    timeZone: 'Asia/Tokyo',
  });
});
