// qr: codes for print from a shell, where neither a store nor a running service is.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeNewFile, writeNewFiles } from '../../server/cli/new-files.ts';
import { SHEET_FORMS } from '../../shared/desk/codes.ts';
import { pixelsOf, readByZxing } from '../codes/read-code.ts';
import { readPdf } from '../codes/read-pdf.ts';
import { runIn } from './terminal.ts';

/** A folder of the test's own, and the command line with nothing but the environment. */
async function desk(env: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-qr-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const noShop = () => Promise.reject(new Error('no shop may be opened'));
  return {
    in: (...names: string[]) => join(folder, ...names),
    files: async () => (await readdir(folder, { recursive: true })).sort(),
    qr: (...argv: string[]) => runIn(noShop, ['qr', ...argv], { env: { SEQR_SERVICE_ID: 'FERRY', ...env } }),
  };
}

interface Listed {
  codes: { key: string; url: string; characters: number; warning: string | null; fault: string | null }[];
}
interface Made {
  files: { file: string; key: string; url: string; warning: string | null }[];
}
const documentOf = ({ out }: { out: string }): unknown => JSON.parse(out);

const PARKING = { SERVICE_FILE: 'server/service/examples/city-parking.yaml' };

test('list shows every code, and ends with 1 when one cannot be made', async () => {
  const { qr } = await desk();
  const text = await qr('list', '--language', 'sv');
  expect(text).toMatchObject({ code: 0, err: '' });
  expect(text.out).toContain('jetty-7     32  HTTP://SEQR.SE/000/FERRY?jetty=7  Vaxholm\n');
  expect(text.out).toContain('Skärgårdsfärjan');
  const { codes } = documentOf(await qr('list', '--json')) as Listed;
  expect(codes.map(({ key }) => key)).toEqual(['jetty-1', 'jetty-2', 'jetty-3', 'jetty-7', 'plain']);

  const long = await desk({ SEQR_SERVICE_ID: 'the-archipelago-ferry-of-stockholm-and-beyond' });
  const faulty = await long.qr('list', '--json');
  expect(faulty.code).toBe(1);
  expect((documentOf(faulty) as Listed).codes[0]).toMatchObject({
    fault: expect.stringContaining('named "j" instead of "jetty"') as unknown,
  });
  expect((await long.qr('list')).out).toContain('jetty-1 CANNOT BE MADE: ');
  expect(await qr('list', '--language', 'pl')).toMatchObject({ code: 2 });
});

test('make writes a file for each code and kind, all read back, and tells them', async () => {
  const { qr, files, in: at } = await desk(PARKING);
  const made = await qr('make', '--output', at('new', 'codes'), '--json');
  expect(made).toMatchObject({ code: 0, err: '' });
  const told = (documentOf(made) as Made).files;
  expect(told).toHaveLength(12);
  expect((await files()).filter((name) => name.includes('.'))).toHaveLength(12);
  for (const { file, url } of told) {
    const content = await readFile(file);
    const pages = file.endsWith('.pdf') ? await readPdf(content) : [await pixelsOf(content, 144)];
    expect((await Promise.all(pages.map(readByZxing))).flat()[0]).toEqual({
      text: url,
      version: '4',
      level: 'M',
    });
  }
  const some = await qr(
    'make',
    '-o',
    at('some'),
    '--only',
    'zone-A',
    'plain',
    '--format',
    'svg,png',
    '--json',
  );
  expect((documentOf(some) as Made).files.map(({ file }) => file)).toEqual(
    ['zone-A.svg', 'zone-A.png', 'plain.svg', 'plain.png'].map((name) => at('some', name)),
  );
});

test('what exists is not written over, unless told so', async () => {
  const { qr, files, in: at } = await desk();
  await writeFile(at('jetty-7.svg'), 'mine');
  const refused = await qr('make', '-o', at(), '--format', 'svg', '--json');
  expect(refused.code).toBe(1);
  expect(refused.err).toContain(
    'jetty-7.svg exists; nothing was written: name another place, or give --replace',
  );
  expect(refused.out).toContain('"code": "file-exists"');
  expect(await files()).toEqual(['jetty-7.svg']);
  expect(await qr('make', '-o', at(), '--format', 'svg', '--replace')).toMatchObject({ code: 0 });
  expect(await readFile(at('jetty-7.svg'), 'utf8')).toContain('<svg');
  expect(await files()).toHaveLength(5);

  await writeFile(at('sheet.pdf'), 'mine');
  expect((await qr('sheet', 'tent', '-o', at('sheet.pdf'))).code).toBe(1);
  expect(await readFile(at('sheet.pdf'), 'utf8')).toBe('mine');
  await mkdir(at('folder'));
  expect((await qr('sheet', 'tent', '-o', at('folder'), '--replace')).err).toContain('is a folder');
});

