// SEQR's side: what is wrong with credentials is told by whose and which variable; a cash register's terminal gives itself
// away; a clock that is off is told by how much.
import { describe, expect, test } from 'vitest';
import { resellerCheck, terminalCheck } from '../../server/doctor/credentials.ts';
import type { Fault } from '../../shared/simulator-app.ts';
import { goingLive, ofVerdict, write } from './going-live.ts';

const CREDENTIALS = [terminalCheck, resellerCheck];
const WRONG = 'canary-wrong';

const REFUSED: [id: string, change: Record<string, string>, found: string, variable: string][] = [
  [
    'terminal-credentials',
    { SEQR_TERMINAL_PASSWORD: WRONG },
    'refuses the password of the terminal',
    'SEQR_TERMINAL_PASSWORD',
  ],
  ['terminal-credentials', { SEQR_TERMINAL_ID: WRONG }, 'does not know the terminal', 'SEQR_TERMINAL_ID'],
  [
    'reseller-credentials',
    { SEQR_RESELLER_PASSWORD: WRONG },
    'refuses the password of the reseller',
    'SEQR_RESELLER_PASSWORD',
  ],
  ['reseller-credentials', { SEQR_RESELLER_ID: WRONG }, 'does not know the reseller', 'SEQR_RESELLER_ID'],
  [
    'reseller-credentials',
    { SEQR_RESELLER_USER_ID: '9999' },
    'does not know the reseller',
    'SEQR_RESELLER_USER_ID',
  ],
];

test('credentials that SEQR refuses are told by whose they are, and by their variable', async () => {
  const service = await goingLive();
  for (const [id, change, found, variable] of REFUSED) {
    const checkup = await service.checkUp(change, {}, CREDENTIALS);
    expect(ofVerdict(checkup, 'fault')).toEqual([id]);
    const finding = checkup.findings.find((one) => one.id === id);
    expect(finding?.found).toContain(found);
    expect(finding?.mend).toContain(variable);
    expect(JSON.stringify(checkup)).not.toContain(WRONG);
  }
});

test('a blocked terminal is SEQR’s to open', async () => {
  const service = await goingLive();
  service.shop.service.terminal.isBlocked = true;
  expect(await service.find('terminal-credentials')).toMatchObject({
    verdict: 'fault',
    found: expect.stringContaining('33 INVALID_INITIATOR_PRINCIPAL_STATE') as unknown,
  });
});

test.each<[string, Partial<Fault>, string, string]>([
  ['a page', { kind: 'html' }, 'fault', 'what is no SOAP'],
  ['a Fault', { kind: 'fault' }, 'fault', 'a SOAP Fault'],
  ['that it is busy', { kind: 'busy', times: 9 }, 'warning', 'says nothing of the credentials'],
])('SEQR answers %s', async (_name, kind, verdict, words) => {
  const service = await goingLive();
  await service.shop.faults({ on: 'executeReport', ...kind } as Fault);
  expect(await service.find('reseller-credentials')).toMatchObject({
    verdict,
    found: expect.stringContaining(words) as unknown,
  });
});

test('an address where nobody is is one fault, and nothing is said of credentials', async () => {
  const service = await goingLive();
  const SEQR_SOAP_URL = 'http://127.0.0.1:1/soap';
  const checkup = await service.checkUp({ SEQR_SOAP_URL, SEQR_SESSION_SOAP_URL: undefined });
  expect(ofVerdict(checkup, 'fault')).toEqual(['seqr-address']);
  expect(ofVerdict(checkup, 'not-tried')).toEqual(
    expect.arrayContaining(['terminal-credentials', 'reseller-credentials', 'clock']),
  );
});

test('the session port at an address that is none of its is found', async () => {
  const service = await goingLive({
    seqr: {
      instead: (path, method) =>
        path.endsWith('/session') && method === 'POST'
          ? { status: 404, body: '<html>none</html>' }
          : undefined,
    },
  });
  const finding = await service.find('terminal-credentials');
  expect(finding).toMatchObject({ verdict: 'fault' });
  expect(finding.found).toContain('getClientSessionInfo was answered with what is no SOAP');
  expect(finding.mend).toContain('SEQR_SESSION_SOAP_URL');
});

test('a SEQR that takes a call and says nothing is given up', async () => {
  const service = await goingLive({
    seqr: { instead: (_path, method) => (method === 'POST' ? 'silence' : undefined) },
  });
  expect(await service.find('terminal-credentials')).toMatchObject({
    verdict: 'fault',
    found: expect.stringContaining('does not answer in time') as unknown,
  });
});

test('a host of both services is named once', async () => {
  const service = await goingLive();
  const { host } = new URL(service.env['SEQR_SOAP_URL'] ?? '');
  expect((await service.find('seqr-address')).found).toBe(`An answer came from ${host}.`);
});

test('passwords go nowhere in the clear', async () => {
  const service = await goingLive();
  const { origin } = new URL(service.env['SEQR_SOAP_URL'] ?? '');
  const change = {
    SEQR_SOAP_URL: `${origin.replace('127.0.0.1', 'seqr.example')}/simulator/soap`,
    SEQR_SESSION_SOAP_URL: undefined,
  };
  expect(await service.find('seqr-address', change)).toMatchObject({
    verdict: 'fault',
    found: expect.stringContaining('Without TLS') as unknown,
  });
});

test.each([
  [0, 'ok', 'within 2 s'],
  [5, 'warning', 'It is 5 s behind that of SEQR'],
  [-15, 'fault', 'It is 15 s before that of SEQR'],
])('a SEQR whose clock is %i s before ours: %s', async (seconds, verdict, words) => {
  const service = await goingLive({
    seqr: {
      alter: ({ headers }) => ({
        headers: { ...headers, date: new Date(Date.now() + seconds * 1000).toUTCString() },
      }),
    },
  });
  const { found, ...finding } = await service.find('clock');
  expect(finding.verdict).toBe(verdict);
  // A Date is a whole second: one more or less is none of ours.
  expect(found.replace(/ (4|6) s /, ' 5 s ').replace(/ (14|16) s /, ' 15 s ')).toContain(words);
});

