// The landing page: what stands at the service's own host for who comes there without having scanned its code.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { deviceOf } from '../../server/pages/device.ts';
import { LANDING_WORDS } from '../../server/pages/landing-words.ts';
import { landingRoutes } from '../../server/routes/landing.ts';
import { loadDefinition } from '../../server/service/load.ts';
import { startService } from '../../server/start.ts';
import { LANGUAGES } from '../../shared/languages.ts';
import type { Language } from '../../shared/languages.ts';
import { pixelsOf, readByJsqr } from '../codes/read-code.ts';
import { openShop } from '../shop.ts';

const FERRY = await loadDefinition('server/service/examples/archipelago-ferry.yaml');
const PARKING = await loadDefinition('server/service/examples/city-parking.yaml');
const [LANGUAGE, DEVICE] = ['accept-language', 'user-agent'] as const;
const PHONES = {
  android:
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile',
  ios: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  other:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
  windowsPhone: 'Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) Edge/15.15254',
};

/** The routes alone, as a shop of this definition mounts them outside the sandbox. */
function landing(definition = FERRY, { serviceId = 'FERRY', languages = definition.service.languages } = {}) {
  const routes = landingRoutes('/', { definition, serviceId, appScheme: 'seqr', languages });
  return async (path = '/', headers: Record<string, string> = {}) => {
    const answer = await routes.request(path, { headers });
    return { answer, html: await answer.text() };
  };
}

const hrefs = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => unescape(href));
const linkOf = (html: string) => hrefs(html).find((href) => href.startsWith('seqr'));
const unescape = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'");

/** What a phone in front of the screen reads. */
async function scanned(html: string): Promise<string | null> {
  const [, image = ''] = /src="data:image\/svg\+xml,([^"]*)"/.exec(html) ?? [];
  return readByJsqr(await pixelsOf(decodeURIComponent(image)));
}

describe('where it stands', () => {
  const BEYOND = {
    PUBLIC_URL: 'https://ferry.example',
    SECRET_KEY: 'a key that only tests know, of 32+',
    SEQR_SOAP_URL: 'https://seqr.example/soap',
    SEQR_TERMINAL_ID: 'terminal',
    SEQR_TERMINAL_PASSWORD: 'password',
    SEQR_RESELLER_ID: 'reseller',
    SEQR_RESELLER_USER_ID: '9900',
    SEQR_RESELLER_PASSWORD: 'password',
    SEQR_CLIENT_ID: 'Test company',
    SEQR_SERVICE_ID: 'FERRY',
  };

  test.each([
    ['sandbox', {}, '/welcome', 'seqr-demo://SEQR.SE/000/SANDBOX?jetty=7'],
    ['demo', BEYOND, '/', 'seqr-demo://SEQR.SE/000/FERRY?jetty=7'],
    ['production', BEYOND, '/', 'seqr://SEQR.SE/000/FERRY?jetty=7'],
  ])('in %s mode', async (mode, more, path, link) => {
    const folder = await mkdtemp(join(tmpdir(), 'landing-'));
    const config = readConfig({
      SEQR_MODE: mode,
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: `file:${folder}/seqr.db`,
      SIMULATOR_STATE_FILE: `${folder}/simulator.db`,
      LOG_LEVEL: 'silent',
      ...more,
    });
    const service = await startService(config);
    onTestFinished(async () => {
      await service.stop();
      await rm(folder, { recursive: true });
    });
    const html = await (await fetch(`${service.url}${path}?jetty=7`)).text();
    expect(linkOf(html)).toBe(link);
    expect(await scanned(html)).toBe(link.replace(/^seqr(-demo)?/, 'HTTP'));
    const other = await fetch(service.url + (path === '/' ? '/welcome' : '/'));
    const overview = await other.text();
    if (mode === 'sandbox') expect(overview).toContain('href="/welcome"');
    else expect(other.status).toBe(404);
  });
});

describe('whom it is for', () => {
  test('a desktop sees the code and three steps, and can still open the app', async () => {
    const { html } = await landing()('/', { [DEVICE]: PHONES.other });
    const [beforeFold = '', fold = ''] = html.split('<details>');
    expect(beforeFold).toContain('class="code"');
    expect(beforeFold.match(/<li>/g)).toHaveLength(5);
    expect(fold).toContain('seqr://SEQR.SE/000/FERRY"');
    expect(hrefs(html)).toContain('https://play.google.com/store/apps/details?id=com.seamless.seqr');
  });

  test.each([
    ['android', 'market://details?id=com.seamless.seqr', 'https://apps.apple.com/app/id494224742'],
    [
      'ios',
      'https://apps.apple.com/app/id494224742',
      'https://play.google.com/store/apps/details?id=com.seamless.seqr',
    ],
  ] as const)(
    '%s gets the link first, then its own store, and can still show the code',
    async (device, own, other) => {
      const { html } = await landing()('/', { [DEVICE]: PHONES[device] });
      const links = hrefs(html).filter((href) => !href.startsWith('data:') && !href.startsWith('/'));
      expect(links).toEqual(['seqr://SEQR.SE/000/FERRY', own, other]);
      expect(html.indexOf('class="code"')).toBeGreaterThan(html.indexOf('<details>'));
      expect(await scanned(html)).toBe('HTTP://SEQR.SE/000/FERRY');
    },
  );

  test.each([
    [PHONES.android, 'android'],
    [PHONES.ios, 'ios'],
    ['Mozilla/5.0 (iPad; CPU OS 12_2 like Mac OS X) AppleWebKit/605.1.15', 'ios'],
    [PHONES.other, 'other'],
    [PHONES.windowsPhone, 'other'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', 'other'],
    ['androidomatic/1.0', 'other'],
    ['', 'other'],
    [undefined, 'other'],
  ])('%j is taken for %s', (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device);
  });
});

