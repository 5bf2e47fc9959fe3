// A single code, in each form of file: read back by others, blurred and small, and measured.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { codePdf } from '../../server/codes/code-pdf.ts';
import { codePng } from '../../server/codes/code-png.ts';
import { codeSvg } from '../../server/codes/code-svg.ts';
import { CodeError, makeCode } from '../../server/codes/code.ts';
import { namedCodes } from '../../server/codes/named-codes.ts';
import { QuietZoneError } from '../../server/codes/quiet-zone.ts';
import { serviceCode } from '../../server/seqr/mapping.ts';
import { loadDefinition } from '../../server/service/load.ts';
import { pixelsOf, readByJsqr, readByZxing } from './read-code.ts';
import type { Pixels } from './read-code.ts';
import { contentOf, readPdf } from './read-pdf.ts';

const URL_7 = 'HTTP://SEQR.SE/000/SANDBOX?jetty=7';
const EXAMPLES = ['archipelago-ferry', 'city-parking', 'harbour-sauna'];
const asPrinted = (text: string) => [{ text, version: '4', level: 'M' }];

test('every code of every shipped service is read back by two libraries, from SVG, PNG and PDF alike', async () => {
  for (const example of EXAMPLES) {
    const definition = await loadDefinition(`server/service/examples/${example}.yaml`);
    for (const { url } of namedCodes(definition, 'CITY99')) {
      const code = makeCode(url);
      expect(code).toMatchObject({ characters: url.length, warning: null });
      const [page] = await readPdf(await codePdf(code));
      const pictures = [
        await pixelsOf(await codePng(code, { modulePx: 6 })),
        await pixelsOf(codeSvg(code), 144),
        page as Pixels,
      ];
      for (const pixels of pictures) {
        expect(readByJsqr(pixels)).toBe(url);
        expect(await readByZxing(pixels)).toEqual(asPrinted(url));
      }
    }
  }
});

test('what fills a code to the last bit is read back, however its letters are mixed', async () => {
  const ids = ['A', '0123456789', 'abcdefghij', 'Mixed-1_x', 'SEQR9'.repeat(9), '7'.repeat(60)];
  const values = [{}, { j: '7' }, { zone: 'B', plate: 'ABC-123' }, { d: 'Å' }, { n: '0'.repeat(20) }];
  let made = 0;
  for (const url of ids.flatMap((id) => values.map((value) => serviceCode(id, value)))) {
    let code;
    try {
      code = makeCode(url);
    } catch (error) {
      expect(error).toBeInstanceOf(CodeError);
      continue;
    }
    made += 1;
    expect(code.warning === null).toBe(url.length <= 50);
    expect(await readByZxing(await pixelsOf(await codePng(code, { modulePx: 4 })))).toEqual(asPrinted(url));
  }
  expect(made).toBeGreaterThan(20);
});

test('a code is read when it is blurred by half a module, and when it is printed small', async () => {
  const code = makeCode(URL_7);
  const png = await codePng(code, { modulePx: 8 });
  const blurred = async (px: number) => pixelsOf(await sharp(png).blur(px).toBuffer());
  expect(await readByZxing(await blurred(4))).toEqual(asPrinted(URL_7));
  // The other library has weaker eyes.
  expect(readByJsqr(await blurred(3))).toBe(URL_7);
  // As few as three pixels for a module, and hardly one of them begins where a module does.
  const [small] = await readPdf(await codePdf(code), 2.6);
  expect(await readByZxing(small as Pixels)).toEqual(asPrinted(URL_7));
});

test('the PDF is drawn in the ink that SEQR asks for, on no ink, and in no other', async () => {
  const content = contentOf(await codePdf(makeCode(URL_7)));
  const colours = [...content.matchAll(/^([\d. ]+) (scn?|SCN?|k|K|rg|RG|g|G)$/gm)].map(([line]) => line);
  expect(colours).toEqual(['0 0 0 0 scn', '0.67 0.67 0.67 1 scn']);
  expect(new Set([...content.matchAll(/^\/(\w+) (?:cs|CS)$/gm)].map(([, space]) => space))).toEqual(
    new Set(['DeviceCMYK']),
  );
  expect(content).not.toContain(' Do');
});

test.each([2, 4, 5])('a quiet zone of %i modules is measured in all forms', async (quietModules) => {
  const code = makeCode(URL_7);
  const modules = 33 + 2 * quietModules;
  const png = await pixelsOf(await codePng(code, { quietModules, modulePx: 6 }));
  const svg = await pixelsOf(codeSvg(code, { quietModules }), 144);
  const [pdf] = await readPdf(await codePdf(code, { quietModules }), 6);
  expect(png.width).toBe(modules * 6);
  for (const pixels of [png, svg, pdf as Pixels]) {
    const { left, top, right, bottom } = darkEdges(pixels);
    const module = pixels.width / modules;
    for (const edge of [left, top, pixels.width - right, pixels.height - bottom]) {
      expect(Math.abs(edge / module - quietModules)).toBeLessThan(0.25);
    }
  }
});

test('less than SEQR’s two modules of quiet zone is refused, and so is what is no number of modules', async () => {
  const code = makeCode(URL_7);
  for (const quietModules of [1, 0, -4]) {
    expect(() => codeSvg(code, { quietModules })).toThrow(
      /too narrow: SEQR asks for at least 2 modules, the QR standard for 4/,
    );
  }
  for (const quietModules of [2.5, 17, NaN]) {
    await expect(async () => codePng(code, { quietModules })).rejects.toThrow(QuietZoneError);
    expect(() => codePdf(code, { quietModules })).toThrow(QuietZoneError);
  }
});

test('every pixel of a PNG is black or white, and it says at which size it is to be printed', async () => {
  const png = await codePng(makeCode(URL_7));
  const { data } = await sharp(png).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  expect([...new Set(data)].sort()).toEqual([0, 255]);
  const { width, density = 0 } = await sharp(png).metadata();
  expect((width / density) * 25.4).toBeCloseTo(41 * 1.2, 0);
  expect(codeSvg(makeCode(URL_7))).toContain('width="49.2mm" height="49.2mm"');
});

test('an ampersand in the URL does not break the drawing', async () => {
  const url = serviceCode('CITY', { zone: 'B', t: '<2>' });
  expect(readByJsqr(await pixelsOf(codeSvg(makeCode(url)), 144))).toBe(url);
});

/** Where the dark begins and ends. */
function darkEdges({ data, width, height }: Pixels) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((data[(y * width + x) * 4] ?? 255) > 127) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
    }
  }
  return { left, top, right, bottom };
}
