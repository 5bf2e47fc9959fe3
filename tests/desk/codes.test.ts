// The service's codes at the desk: looked at, downloaded one by one, and on sheets, also from a table that is uploaded.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CodeList } from '../../shared/desk/codes.ts';
import type { Problem } from '../../shared/problem.ts';
import { pixelsOf, readByJsqr } from '../codes/read-code.ts';
import { openShop } from '../shop.ts';
import { clerk } from './clerk.ts';

const SAUNA = 'server/service/examples/harbour-sauna.yaml';

/** A shop with somebody at its desk, who downloads and uploads as the page does. */
async function openDesk(serviceFile?: string) {
  const shop = await openShop(serviceFile === undefined ? {} : { serviceFile });
  const anna = await clerk(shop, 'anna', ['look']);
  const ask = (path: string, init: RequestInit = {}, headers: Record<string, string> = {}) =>
    fetch(`${shop.url}/desk/api/codes${path}`, { ...init, headers: { cookie: anna.cookie, ...headers } });
  const upload = (table: string, form = 'stickers', headers: Record<string, string> = {}) =>
    ask(
      `/sheet?form=${form}`,
      { method: 'POST', body: table },
      { 'content-type': 'text/csv', 'x-csrf-token': anna.session.csrfToken, ...headers },
    );
  return { shop, anna, ask, upload };
}

/** The sauna with its QR parameter called so. */
async function saunaWith(parameter: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sauna-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'sauna.yaml');
  const text = await readFile(SAUNA, 'utf8');
  await writeFile(file, text.replace('parameter: sauna', `parameter: ${parameter}`));
  return file;
}

const problemOf = async (answer: Response) => ({
  status: answer.status,
  ...((await answer.json()) as Partial<Problem<string>>),
});

/** Of a PDF of ours. */
async function pagesOf(answer: Response): Promise<number> {
  expect(answer.status).toBe(200);
  const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');
  return Number(/\/Count (\d+)/.exec(text)?.[1]);
}

test('each jetty has its code, and the service one without any', async () => {
  const { ask } = await openDesk();
  const { codes } = (await (await ask('')).json()) as CodeList;
  expect(codes.map(({ key, caption, url, warning }) => ({ key, caption, url, warning }))).toEqual([
    ...['1 Strandvägen', '2 Nacka strand', '3 Fjäderholmarna', '7 Vaxholm'].map((jetty) => ({
      key: `jetty-${jetty[0]}`,
      caption: jetty.slice(2),
      url: `HTTP://SEQR.SE/000/SANDBOX?jetty=${jetty[0]}`,
      warning: null,
    })),
    { key: 'plain', caption: 'Archipelago ferry', url: 'HTTP://SEQR.SE/000/SANDBOX', warning: null },
  ]);
  for (const { url, characters, fault, svg } of codes) {
    expect([characters, fault]).toEqual([url.length, null]);
    expect(readByJsqr(await pixelsOf(svg ?? ''))).toBe(url);
  }
});

