// Sheets: every code on them read back from the rendered page, captions whole, and measures as a printer takes them.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { makeCode } from '../../server/codes/code.ts';
import { sheetCheck, sheetPdf, writeSheet } from '../../server/codes/sheet.ts';
import type { CaptionedCode, SheetOptions } from '../../server/codes/sheet.ts';
import { SHEET_FORMS } from '../../shared/desk/codes.ts';
import { readByZxing } from './read-code.ts';
import type { Pixels } from './read-code.ts';
import { contentOf, readPdf } from './read-pdf.ts';
import { openSans } from './open-sans.ts';

const SHEET: SheetOptions = {
  serviceName: 'Skärgårdsfärjan',
  languages: ['sv', 'fi', 'en'],
  accent: '#0b5d86',
};
const PER_MM = 6;

const jetty = (number: number): CaptionedCode => ({
  caption: `Brygga ${number}, Öregrund`,
  code: makeCode(`HTTP://SEQR.SE/000/FERRY?jetty=${number}`),
});
const jetties = (count: number) => Array.from({ length: count }, (_, i) => jetty(i + 1));
const textsOf = async (pixels: Pixels) => (await readByZxing(pixels)).map(({ text }) => text).sort();
const urlsOf = (codes: CaptionedCode[]) => codes.map(({ code }) => code.url).sort();
const words = (text: string) => text.replace(/\s+/g, ' ');

test('every sticker of every page is read back, with its caption and its marks', async () => {
  const codes = jetties(11);
  const pages = await readPdf(await sheetPdf('stickers', codes, SHEET), PER_MM);
  expect(pages).toHaveLength(2);
  for (const [i, page] of pages.entries()) {
    const those = codes.slice(i * 9, i * 9 + 9);
    expect([page.width / PER_MM, page.height / PER_MM].map(Math.round)).toEqual([210, 297]);
    expect(await textsOf(page)).toEqual(urlsOf(those));
    const text = words(page.text);
    for (const { caption } of those) expect(text).toContain(caption);
    expect(text.match(/Do not rotate\. Do not resize\./g)).toHaveLength(those.length);
    expect(text).toContain('Print at 100 %');
  }
});

test('stickers keep their quiet zone, and their colour runs 3 mm over the cut', async () => {
  const [page] = await readPdf(await sheetPdf('stickers', jetties(9), SHEET), PER_MM);
  const light = (xMm: number, yMm: number) => lightness(page as Pixels, xMm, yMm);
  // The first sticker is cut from 12 to 70 mm, and from 15 to 100; its code with the quiet zone is 50 mm wide.
  const module = 50 / 41;
  const [left, top] = [12 + 4, 15 + 4];
  expect(light(left + 4.5 * module, top + 4.5 * module)).toBeLessThan(40);
  for (let at = 0.2; at < 50; at += 0.5) {
    for (const in_ of [0.2, 2 * module, 3.6 * module]) {
      expect(light(left + at, top + in_)).toBe(255);
      expect(light(left + at, top + 50 - in_)).toBe(255);
      expect(light(left + in_, top + at)).toBe(255);
      expect(light(left + 50 - in_, top + at)).toBe(255);
    }
  }
  // The band below, out to the bleed's edge and no farther; the next sticker's begins there.
  expect(light(9.5, 98)).toBeLessThan(200);
  expect(light(8.5, 98)).toBe(255);
  expect(light(200.5, 98)).toBeLessThan(200);
  expect(light(201.5, 98)).toBe(255);
  expect(light(40, 102.5)).toBeLessThan(200);
  expect(light(40, 103.5)).toBe(255);
  // The cut's mark stands outside of it.
  expect(darkest(page as Pixels, 12, 8)).toBeLessThan(200);
});

test('a tent has both of its codes, each upright once it is folded', async () => {
  const [page] = await readPdf(await sheetPdf('tent', [jetty(7)], SHEET), PER_MM);
  const whole = page as Pixels;
  expect(await textsOf(whole)).toEqual([jetty(7).code.url, jetty(7).code.url]);
  // Three finder patterns: the corner without one is the lower right one. The code has 76 mm from 16 and 13 on a face.
  const finder = (xMm: number, yMm: number) => lightness(whole, xMm, yMm) < 40;
  const near = (4 + 3.5) * (76 / 41);
  const corners = (x: number, y: number) => [
    finder(x + near, y + near),
    finder(x + 76 - near, y + near),
    finder(x + near, y + 76 - near),
  ];
  expect(corners(16, 110 + 13)).toEqual([true, true, true]);
  // Turned round its own face: what was left above is right below.
  const [x, y] = [210 - 16 - 76, 110 - 13 - 76];
  expect([
    finder(x + 76 - near, y + 76 - near),
    finder(x + near, y + 76 - near),
    finder(x + 76 - near, y + near),
  ]).toEqual([true, true, true]);
  expect(words(page?.text ?? '').match(/Do not rotate\. Do not resize\./g)).toHaveLength(2);
});

test('a poster has one code, the service, and how to pay in two of its languages', async () => {
  const pages = await readPdf(await sheetPdf('poster', jetties(2), SHEET), 3);
  expect(pages).toHaveLength(2);
  for (const [i, page] of pages.entries()) {
    expect(await textsOf(page)).toEqual([jetty(i + 1).code.url]);
    for (const said of ['Skärgårdsfärjan', 'Öppna SEQR-appen', 'Avaa SEQR-sovellus', jetty(i + 1).caption])
      expect(words(page.text)).toContain(said);
  }
});

