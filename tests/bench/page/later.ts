// What our page could still load after its first document, in one language: the budget is for all of it.
import { brotliCompressSync } from 'node:zlib';
import type { Sent } from './site.ts';

/** What web views load that cannot run the page: instead of the rest, so it is in nobody's sum. */
const INSTEAD = '/plain.js';

/** Follows every script and style that the document names, and that those name, as far as it was not sent already.
 *  @param sent what a visit has transferred
 *  @returns what they come to when they are compressed */
export async function loadLater(service: string, sent: readonly Sent[]): Promise<Sent[]> {
  const known = new Set([INSTEAD, ...sent.map(({ path }) => path)]);
  const later: Sent[] = [];
  let texts = [await textOf(`${service}/order`)];
  for (const { path } of sent) if (/\.(js|css)$/.test(path)) texts.push(await textOf(service + path));
  while (texts.length > 0) {
    const named = texts.flatMap((text) => [...text.matchAll(/["'`(](\/[\w./-]+\.(?:js|css))\b/g)]);
    texts = [];
    for (const [, path = ''] of named) {
      if (known.has(path)) continue;
      known.add(path);
      const text = await textOf(service + path);
      texts.push(text);
      later.push({ path, encoding: 'br', bytes: brotliCompressSync(text).length });
    }
  }
  return later;
}

async function textOf(url: string): Promise<string> {
  const response = await fetch(url, { headers: { 'accept-language': 'en' } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}
