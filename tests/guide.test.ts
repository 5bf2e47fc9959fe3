// The guide in the README says nothing that is not there: its service file loads, its commands and variables exist.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadDefinition } from '../server/service/load.ts';
import { folder } from './backup/books.ts';
import { runIn } from './cli/terminal.ts';

const guide = async () => (await readFile('README.md', 'utf8')).split("# The merchant's guide\n")[1] ?? '';

test('the service file that it shows is complete', async () => {
  const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(await guide()) ?? [];
  const place = await folder();
  await mkdir(`${place}/images`);
  await writeFile(`${place}/kayaks.yaml`, yaml);
  const { service } = await loadDefinition(`${place}/kayaks.yaml`);
  expect(service).toMatchObject({ id: 'kayaks', languages: ['sv', 'en'], currency: 'SEK' });
});

test('every command that it names exists', async () => {
  const text = await guide();
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...text.matchAll(/npm (?:run (?:--silent )?)?(start|(?<=run |--silent )[a-z:]+)/g)].map(
    ([, name = '']) => name,
  );
  expect(new Set(named)).toContain('doctor');
  for (const name of named) expect(Object.keys(scripts), name).toContain(name);

  const commands = [...text.matchAll(/seqr -- ([a-z]+(?: [a-z]+)?)/g)].map(([, words = '']) =>
    words.split(' '),
  );
  expect(commands.length).toBeGreaterThan(8);
  for (const [command = '', sub] of commands) {
    const help = await runIn(() => Promise.reject(new Error('not opened')), [command, '--help']);
    expect(help.code, command).toBe(0);
    // "operator list" is a command of its own, "close the day" is prose.
    if (sub && help.out.includes('Commands:')) expect(help.out).toMatch(new RegExp(`^  ${sub}\\b`, 'm'));
  }
});

test('every variable that it names is listed, and every file is there', async () => {
  const text = await guide();
  const listed = await readFile('.env.example', 'utf8');
  const variables = text.match(
    /\b(?:SEQR|DESK|SANDBOX|SIMULATOR)_[A-Z_]*[A-Z]\b|\b(?:PUBLIC|DATABASE)_URL\b|\b(?:SECRET_KEY|SERVICE_FILE|CLOSE_AT)\b/g,
  );
  expect(variables?.length).toBeGreaterThan(30);
  for (const name of variables ?? []) expect(listed, name).toMatch(new RegExp(`^${name}=`, 'm'));
  for (const [, file = ''] of text.matchAll(/`((?:server|tests)\/[\w./-]+)`/g))
    expect(existsSync(file), file).toBe(true);
});

test('every place that it links to exists', async () => {
  const text = await readFile('README.md', 'utf8');
  const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  for (const [, anchor = ''] of text.matchAll(/\]\(#([\w-]+)\)/g)) expect(anchors).toContain(anchor);
});
