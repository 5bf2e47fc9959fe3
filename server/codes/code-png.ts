// A code as pixels: a whole number of them for each module, so that every edge is sharp.
import sharp from 'sharp';
import { CODE_MODULES } from './code.ts';
import type { Code } from './code.ts';
import { MODULE_MM } from './measures.ts';
import { quietZone } from './quiet-zone.ts';

export interface PngOptions {
  /** By default the standard's 4. */
  quietModules?: number | undefined;
  /** Edge of a module; 20 by default, which is 423 pixels an inch at the size it is meant for. */
  modulePx?: number | undefined;
}

/** A grey PNG that says how large it is to be printed.
 *  @throws {QuietZoneError}
 *  @throws {RangeError} when a module is no whole number of pixels, from 1 to 100 */
export async function codePng(code: Code, { quietModules, modulePx = 20 }: PngOptions = {}): Promise<Buffer> {
  if (!Number.isInteger(modulePx) || modulePx < 1 || modulePx > 100) {
    throw new RangeError('a module is a whole number of pixels, from 1 to 100');
  }
  const quiet = quietZone(quietModules);
  const modules = CODE_MODULES + 2 * quiet;
  const size = modules * modulePx;
  const pixels = Buffer.alloc(size * size, 255);
  for (let y = 0; y < size; y += 1) {
    const row = Math.floor(y / modulePx) - quiet;
    for (let x = 0; x < size; x += 1) {
      if (code.isDark(Math.floor(x / modulePx) - quiet, row)) pixels[y * size + x] = 0;
    }
  }
  return sharp(pixels, { raw: { width: size, height: size, channels: 1 } })
    .toColourspace('b-w')
    .withMetadata({ density: (modulePx * 25.4) / MODULE_MM })
    .png({ compressionLevel: 9 })
    .toBuffer();
}
