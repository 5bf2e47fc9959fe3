// A typeface for tests, out of a package that the browser suite needs anyway.
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

const ARCHIVE = new URL('../../node_modules/@sparticuz/chromium/bin/fonts.tar.br', import.meta.url);
const FILE = 'fonts/Open_Sans/OpenSans-Regular.ttf';
const BLOCK = 512;

/** Its bytes, from the archive. */
export function openSans(): Buffer {
  const archive = brotliDecompressSync(readFileSync(ARCHIVE));
  for (let at = 0; at < archive.length;) {
    const name = archive.toString('latin1', at, at + FILE.length + 1);
    const size = parseInt(archive.toString('latin1', at + 124, at + 136), 8) || 0;
    if (name === `${FILE}\0`) return archive.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new Error(`no ${FILE} in the browser's package`);
}