const AN_OPEN_ORDER = `insert into sessions (token_hash, parameters, seen_at) values ('t', '{}', 0);
  insert into orders (id, token_hash, status, basket, booking_number, language, invoice_version, created_at, expires_at, asked_at, row_version)
  values ('o', 't', 'payable', '{}', 'B', 'en', 0, 0, 0, 0, 0)`;

describe('the terminal’s kind', () => {
  const bills = async ({ shop }: Awaited<ReturnType<typeof goingLive>>) =>
    (await shop.bills()).map(({ title, status }) => `${title}: ${status}`).toSorted();
  const BOTH = [1, 2].map((n) => `Doctor’s test, ${n === 1 ? 'first' : 'second'} of 2: do not pay: CANCELED`);

  test.each([
    ['webshop', 'ok', 'It is a web shop’s'],
    ['cash-register', 'fault', 'It is a cash register’s'],
  ] as const)('%s is %s, and both invoices are cancelled', async (kind, verdict, words) => {
    const service = await goingLive({ engine: 'sqlite' });
    service.shop.service.terminal.kind = kind;
    const finding = await service.find('terminal-kind', {}, { mayInvoice: true });
    expect(finding).toMatchObject({ verdict, found: expect.stringContaining(words) as unknown });
    expect(await bills(service)).toEqual(BOTH);
  });

  test.each<[string, Partial<Fault>, string[]]>([
    ['its status is lost', { on: 'getPaymentStatus', kind: 'reset-after', times: 2 }, BOTH],
    ['the first cancelling is lost', { on: 'cancelInvoice', kind: 'reset-before' }, BOTH],
  ])('whatever happens in between, what was sent is cancelled: %s', async (_name, fault, left) => {
    const service = await goingLive({ engine: 'sqlite' });
    await service.shop.faults(fault as Fault);
    await service.find('terminal-kind', {}, { mayInvoice: true });
    expect(await bills(service)).toEqual(left);
  });

  test('an invoice whose answer is lost is said, since nobody knows its number', async () => {
    let invoices = 0;
    const service = await goingLive({
      engine: 'sqlite',
      seqr: {
        alter: ({ body }) => {
          if (body.includes('sendInvoiceResponse')) invoices += 1;
          return body.includes('sendInvoiceResponse') && invoices === 2 ? { body: '<html></html>' } : {};
        },
      },
    });
    const finding = await service.find('terminal-kind', {}, { mayInvoice: true });
    expect(finding).toMatchObject({
      verdict: 'warning',
      found: expect.stringContaining('It was begun and not finished (sendInvoice: malformed') as unknown,
      mend: expect.stringContaining('nobody has its number') as unknown,
    });
    expect(await bills(service)).toEqual([BOTH[0], BOTH[1]?.replace('CANCELED', 'ISSUED')]);
  });

  test('nothing is sent when the service file cannot be read: that is said elsewhere', async () => {
    const service = await goingLive({ engine: 'sqlite' });
    const change = { SERVICE_FILE: 'nowhere.yaml' };
    expect(await service.find('terminal-kind', change, { mayInvoice: true })).toMatchObject({
      verdict: 'not-tried',
      found: 'The service file cannot be read. See “Service file”.',
    });
  });

  test('what could not be cancelled is named', async () => {
    const service = await goingLive({ engine: 'sqlite' });
    await service.shop.faults({ on: 'cancelInvoice', kind: 'busy', times: 3 * 2 });
    const finding = await service.find('terminal-kind', {}, { mayInvoice: true });
    expect(finding.verdict).toBe('warning');
    for (const { invoiceReference } of await service.shop.bills())
      expect(finding.found).toContain(invoiceReference);
  });

  test('nothing is sent while an order is open, nor when nobody has said that it may', async () => {
    const service = await goingLive({ engine: 'sqlite' });
    expect(await service.find('terminal-kind')).toMatchObject({ verdict: 'not-tried' });
    await write(service.databaseUrl, AN_OPEN_ORDER);
    const finding = await service.find('terminal-kind', {}, { mayInvoice: true });
    expect(finding).toMatchObject({
      verdict: 'not-tried',
      found: expect.stringContaining('1 order is open') as unknown,
    });
    expect(await service.shop.bills()).toEqual([]);
  });

  test('a customer who begins after the first invoice is not cancelled by a second', async () => {
    const begun: Promise<void>[] = [];
    const service = await goingLive({
      engine: 'sqlite',
      seqr: {
        alter: ({ body }) => {
          if (body.includes('sendInvoiceResponse') && begun.length === 0)
            begun.push(write(service.databaseUrl, AN_OPEN_ORDER));
          return {};
        },
      },
    });
    const finding = await service.find('terminal-kind', {}, { mayInvoice: true });
    await Promise.all(begun);
    expect(finding).toMatchObject({
      verdict: 'not-tried',
      found: expect.stringContaining('1 order is open') as unknown,
    });
    expect(await bills(service)).toEqual([BOTH[0]]);
  });

  test('without a store it may be another machine’s shop: nothing is sent', async () => {
    const service = await goingLive({ engine: 'sqlite' });
    const elsewhere = { DATABASE_URL: `${service.databaseUrl}-elsewhere` };
    const finding = await service.find('terminal-kind', elsewhere, { mayInvoice: true });
    expect(finding).toMatchObject({ verdict: 'not-tried' });
    expect(await service.shop.bills()).toEqual([]);
  });
});
