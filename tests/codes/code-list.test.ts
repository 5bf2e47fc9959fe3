// Lists of codes as spreadsheets write them, and every slip in them told with its place.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkCodeList, readCodeList } from '../../server/codes/code-list.ts';
import type { NamedCode } from '../../server/codes/named-codes.ts';
import type { ListRules } from '../../server/codes/code-list.ts';
import { loadDefinition } from '../../server/service/load.ts';

async function write(content: string | Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-list-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'codes.csv');
  await writeFile(file, content);
  return file;
}

async function rules(also: string[] = []): Promise<ListRules> {
  const definition = await loadDefinition('server/service/examples/archipelago-ferry.yaml');
  return { definition, serviceId: 'FERRY', language: 'sv', also };
}

async function read(content: string | Buffer, also?: string[]) {
  const file = await write(content);
  const those = await rules(also);
  const summary = await checkCodeList(file, those);
  const codes = await allOf(readCodeList(file, those));
  expect(codes).toHaveLength(summary.count);
  return { summary, codes };
}

async function allOf(codes: AsyncIterable<NamedCode>): Promise<NamedCode[]> {
  const all: NamedCode[] = [];
  for await (const code of codes) all.push(code);
  return all;
}

/** What is said of the list, without the folder's name. */
async function faultOf(content: string | Buffer, also?: string[]): Promise<string> {
  const file = await write(content);
  const fault = checkCodeList(file, await rules(also)).then(
    () => 'none',
    (error: unknown) => (error as Error).message,
  );
  return (await fault).replaceAll(file, 'codes.csv');
}

test('commas, semicolons, tabs, a BOM, quotes, blank lines, all line ends, UTF-16: the same codes', async () => {
  const expected = [
    { caption: 'Vaxholm; "norra", kajen', key: 'north', url: 'HTTP://SEQR.SE/000/FERRY?jetty=7' },
    { caption: 'Fjäderholmarna', key: 'jetty-3', url: 'HTTP://SEQR.SE/000/FERRY?jetty=3' },
  ];
  for (const delimiter of [',', ';', '\t']) {
    for (const end of ['\n', '\r\n']) {
      const lines = [
        ['jetty', 'caption', 'key'],
        ['7', '"Vaxholm; ""norra"", kajen"', 'north'],
        ['', '', ''],
        [' 3 ', '', ''],
      ];
      const text = `\ufeff${lines.map((cells) => cells.join(delimiter)).join(end)}${end}${end}`;
      for (const content of [text, text.slice(1).trimEnd(), Buffer.from(text, 'utf16le')]) {
        expect((await read(content)).codes).toMatchObject(expected);
      }
    }
  }
});

test('a value that the service does not have is a slip, told with line and column', async () => {
  const list = 'caption;jetty\nEtt;1\nÅtta;8\nTre;3\nX;\n';
  expect(await faultOf(list)).toBe(
    [
      `codes.csv:3 column 2: jetty: "8" is none of the service's: 1, 2, 3, 7`,
      'codes.csv:5: no parameter has a value',
    ].join('\n'),
  );
});

test('what customers may write themselves is held against its pattern', async () => {
  const definition = await loadDefinition('server/service/examples/city-parking.yaml');
  const plates = { ...definition, parameters: { zone: 'zone', plate: 'plate' } };
  const file = await write('zone,plate\nB,ABC-123\nB,1-ABC\n,XYZ-9\n');
  const those = { ...(await rules()), definition: plates };
  await expect(checkCodeList(file, those)).rejects.toThrow(
    /^[^\n]*:3 column 2: plate: "1-ABC" is not as the service wants it, such as ABC-123$/,
  );
});

test('a column that the service does not know is refused, unless it is meant', async () => {
  const list = 'jety,caption\n7,Vaxholm\n';
  expect(await faultOf(list)).toBe(
    [
      'codes.csv:1 column 1: the service has no QR parameter called "jety" (it has: jetty); the other columns are caption and key. To print it nevertheless: --also jety',
      'codes.csv:1: the first line names the columns, and one must be a QR parameter of the service (jetty)',
    ].join('\n'),
  );
  const { codes } = await read('jetty,campaign\n7,summer\n', ['campaign']);
  expect(codes).toMatchObject([
    {
      url: 'HTTP://SEQR.SE/000/FERRY?jetty=7&campaign=summer',
      caption: 'Vaxholm',
      key: 'jetty-7_campaign-summer',
    },
  ]);
  expect(await faultOf('jetty,jetty\n7,7\n')).toContain('codes.csv:1 column 2: "jetty" stands twice');
});