test.each(SHEET_FORMS)('on %s only the codes have their ink, and all colours are for print', async (form) => {
  const content = contentOf(await sheetPdf(form, [jetty(1)], SHEET));
  expect(content).not.toMatch(/ (rg|RG|g|G)\n/);
  expect([...content.matchAll(/^\/(\w+) (?:cs|CS)$/gm)].every(([, space]) => space === 'DeviceCMYK')).toBe(
    true,
  );
  const inked = content.split('\n').filter((line) => line === '0.67 0.67 0.67 1 scn');
  expect(inked).toHaveLength(form === 'tent' ? 2 : 1);
});

test('a narrow quiet zone is kept on sheets, and one that is too narrow refused', async () => {
  const [page] = await readPdf(await sheetPdf('stickers', jetties(2), { ...SHEET, quietModules: 2 }), PER_MM);
  expect(await textsOf(page as Pixels)).toEqual(urlsOf(jetties(2)));
  await expect(sheetPdf('poster', jetties(1), { ...SHEET, quietModules: 1 })).rejects.toThrow(/too narrow/);
});

test('a long caption wraps and shrinks; one that nobody could read is refused, never cut', async () => {
  const long = 'Fjäderholmarna, södra bryggan vid glashyttan och restaurangen, bakom det gamla fyrhuset';
  for (const form of SHEET_FORMS) {
    const pdf = await sheetPdf(form, [{ ...jetty(1), caption: long }], SHEET);
    const [page] = await readPdf(pdf, 1);
    expect(words(page?.text ?? '')).toContain(long);
    const check = sheetCheck(form, SHEET);
    expect(check(long)).toBeNull();
    const endless = `${long} `.repeat(15);
    expect(check(endless)).toMatch(/is too long: even at \d+ points/);
    await expect(sheetPdf(form, [{ ...jetty(1), caption: endless }], SHEET)).rejects.toThrow('is too long');
  }
  // A word without an end breaks, and keeps all of its letters; one more is SEQR's.
  const word = 'Q'.repeat(60);
  const [page] = await readPdf(await sheetPdf('stickers', [{ ...jetty(1), caption: word }], SHEET), 1);
  expect(page?.text.replace(/[^Q]/g, '').length).toBe(60 + 1);
});

test('letters that cannot be printed are named; with a typeface that has them they are printed', async () => {
  const font = await fontFile();
  for (const form of SHEET_FORMS) {
    expect(sheetCheck(form, SHEET)('Żółta łódź €5 – Šibenik')).toBe(
      '"Żółta łódź €5 – Šibenik" has letters that the built-in typeface has not, "Ż", "ł", "ź": print it with one that has them, --font FILE.ttf',
    );
    expect(() => sheetCheck(form, { ...SHEET, serviceName: 'Łódka' })).toThrow(/the service's name "Łódka"/);
    expect(sheetCheck(form, { ...SHEET, font })('Żółta łódź €5 – Šibenik')).toBeNull();
    expect(sheetCheck(form, { ...SHEET, font })('終')).toMatch(/has letters that .* has not: "終"/);
  }
  const pdf = await sheetPdf('poster', [{ ...jetty(1), caption: 'Żółta łódź' }], { ...SHEET, font });
  const [page] = await readPdf(pdf, 3);
  expect(page?.text).toContain('Żółta łódź');
  expect(await textsOf(page as Pixels)).toEqual([jetty(1).code.url]);
  await expect(sheetPdf('poster', [], { ...SHEET, font: 'package.json' })).rejects.toThrow(
    /must be a TTF or OTF/,
  );
});

test('a slow disk is waited for: codes are made no faster than their pages are written', async () => {
  const chunks: Buffer[] = [];
  let goOn: () => void = () => undefined;
  let isSlow = true;
  const disk = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      if (isSlow) goOn = done;
      else done();
    },
  });
  const code = jetty(1);
  let made = 0;
  function* many() {
    for (; made < 720; made += 1) yield code;
  }
  const writing = writeSheet('stickers', many(), SHEET, disk);
  let before = -1;
  while (made > before) {
    before = made;
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
  }
  expect(made).toBeGreaterThan(100);
  expect(made).toBeLessThan(600);
  isSlow = false;
  goOn();
  await writing;
  const pdf = Buffer.concat(chunks).toString('latin1');
  expect(pdf).toContain('/Count 80');
  expect(pdf.endsWith('%%EOF\n')).toBe(true);
});

test('a disk that is full ends it', async () => {
  const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('no space left')) });
  await expect(writeSheet('stickers', jetties(30), SHEET, full)).rejects.toThrow('no space left');
});

/** Of the pixel there. */
function lightness({ data, width }: Pixels, xMm: number, yMm: number): number {
  const [x, y] = [Math.floor(xMm * PER_MM), Math.floor(yMm * PER_MM)];
  const at = (y * width + x) * 4;
  return Math.round(((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3);
}

/** Of the pixels around. */
function darkest(pixels: Pixels, xMm: number, yMm: number): number {
  const steps = [-1, 0, 1].map((step) => step / PER_MM);
  return Math.min(...steps.map((step) => lightness(pixels, xMm + step, yMm)));
}

async function fontFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'seqr-font-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'open-sans.ttf');
  await writeFile(file, openSans());
  return file;
}