describe('its language', () => {
  test.each(Object.keys(LANGUAGES) as Language[])('is %s for who reads that', async (language) => {
    const { answer, html } = await landing()('/', { [LANGUAGE]: language });
    expect(answer.headers.get('content-language')).toBe(language);
    expect(html).toContain(`lang="${language}"`);
    expect(html).toContain(`<h1>${FERRY.service.name[language]}</h1>`);
    expect(unescape(html)).toContain(LANDING_WORDS[language].steps[0]);
  });

  test('is the service’s first for who reads none of its languages, and English where we have no words', async () => {
    expect((await landing(PARKING)('/', { [LANGUAGE]: 'fr' })).html).toContain('lang="fi"');
    const { html } = await landing(PARKING, { languages: ['nb'] })('/', { [LANGUAGE]: 'nb' });
    expect(html).toContain('lang="en"');
  });
});

describe('what its address presets', () => {
  test.each([
    ['?jetty=7', '?jetty=7'],
    ['?jetty=7&jetty=2', '?jetty=7'],
    ['?utm_source=x&jetty=2&constructor=1', '?jetty=2'],
    ['?jetty=99', ''],
    ['?departure=7', ''],
    ['?=7', ''],
    ['?jetty=%22%3E%3Cscript%3E', ''],
    ['?jetty=%E0%A4%A', ''],
  ])('%s goes on as %j, in the code and in the link', async (query, kept) => {
    const { answer, html } = await landing()(`/${query}`);
    expect(answer.status).toBe(200);
    expect(linkOf(html)).toBe(`seqr://SEQR.SE/000/FERRY${kept}`);
    expect(await scanned(html)).toBe(`HTTP://SEQR.SE/000/FERRY${kept}`);
  });

  test('is named in the visitor’s language', async () => {
    const ask = landing();
    expect((await ask('/?jetty=7', { [LANGUAGE]: 'sv' })).html).toContain('Från: Vaxholm');
    expect((await ask('/', { [LANGUAGE]: 'sv' })).html).not.toContain('Från:');
  });

  test('is dropped where it would not fit a code; without any code the link is left', async () => {
    const plate = { ...PARKING, parameters: { ...PARKING.parameters, plate: 'registrationplate' } };
    const serviceId = 'CITYPARKING20CHARS';
    const { html } = await landing(plate, { serviceId })(
      '/?zone=B&registrationplate=%C3%85%C3%84%C3%96-1234',
    );
    expect(await scanned(html)).toBe(`HTTP://SEQR.SE/000/${serviceId}`);
    expect(linkOf(html)).toBe(`seqr://SEQR.SE/000/${serviceId}`);
    const long = 'x'.repeat(80);
    const codeless = await landing(PARKING, { serviceId: long })('/?zone=B');
    expect(linkOf(codeless.html)).toBe(`seqr://SEQR.SE/000/${long}?zone=B`);
    expect(codeless.html).not.toContain('class="code"');
  });
});

test('a service’s own words stay words', async () => {
  const name = Object.fromEntries(FERRY.service.languages.map((tag) => [tag, `</title><script>&"'`]));
  const { html } = await landing({ ...FERRY, service: { ...FERRY.service, name } })();
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;/title&gt;&lt;script&gt;&amp;&quot;&#39;');
});

test('no script, no cookie, nobody else’s server; kept for minutes, and by what it depends on', async () => {
  const shop = await openShop();
  const answer = await fetch(`${shop.url}/welcome`, { headers: { 'accept-encoding': 'gzip' } });
  const html = await answer.text();
  const head = answer.headers;
  expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
  expect(
    [...html.matchAll(/(?:src|rel="stylesheet" href)="(?!data:)([^"]*)"/g)].map(([, url]) => url),
  ).toEqual(['/landing.css', expect.stringMatching(/^\/\w+\/ferry-logo\.svg$/)]);
  expect(head.get('set-cookie')).toBeNull();
  expect(head.get('referrer-policy')).toBe('no-referrer');
  expect(head.get('cache-control')).toBe('public, max-age=300');
  expect(head.get('vary')?.split(', ').toSorted()).toEqual([
    'Accept-Encoding',
    'Accept-Language',
    'User-Agent',
  ]);
  expect(head.get('content-security-policy')).toContain("default-src 'none'");
  const again = await fetch(`${shop.url}/welcome`, { headers: { 'if-none-match': head.get('etag') ?? '' } });
  expect(again.status).toBe(304);
  const sheet = await fetch(`${shop.url}/landing.css`);
  expect(sheet.headers.get('content-type')).toContain('text/css');
  expect(await sheet.text()).toContain('--accent:#0b5d86');
});