test('what does not fit into a code, or into its file’s name, is told with its line', async () => {
  const long = 'x'.repeat(60);
  expect(await faultOf(`jetty,t\n7,1\n7,${long}\n`, ['t'])).toMatch(
    /^codes\.csv:3: \d+ characters, \d+ more than a code of version 4 at level M holds here; .*"x{60}"/,
  );
  expect(await faultOf('jetty,key\n7,north\n3,North\n2,a/b\n1,aux\n')).toBe(
    [
      'codes.csv:3 column 2: key: "North" stands twice',
      'codes.csv:4 column 2: key: "a/b" is no file name for everywhere: letters A-Z, digits, - _ and . only, and no device of Windows',
      'codes.csv:5 column 2: key: "aux" is no file name for everywhere: letters A-Z, digits, - _ and . only, and no device of Windows',
    ].join('\n'),
  );
});

test('a file that is no list says so', async () => {
  expect(await faultOf('')).toBe('codes.csv: has no line below its head');
  expect(await faultOf('jetty\n')).toBe('codes.csv: has no line below its head');
  expect(await faultOf('jetty,caption\n7,"Vaxholm\n3,Fjäderholmarna\n')).toBe(
    'codes.csv:2 column 2: a quotation mark is opened and never closed',
  );
  expect(await faultOf('jetty,caption\n7,Vaxholm\n3,The "old" pier\n')).toMatch(
    /^codes\.csv:3 column 2: a quotation mark stands in the middle of a field/,
  );
  expect(await faultOf(`jetty,caption\n3,x\n7,"Vaxholm${'\n3,y'.repeat(9000)}`)).toMatch(
    /^codes\.csv:3.*is a quotation mark not closed/,
  );
  expect(await faultOf(Buffer.from('jetty,caption\n3,Fj\xe4derholmarna\n', 'latin1'))).toBe(
    'codes.csv:2 column 2: "Fj\ufffdderholmarna" is not in UTF-8: save the file as "CSV UTF-8"',
  );
  expect(await faultOf('jetty\n7,1\n')).toBe('codes.csv:2 column 2: "1" stands in a column without a name');
  await expect(checkCodeList('nowhere.csv', await rules())).rejects.toThrow(
    /^nowhere\.csv: cannot be read \(ENOENT/,
  );
});

test('doubles and long codes are counted, and the first is told', async () => {
  const { summary, codes } = await read(`jetty,t\n7,\n3,\n7,\n7,${'y'.repeat(16)}\n7,\n`, ['t']);
  expect(summary.double).toEqual({ count: 2, first: 'line 4 is the same as line 2' });
  expect(summary.long.first).toMatch(/^line 5: 5\d characters, the vendor allows 50/);
  expect(codes.map(({ key }) => key)).toEqual([
    'jetty-7',
    'jetty-3',
    'jetty-7-2',
    `jetty-7_t-${'y'.repeat(16)}`,
    'jetty-7-3',
  ]);
});

test('of 100,000 lines one bad one in the middle is found, and a thousand bad ones are not all told', async () => {
  const line = (i: number) => `${[1, 2, 3, 7][i % 4] ?? ''};Plats ${i}`;
  const lines = Array.from({ length: 100_000 }, (_, i) => line(i));
  lines[49_998] = '8;Here';
  const begin = performance.now();
  const list = `\ufeffjetty;caption\r\n${lines.join('\r\n')}\r\n`;
  expect(await faultOf(list)).toBe(
    `codes.csv:50000 column 1: jetty: "8" is none of the service's: 1, 2, 3, 7`,
  );
  expect(performance.now() - begin).toBeLessThan(20_000);
  const bad = `jetty\n${'9\n'.repeat(1000)}`;
  const told = (await faultOf(bad)).split('\n');
  expect(told).toHaveLength(21);
  expect(told.at(-1)).toBe('and 980 more');
});

test('a list that is changed while it is printed stops it', async () => {
  const file = await write('jetty\n7\n3\n');
  const those = await rules();
  await checkCodeList(file, those);
  await writeFile(file, 'jetty\n7\n8\n');
  await expect(allOf(readCodeList(file, those))).rejects.toThrow(/was changed while it was read: .*:3/);
});
