// Looks at a PDF as a printer and a reader of text would: its pages as pixels, its words, and what is drawn.
import { inflateSync } from 'node:zlib';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { Pixels } from './read-code.ts';

const pdfium = await PDFiumLibrary.init();

export interface ReadPage extends Pixels {
  text: string;
}

/** @param perMm pixels a millimetre; 6 are 152 to the inch, far less than print */
export async function readPdf(pdf: Uint8Array, perMm = 6): Promise<ReadPage[]> {
  const document = await pdfium.loadDocument(pdf);
  try {
    const pages: ReadPage[] = [];
    for (const page of document.pages()) {
      // Before it is rendered, which closes it.
      const text = page.getText();
      const { data, width, height } = await page.render({ scale: (perMm * 25.4) / 72, render: 'bitmap' });
      pages.push({ data, width, height, text });
    }
    return pages;
  } finally {
    document.destroy();
  }
}

/** What the pages' streams say, inflated; typefaces and the like left out. */
export function contentOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const contents: string[] = [];
  for (const match of raw.matchAll(/\/Length (\d+)[^>]*>>\s*stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const bytes = pdf.subarray(start, start + Number(match[1]));
    const text = (match[0].includes('FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
    if (text.includes(' cm')) contents.push(text);
  }
  return contents.join('\n');
}