test.each([
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['pdf', 'application/pdf'],
])('a code is downloaded as %s by a plain link, under its key', async (kind, type) => {
  const { ask } = await openDesk();
  const answer = await ask(`/jetty-7.${kind}`);
  expect(answer.headers.get('content-type')).toContain(type);
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="jetty-7.${kind}"`);
  if (kind === 'pdf') return expect(await pagesOf(answer)).toBe(1);
  const picture = Buffer.from(await answer.arrayBuffer());
  expect(readByJsqr(await pixelsOf(picture))).toBe('HTTP://SEQR.SE/000/SANDBOX?jetty=7');
});

test('a name that is none leads nowhere', async () => {
  const { ask } = await openDesk();
  for (const path of [
    '/jetty-8.svg',
    '/jetty-7.gif',
    '/jetty-7',
    '/..%2Fplain.svg',
    '/sheet.pdf?form=tent&key=x',
  ]) {
    expect(await problemOf(await ask(path)), path).toMatchObject({ status: 404, code: 'code-unknown' });
  }
});

test('a sheet has the chosen codes, or all of them, in its form', async () => {
  const { ask } = await openDesk();
  expect(await pagesOf(await ask('/sheet.pdf?form=poster&key=plain&key=jetty-7'))).toBe(2);
  expect(await pagesOf(await ask('/sheet.pdf?form=poster'))).toBe(5);
  const stickers = await ask('/sheet.pdf?form=stickers');
  expect(stickers.headers.get('content-disposition')).toBe('attachment; filename="codes-stickers.pdf"');
  expect(await pagesOf(stickers)).toBe(1);
  for (const form of ['?form=napkin', '']) {
    expect(await problemOf(await ask(`/sheet.pdf${form}`))).toMatchObject({
      status: 422,
      detail: 'form: must be one of stickers, tent, poster',
    });
  }
});

test('a parameter that breaks the code is told with what would mend it, and is on no sheet', async () => {
  const long = await openDesk(await saunaWith('number_of_the_sauna_here'));
  const { codes: warned } = (await (await long.ask('')).json()) as CodeList;
  expect(warned[0]).toMatchObject({ fault: null, warning: expect.stringContaining('instead of') as unknown });
  const broken = await openDesk(await saunaWith('number_of_the_sauna_in_the_harbour_of_the_town'));
  const { codes } = (await (await broken.ask('')).json()) as CodeList;
  expect(codes.map(({ key, svg, fault }) => [key.slice(0, 5), svg !== null, fault !== null])).toEqual([
    ['numbe', false, true],
    ['numbe', false, true],
    ['plain', true, false],
  ]);
  for (const path of [`/${codes[0]?.key ?? ''}.svg`, '/sheet.pdf?form=tent']) {
    expect(await problemOf(await broken.ask(path)), path).toMatchObject({
      status: 409,
      code: 'not-printable',
      detail: expect.stringContaining('instead of') as unknown,
    });
  }
  expect(await pagesOf(await broken.ask('/sheet.pdf?form=tent&key=plain'))).toBe(1);
});

test('nobody has any of it who is not signed in, and no other site sends a table', async () => {
  const { ask, upload } = await openDesk();
  for (const path of ['', '/jetty-7.svg', '/sheet.pdf?form=tent', '/nothing.svg']) {
    expect((await ask(path, {}, { cookie: '' })).status, path).toBe(401);
  }
  expect((await upload('jetty\n7\n', 'tent', { cookie: '' })).status).toBe(401);
  expect((await upload('jetty\n7\n', 'tent', { 'x-csrf-token': 'forged' })).status).toBe(403);
  expect((await upload('jetty\n7\n', 'tent', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
});

test('a table as spreadsheets write it becomes a sheet', async () => {
  const { upload } = await openDesk();
  const answer = await upload(
    '\uFEFFjetty;caption\r\n7;Vaxholm, kajen\r\n2;"Nacka ""strand"""\r\n',
    'poster',
  );
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await pagesOf(answer)).toBe(2);
});

test('every bad line is named, and nothing is made of the good ones', async () => {
  const { upload } = await openDesk();
  const lines = ['jetty,caption', ...Array.from({ length: 300 }, () => '7,Vaxholm')];
  [lines[150], lines[200]] = ['99,Nowhere', '"7,Vaxholm'];
  const answer = await problemOf(await upload(lines.join('\n')));
  expect(answer).toMatchObject({ status: 422, code: 'table-invalid' });
  const told = (answer.detail ?? '').split('\n');
  expect(told).toHaveLength(2);
  expect(told[0]).toMatch(/^line 151 column 1: .*99/);
  expect(told[1]).toMatch(/^line 201.*never closed/);
  expect(answer.detail).not.toContain(tmpdir());
});

test.each([
  ['', 422, /^the file /],
  ['caption\nVaxholm\n', 422, /jetty/],
  [`jetty\n${'7\n'.repeat(501)}`, 409, /501 codes.*up to 500.*npm run qr/],
  [`jetty\n${'7\n'.repeat(500_001)}`, 413, /1 MB.*npm run qr/],
])('a table like case %# is refused by what is wrong with it', async (table, status, detail) => {
  const { upload } = await openDesk();
  const answer = await problemOf(await upload(table));
  expect(answer.status).toBe(status);
  expect(answer.detail).toMatch(detail);
});

test('what is no table is refused unread', async () => {
  const { upload } = await openDesk();
  expect(await problemOf(await upload('{}', 'tent', { 'content-type': 'application/json' }))).toMatchObject({
    status: 415,
    code: 'not-a-table',
  });
  expect((await upload('jetty\n7\n', 'napkin')).status).toBe(422);
});
