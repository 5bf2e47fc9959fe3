// The scripts that are written for every web view, as they stand in client/. Knows nothing of how they are served.
import { readFile } from 'node:fs/promises';

/** Their files, in the order in which they must run. */
const FILES = {
  early: ['early.js'],
  plain: ['words', 'screens', 'order', 'dom', 'composing', 'form'].map((name) => `plain/${name}.js`),
};
export type OldScript = keyof typeof FILES;
export const OLD_SCRIPTS = Object.keys(FILES) as OldScript[];

export async function oldScript(name: OldScript): Promise<string> {
  const texts = FILES[name].map((file) => readFile(new URL(`../${file}`, import.meta.url), 'utf8'));
  return (await Promise.all(texts)).join('');
}
