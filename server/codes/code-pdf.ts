// A code as a page for print: vector, in the vendor's ink, the page as large as the code with its quiet zone.
import { paperOf } from '../paper.ts';
import type { Paper } from '../paper.ts';
import { CODE_MODULES } from './code.ts';
import type { Code } from './code.ts';
import { CODE_INK, mm, MODULE_MM, NO_INK } from './measures.ts';
import { quietZone } from './quiet-zone.ts';

export interface PdfOptions {
  /** By default the standard's 4. */
  quietModules?: number | undefined;
}

/** @throws {QuietZoneError} */
export function codePdf(code: Code, { quietModules }: PdfOptions = {}): Promise<Buffer> {
  const quiet = quietZone(quietModules);
  const edgeMm = (CODE_MODULES + 2 * quiet) * MODULE_MM;
  const info = { Title: code.url, Subject: 'SEQR code: do not rotate, do not resize' };
  return paperOf({ size: [mm(edgeMm), mm(edgeMm)], margin: 0, info }, (paper) =>
    drawCode(paper, code, { xMm: 0, yMm: 0, edgeMm, quietModules: quiet }),
  );
}

/** Where a code goes on a page: the square with its quiet zone, from the page's top left corner. */
export interface CodePlace {
  xMm: number;
  yMm: number;
  edgeMm: number;
  quietModules: number;
}

/** Draws a code with its ground as one path, so that no seams are between its modules. */
export function drawCode(paper: Paper, code: Code, { xMm, yMm, edgeMm, quietModules }: CodePlace): void {
  const modulePt = mm(edgeMm) / (CODE_MODULES + 2 * quietModules);
  paper
    .save()
    .rect(mm(xMm), mm(yMm), mm(edgeMm), mm(edgeMm))
    .fill([...NO_INK])
    .translate(mm(xMm) + quietModules * modulePt, mm(yMm) + quietModules * modulePt)
    .scale(modulePt)
    .fillColor([...CODE_INK])
    .addContent(operatorsOf(code.outline()))
    .addContent('f')
    .restore();
}

/** An outline of moves and lines in PDF's words: pdfkit's own reader of paths takes most of a large sheet's time. */
function operatorsOf(outline: string): string {
  return outline
    .split('Z')
    .map((loop) => loop.slice(1).replace('L', ' m\n').replaceAll('L', ' l\n'))
    .join(' l h\n');
}
