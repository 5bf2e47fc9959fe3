// What every PDF of ours needs, whatever stands on it: to become bytes, numbered pages, and letters that can be drawn.
import PDFDocument from 'pdfkit';

export type Paper = InstanceType<typeof PDFDocument>;

/** Draws a document and gives its bytes.
 *  @param options those of pdfkit
 *  @param draw fills it; the last thing done to it */
export async function paperOf(
  options: PDFKit.PDFDocumentOptions,
  draw: (paper: Paper) => void | Promise<void>,
): Promise<Buffer> {
  const paper = new PDFDocument(options);
  const chunks: Buffer[] = [];
  paper.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => paper.on('end', resolve));
  await draw(paper);
  paper.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Writes "Page 1 of 3" below each page of an A4 document that keeps its pages (`bufferPages`). */
export function numberPages(paper: Paper, margin: number): void {
  const { start, count } = paper.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    paper.switchToPage(page);
    // Below the margin, where text would begin a page of its own.
    paper.page.margins.bottom = 0;
    paper
      .fontSize(8)
      .text(`Page ${page + 1} of ${count}`, margin, 805, { align: 'center', lineBreak: false });
  }
}

/** What the built-in typefaces have not: they end at Windows-1252. */
export const NOT_BUILT_IN = /[^\u0020-\u007E\u00A0-\u00FF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/gu;

/** For a paper that must be written whatever stands on it: letters that the built-in typefaces have not are shown as "?". */
export function printable(text: string): string {
  return text.replace(NOT_BUILT_IN, '?');
}
