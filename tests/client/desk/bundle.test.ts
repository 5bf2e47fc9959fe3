// The desk is a bundle of its own: nothing of it reaches a customer. Looks at what `npm run build` has left.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { builtPages } from '../../../server/pages/built.ts';
import { Documents } from '../../../server/pages/documents.ts';
import { ENTRIES, LASTING_ENTRIES } from '../../../server/pages/source.ts';
import { loadDefinition } from '../../../server/service/load.ts';

const textOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readFileSync(`${file.parentPath}/${file.name}`, 'utf8'))
    .join('\n');

/** What only the desk says: its paths, its header, its words, its classes. */
const MARKS = [
  '/desk/',
  'x-csrf-token',
  'Give money back',
  'second person',
  'refund-line',
  'summary-line',
  'code-card',
];

it.each(MARKS)('“%s” is in the desk, and not in what customers load', (mark) => {
  expect(textOf('dist/desk')).toContain(mark);
  expect(textOf('dist/page')).not.toContain(mark);
});

it('loads nothing from elsewhere and stores nothing', () => {
  const text = textOf('dist/desk');
  expect(text).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie/);
  // Names of XML's vocabularies and of error messages are no addresses that anything asks.
  const addresses = (text.match(/https?:\/\/[\w.-]+/g) ?? []).filter(
    (url) => !/w3\.org|svelte\.dev/.test(url),
  );
  expect(addresses).toEqual([]);
});

it('is there in every mode, in the service’s colours, with nothing inline that the policy does not name', async () => {
  expect(LASTING_ENTRIES).toEqual(['page', 'desk']);
  expect(ENTRIES).toEqual(expect.arrayContaining([...LASTING_ENTRIES]));
  const ferry = await loadDefinition('server/service/examples/archipelago-ferry.yaml');
  const documents = new Documents(builtPages('dist'), ferry);
  const { html } = await documents.get('desk', 'en', '/desk');
  expect(html).toContain(`--accent:#0b5d86`);
  expect(html).not.toMatch(/\{\{|\sstyle=|\son\w+=/);
  expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url)).toEqual([
    'data:,',
    expect.stringMatching(/^\/desk\/assets\/[\w-]+\.js$/),
    expect.stringMatching(/^\/desk\/assets\/[\w-]+\.css$/),
  ]);
  const { scripts, styles } = await documents.inlineHashes(['desk']);
  expect([scripts.length, styles.length]).toEqual([0, 1]);
});
