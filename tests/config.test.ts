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

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

test('without any variable messages go to the simulated phone, and receipts to SEQR', () => {
  const { outbox } = readConfig({});
  expect(outbox).toEqual({
    sms: { kind: 'simulated', from: 'Sandbox' },
    webhook: null,
    receipts: { mimeType: 'text/html' },
  });
  expect(readConfig({ SMS_GATEWAY: 'none' }).outbox.sms).toEqual({ kind: 'none' });
  expect(readConfig({ RECEIPTS: 'no' }).outbox.receipts).toBeNull();
  expect(readConfig({ RECEIPT_MIME_TYPE: 'Base64' }).outbox.receipts).toEqual({ mimeType: 'Base64' });
  expect(readConfig(SHOP).outbox.sms).toEqual({ kind: 'none' });
});

test('a gateway is what its variables say', () => {
  const http = {
    SMS_GATEWAY: 'http',
    SMS_FROM: 'Ferry',
    SMS_HTTP_URL: 'https://gateway.example/sms',
    SMS_HTTP_USER: 'u',
    SMS_HTTP_PASSWORD: 'p',
  };
  const url = 'https://gateway.example/sms';
  expect(readConfig({ ...SHOP, ...http }).outbox.sms).toEqual({
    kind: 'http',
    from: 'Ferry',
    url,
    user: 'u',
    password: 'p',
    fields: '46elks',
  });
  expect(readConfig({ ...SHOP, ...http, SMS_HTTP_FIELDS: 'twilio' }).outbox.sms).toMatchObject({
    fields: 'twilio',
  });
  const smpp = { SMS_GATEWAY: 'smpp', SMS_FROM: '+46700', SMS_SMPP_URL: 'smpp://centre.example:2775' };
  const account = { SMS_SMPP_SYSTEM_ID: 's', SMS_SMPP_PASSWORD: 'p' };
  expect(readConfig({ ...SHOP, ...smpp, ...account }).outbox.sms).toEqual({
    kind: 'smpp',
    from: '+46700',
    url: 'smpp://centre.example:2775',
    systemId: 's',
    password: 'p',
  });
  const hook = { WEBHOOK_URL: 'https://shop.example/hook', WEBHOOK_SECRET: SECRET };
  expect(readConfig({ ...SHOP, ...hook }).outbox.webhook).toEqual({
    url: 'https://shop.example/hook',
    secret: SECRET,
  });
});

test.each([
  ['http', ['SMS_FROM', 'SMS_HTTP_URL', 'SMS_HTTP_USER', 'SMS_HTTP_PASSWORD']],
  ['smpp', ['SMS_FROM', 'SMS_SMPP_URL', 'SMS_SMPP_SYSTEM_ID', 'SMS_SMPP_PASSWORD']],
])('SMS_GATEWAY=%s names everything that it needs', (gateway, names) => {
  const read = () => readConfig({ ...SHOP, SMS_GATEWAY: gateway });
  for (const name of names) expect(read).toThrow(`${name} is required for SMS_GATEWAY=${gateway}`);
});

test('a webhook without a secret proves nothing, and is refused', () => {
  const url = { WEBHOOK_URL: 'https://shop.example/hook' };
  expect(() => readConfig({ ...SHOP, ...url })).toThrow('WEBHOOK_SECRET is required for WEBHOOK_URL');
});

test.each([
  ['SMS_GATEWAY', 'canary'],
  ['SMS_FROM', 'canary canary'],
  ['SMS_HTTP_URL', 'canary'],
  ['SMS_HTTP_FIELDS', 'canary'],
  ['SMS_SMPP_URL', 'https://canary'],
  ['SMS_SMPP_SYSTEM_ID', 'canary-canary-canary'],
  ['SMS_SMPP_PASSWORD', 'canary-canary'],
  ['WEBHOOK_URL', 'canary'],
  ['WEBHOOK_SECRET', 'whsec_canary'],
  ['RECEIPTS', 'canary'],
])('%s=%s is wrong, and is not repeated', (name, value) => {
  const read = () => readConfig({ ...SHOP, [name]: value });
  expect(read).toThrow(`${name} must`);
  expect(read).not.toThrow('canary');
});

test('nobody beyond this machine hears of a sandbox’s payments', () => {
  const hook = { WEBHOOK_URL: 'https://shop.example/hook', WEBHOOK_SECRET: SECRET };
  expect(() => readConfig(hook)).toThrow('WEBHOOK_URL must be on this machine');
  expect(() => readConfig({ ...hook, SANDBOX_PUBLIC: 'yes' })).not.toThrow();
  expect(() => readConfig({ ...hook, WEBHOOK_URL: 'http://localhost:9/' })).not.toThrow();
  expect(() => readConfig({ SMS_SMPP_URL: 'smpp://centre.example' })).toThrow('SMS_SMPP_URL must be on');
});

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

test('the desk is where the page is, unless it has a port of its own', () => {
  expect(readConfig({}).desk).toEqual({ listener: null, url: null });
  expect(readConfig({ DESK_PORT: '3002' }).desk.listener).toEqual({ host: '127.0.0.1', port: 3002 });
  expect(() => readConfig({ DESK_PORT: 'x', DESK_URL: 'desk' })).toThrow(/DESK_PORT[^]*DESK_URL/);
  expect(() => readConfig({ DESK_PORT: '3002', DESK_HOST: '0.0.0.0' })).toThrow(
    /DESK_HOST must be on this machine/,
  );
});
