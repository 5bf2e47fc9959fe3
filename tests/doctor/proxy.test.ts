// A proxy that misbehaves in front of the service: each way is told apart, with what to do about it.
import { expect, test } from 'vitest';
import { ENDS_AT } from './certificate.ts';
import type { Meddling } from './front.ts';
import { goingLive, ofVerdict } from './going-live.ts';
import { apiCheck, notificationUrlCheck, unalteredCheck } from '../../server/doctor/behind-the-proxy.ts';
import { isInside, publicAddressCheck } from '../../server/doctor/public-address.ts';
import { serviceUrlsCheck } from '../../server/doctor/service-urls.ts';
import { systemClock } from '../../server/world.ts';

const DEFAULT_PAGE = {
  status: 404,
  headers: { 'content-type': 'text/html' },
  body: '<title>Welcome to nginx!</title>',
};
/** What a proxy can spoil. */
const NETWORK = [publicAddressCheck, serviceUrlsCheck, unalteredCheck, apiCheck, notificationUrlCheck];
const isPage = (path: string) => /^\/(order|success|failure|cancel|app)\/?$/.test(path);

test.each<[string, Meddling, string[], string[]]>([
  [
    'redirects to the address without a slash',
    {
      instead: (path) =>
        /.\/$/.test(path) ? { status: 308, headers: { location: path.slice(0, -1) } } : undefined,
    },
    ['service-urls'],
    [
      '/order/, /success/, /failure/, /cancel/, /app/ is redirected (308) to itself with another slash at the end.',
    ],
  ],
  [
    'redirects one view',
    { instead: (path) => (path === '/cancel' ? { status: 302, headers: { location: '/' } } : undefined) },
    ['service-urls'],
    ['/cancel is redirected (302) to another path.'],
  ],
  [
    'has a default page for what it does not know',
    { instead: (path) => (path.startsWith('/success') ? DEFAULT_PAGE : undefined) },
    ['service-urls'],
    ['/success, /success/ answers 404 (“Welcome to nginx!”).'],
  ],
  [
    'has a page of its own everywhere',
    { instead: () => ({ ...DEFAULT_PAGE, status: 200 }) },
    ['service-urls', 'unaltered', 'api', 'notification-url'],
    ['is not our page (“Welcome to nginx!”)', 'is answered 200, and not by the service', 'by somebody else'],
  ],
  [
    'leads to another service of the same kind',
    {
      alter: ({ body }, path) =>
        isPage(path) ? { body: body.replace(/<title>[^<]*/, '<title>City parking') } : {},
    },
    ['service-urls', 'unaltered'],
    ['is another service’s page (“City parking”, not “'],
  ],
  [
    'puts a script into the page',
    {
      alter: ({ body }, path) =>
        isPage(path)
          ? { body: body.replace('</head>', '<script src="//ads.example/x.js"></script></head>') }
          : {},
    },
    ['unaltered'],
    ['a script is put into the page'],
  ],
  [
    'strips the policy',
    {
      alter: ({ headers }) => {
        const { 'content-security-policy': policy = '', ...others } = headers;
        return policy === '' ? {} : { headers: others };
      },
    },
    ['unaltered'],
    ['the header content-security-policy is missing'],
  ],
  [
    'lets nobody post',
    { instead: (_path, method) => (method === 'POST' ? { status: 405, body: 'no' } : undefined) },
    ['api', 'notification-url'],
    ['is answered 405 by somebody else', 'is answered 405, and not by the service'],
  ],
  [
    'wants a sign-in for notifications',
    {
      instead: (path) =>
        path.startsWith('/notifications/') ? { status: 302, headers: { location: '/login' } } : undefined,
    },
    ['notification-url'],
    ['is redirected (302), and what is posted gets lost'],
  ],
])('one that %s', async (_name, front, faults, words) => {
  const service = await goingLive({ front });
  const checkup = await service.checkUp({}, {}, NETWORK);
  expect(ofVerdict(checkup, 'fault')).toEqual(faults);
  const found = checkup.findings.map((finding) => finding.found).join('\n');
  for (const word of words) expect(found).toContain(word);
  for (const { verdict, mend } of checkup.findings) if (verdict === 'fault') expect(mend).toBeTruthy();
});

