// Reads codes back by two libraries that had no part in making them.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** A picture as pixels, four bytes each. */
export interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
}

/** What ZXing saw in a picture. */
export interface Seen {
  text: string;
  version: string;
  level: string;
}

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
const { buffer } = await readFile(wasm);
prepareZXingModule({ overrides: { wasmBinary: buffer }, equalityFn: Object.is });

/** PNG or SVG as pixels on white. */
export async function pixelsOf(picture: Buffer | string, density?: number): Promise<Pixels> {
  const input = typeof picture === 'string' ? Buffer.from(picture) : picture;
  const { data, info } = await sharp(input, density === undefined ? {} : { density })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The one code in the picture, as jsQR reads it; null when it finds none. */
export function readByJsqr({ data, width, height }: Pixels): string | null {
  return jsQR(new Uint8ClampedArray(data), width, height)?.data ?? null;
}

/** Every code in the picture, as ZXing reads it. */
export async function readByZxing({ data, width, height }: Pixels): Promise<Seen[]> {
  const image = { data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' as const };
  const found = await readBarcodes(image, { formats: ['QRCode'], maxNumberOfSymbols: 255 });
  return found.map(({ text, extra }) => {
    const { Version, ECLevel } = JSON.parse(extra) as { Version: string; ECLevel: string };
    return { text, version: Version, level: ECLevel };
  });
}
