// The desk is a bundle of its own: nothing of it reaches a customer. Looks at what `npm run build` has left.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const textOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readFileSync(`${file.parentPath}/${file.name}`, 'utf8'))
    .join('\n');

/** What only the desk says: its paths, its header, its words, its classes. */
const MARKS = ['/desk/', 'x-csrf-token', 'Give money back', 'second person', 'refund-line', 'summary-line'];

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