test('http that leads to https is a redirect with the address where it ends', async () => {
  const service = await goingLive({
    isTls: false,
    front: { instead: (path) => ({ status: 301, headers: { location: `https://tickets.example${path}` } }) },
  });
  const { found } = await service.find('service-urls');
  expect(found).toContain('is redirected (301) to https://tickets.example.');
  expect(await service.find('public-address')).toMatchObject({
    verdict: 'fault',
    found: expect.stringContaining('without TLS') as unknown,
  });
  // In demo it is somebody's own matter.
  expect(await service.find('public-address', { SEQR_MODE: 'demo' })).toMatchObject({ verdict: 'warning' });
});

test('http is said even where nothing answers', async () => {
  const service = await goingLive();
  expect(await service.find('public-address', { PUBLIC_URL: 'http://nowhere.example' })).toMatchObject({
    verdict: 'fault',
    found: expect.stringContaining('without TLS') as unknown,
  });
});

test('another instance behind the address is known by its SECRET_KEY', async () => {
  const service = await goingLive();
  const change = { SECRET_KEY: 'qW8rT2yU6iO0pA4sD9fG3hJ7kL1zX5cV' };
  expect(await service.find('notification-url', change)).toMatchObject({
    verdict: 'fault',
    found: expect.stringMatching(/arrives at a service with another SECRET_KEY\.$/) as unknown,
  });
  // Nobody here to compare with.
  expect(await service.find('unaltered', change)).toMatchObject({ verdict: 'not-tried' });
});

test('an address that cannot be reached or trusted is one fault; what lies behind it is not tried', async () => {
  const service = await goingLive();
  const behind = ['service-urls', 'unaltered', 'api', 'notification-url'];
  const untrusted = await service.checkUp(
    {},
    { way: { lookup: (_, __, found) => found(null, [{ address: '127.0.0.1', family: 4 }]) } },
  );
  expect(ofVerdict(untrusted, 'fault')).toEqual(['public-address']);
  expect(ofVerdict(untrusted, 'not-tried')).toEqual(expect.arrayContaining(behind));
  expect(untrusted.findings.find(({ id }) => id === 'public-address')?.found).toContain('self-signed');
  const unknown = await service.checkUp(
    {},
    { way: { lookup: (_, __, found) => found(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []) } },
  );
  expect(ofVerdict(unknown, 'fault')).toEqual(['public-address']);
  expect(unknown.findings.find(({ id }) => id === 'public-address')?.found).toContain('not known to the DNS');
  const other = await service.find('public-address', {
    PUBLIC_URL: service.publicUrl.replace('tickets', 'other'),
  });
  expect(other.found).toContain('its certificate is for another name');
});

test('an address that never answers is given up', async () => {
  const service = await goingLive({ front: { instead: () => 'silence' } });
  expect(await service.find('public-address')).toMatchObject({
    verdict: 'fault',
    found: expect.stringContaining('no answer in 4 s') as unknown,
  });
});

test.each([
  [30, 'ok'],
  [22, 'ok'],
  [20, 'warning'],
])('a certificate that holds for %i more days is %s', async (days, verdict) => {
  const service = await goingLive();
  const clock = { ...systemClock, now: () => ENDS_AT - days * 86_400_000 };
  const finding = await service.find('public-address', {}, { clock });
  expect(finding).toMatchObject({ verdict, found: expect.stringContaining(`${days} more days`) as unknown });
});

test('an address inside is a fault; a name that only from here leads inside is a warning', async () => {
  const service = await goingLive();
  for (const PUBLIC_URL of [
    'https://localhost:3000',
    'https://192.168.1.7',
    'https://[fe80::1]',
    'https://pay.internal',
  ])
    expect(await service.find('public-address', { PUBLIC_URL })).toMatchObject({
      verdict: 'fault',
      found: expect.stringContaining('nobody outside reaches it') as unknown,
    });
  const resolve = () => Promise.resolve(['127.0.1.1']);
  expect(await service.find('public-address', {}, { resolve })).toMatchObject({ verdict: 'warning' });
});

test.each([
  ['10.1.2.3', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['169.254.1.1', true],
  ['100.64.0.1', true],
  ['100.128.0.1', false],
  ['::1', true],
  ['fd00::1', true],
  ['2001:db8::1', false],
  ['203.0.113.7', false],
  ['tickets.example', false],
  ['tickets.local', true],
  ['tickets', true],
])('%s is inside: %s', (host, expected) => {
  expect(isInside(host)).toBe(expected);
});