test.each(SHEET_FORMS)('sheet %s is written from a list, with every code on it', async (form) => {
  const { qr, files, in: at } = await desk();
  await writeFile(at('list.csv'), '\ufeffjetty;caption\r\n7;Vaxholm, norra kajen\r\n3;\r\n');
  const made = await qr(
    'sheet',
    form,
    '--csv',
    at('list.csv'),
    '-o',
    at('sheet.pdf'),
    '--language',
    'sv',
    '--json',
  );
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(documentOf(made)).toEqual({ file: at('sheet.pdf'), form, codes: 2 });
  expect(await files()).toEqual(['list.csv', 'sheet.pdf']);
  const pages = await readPdf(await readFile(at('sheet.pdf')));
  const seen = (await Promise.all(pages.map(readByZxing))).flat().map(({ text }) => text);
  expect([...new Set(seen)].sort()).toEqual([
    'HTTP://SEQR.SE/000/FERRY?jetty=3',
    'HTTP://SEQR.SE/000/FERRY?jetty=7',
  ]);
  expect(pages.map(({ text }) => text).join(' ')).toMatch(/Vaxholm,\s+norra\s+kajen/);
  expect(pages.map(({ text }) => text).join(' ')).toContain('Betala med SEQR');
});

test('one bad line in a list and nothing is written', async () => {
  const { qr, files, in: at } = await desk();
  await writeFile(at('list.csv'), 'jetty;caption\n7;Vaxholm\n8;Nowhere\n3;Żółta łódź\n');
  for (const command of [['sheet', 'stickers'], ['make']]) {
    const made = await qr(...command, '--csv', at('list.csv'), '-o', at('new'));
    expect(made).toMatchObject({ code: 1, out: '' });
    expect(made.err).toContain('list.csv:3 column 1: jetty: "8" is none of the service');
    expect(made.err.includes('list.csv:4: caption "Żółta łódź" has letters')).toBe(command.length === 2);
    expect(made.err).toContain('Nothing was written.');
    expect(await files()).toEqual(['list.csv']);
  }
});

test('a fault in the middle leaves nothing behind', async () => {
  const { files, in: at } = await desk();
  const fault = () => Promise.reject(new Error('no space left'));
  const half = async (path: string) => {
    await writeFile(path, 'half');
    await fault();
  };
  await expect(writeNewFile(at('sheet.pdf'), false, half)).rejects.toThrow('no space left');
  await expect(
    writeNewFiles(at('new'), ['a.svg', 'b.svg'], false, (folder) => half(join(folder, 'a.svg'))),
  ).rejects.toThrow('no space left');
  expect(await files()).toEqual([]);
  await writeFile(at('taken'), '');
  const { qr } = await desk();
  expect((await qr('make', '-o', at('taken'))).err).toBe(
    `nothing was written: ${at('taken')}: not a directory\n`,
  );
  expect(existsSync(at('taken'))).toBe(true);
});

test('a service file with a typing error says where; so does an environment that is not enough', async () => {
  const { qr, files, in: at } = await desk();
  const example = await readFile('server/service/examples/archipelago-ferry.yaml', 'utf8');
  await writeFile(at('ferry.yaml'), example.replace('parameter: jetty', 'paramter: jetty'));
  const line = example.split('\n').findIndex((text) => text.includes('key: departure')) + 1;
  const wrong = await desk({ SERVICE_FILE: at('ferry.yaml') });
  for (const command of [['list'], ['make', '-o', at('new')], ['sheet', 'poster', '-o', at('new.pdf')]]) {
    const { code, err } = await wrong.qr(...command);
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`ferry\\.yaml:${line} choices\\.0`));
  }
  expect(await files()).toEqual(['ferry.yaml']);
  const demo = await desk({ SEQR_MODE: 'demo' });
  expect((await demo.qr('list')).err).toContain('SEQR_TERMINAL_ID is required in demo mode');
  expect((await qr('list')).code).toBe(0);
});

test('wrong usage is told before anything is tried', async () => {
  const { qr, files, in: at } = await desk();
  for (const [argv, said] of [
    [['make', '-o', at('x'), '--quiet-zone', '1'], 'too narrow: SEQR asks for at least 2 modules'],
    [['make', '-o', at('x'), '--format', 'gif'], 'It must be svg, png, pdf.'],
    [['make', '-o', at('x'), '--only', 'jetty-9'], 'there is no code "jetty-9"; see "qr list"'],
    [['make', '-o', at('x'), '--only', 'plain', '--csv', 'y'], '--csv is a list by itself'],
    [['make', '-o', at('x'), '--also', 'y'], '--also is for the columns of --csv'],
    [['make', '-o', ''], 'It is empty.'],
    [['sheet', 'poster', '-o', ''], 'It is empty.'],
    [['make'], "required option '-o, --output <folder>'"],
    [['sheet', 'flyer', '-o', at('x')], 'It must be stickers, tent, poster.'],
  ] as [string[], string][]) {
    const { code, err } = await qr(...argv);
    expect(code).toBe(2);
    expect(err).toContain(said);
  }
  expect(await files()).toEqual([]);
});

test('codes of the sandbox are not for print, and it says so', async () => {
  const { qr } = await desk({ SEQR_SERVICE_ID: '' });
  const { code, err } = await qr('list');
  expect(code).toBe(0);
  expect(err).toContain('set SEQR_SERVICE_ID to the id that SEQR has given your service');
});
