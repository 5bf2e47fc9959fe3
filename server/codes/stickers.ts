// Nine stickers on a page, 58 × 85 mm, with 3 mm of bleed around each and cut marks at the sheet's edge.
import { drawCode } from './code-pdf.ts';
import { BLACK, mm, NO_INK } from './measures.ts';
import { drawCare, drawLines, drawRuler, note } from './print-marks.ts';
import type { Line } from './print-marks.ts';
import type { CaptionedCode, Form, Press } from './sheet-form.ts';
import type { TextBox } from './typeface.ts';

const COLUMNS = 3;
const ROWS = 3;
const TRIM = { width: 58, height: 85 };
const BLEED_MM = 3;
/** From one sticker to the next: both have their bleed. */
const PITCH = { x: TRIM.width + 2 * BLEED_MM, y: TRIM.height + 2 * BLEED_MM };
/** The first sticker's corner: the whole stands in the middle of A4. */
const START = { x: 9 + BLEED_MM, y: 12 + BLEED_MM };

/** Inside a sticker. What is to be read keeps 4 mm from the cut. */
const CODE = { x: 4, y: 4, edge: 50 };
const CAPTION_Y = 54.5;
const BAND = { y: 71, height: 14 };

const caption: TextBox = { widthMm: 50, heightMm: 15, sizePt: 16, leastPt: 7, isBold: true };
const invitation: TextBox = { widthMm: 50, heightMm: 5.5, sizePt: 13, leastPt: 7, isBold: true };
const serviceName: TextBox = { widthMm: 50, heightMm: 3.6, sizePt: 8, leastPt: 5 };

export const stickers: Form = {
  perPage: COLUMNS * ROWS,
  caption,
  serviceName,
  draw: (press, codes, page) => {
    codes.forEach((code, i) => {
      const xMm = START.x + (i % COLUMNS) * PITCH.x;
      const yMm = START.y + Math.floor(i / COLUMNS) * PITCH.y;
      drawSticker(press, code, xMm, yMm);
    });
    drawLines(press.paper, cutMarks());
    note(press.paper, `Page ${page}. Cut at the marks; ${BLEED_MM} mm of bleed.`, 15, 289);
    drawRuler(press.paper, 80, 289);
  },
};

function drawSticker(press: Press, { caption: text, code }: CaptionedCode, xMm: number, yMm: number): void {
  const { paper, typeface, words, accent, quietModules } = press;
  paper
    .rect(mm(xMm - BLEED_MM), mm(yMm + BAND.y), mm(TRIM.width + 2 * BLEED_MM), mm(BAND.height + BLEED_MM))
    .fill([...accent]);
  drawCode(paper, code, { xMm: xMm + CODE.x, yMm: yMm + CODE.y, edgeMm: CODE.edge, quietModules });
  drawCare(paper, xMm + TRIM.width + BLEED_MM / 2, yMm + CODE.y + CODE.edge, false);
  typeface.write(text, caption, xMm + CODE.x, yMm + CAPTION_Y, BLACK);
  // The plain code's caption is the service's name already.
  const isNamed = text !== press.serviceName;
  typeface.write(words[0].invitation, invitation, xMm + CODE.x, yMm + BAND.y + (isNamed ? 2.4 : 4.2), NO_INK);
  if (isNamed) typeface.write(press.serviceName, serviceName, xMm + CODE.x, yMm + BAND.y + 8.2, NO_INK);
}

/** Each cut goes through the whole sheet: its marks stand outside of every bleed. */
function cutMarks(): Line[] {
  const lines: Line[] = [];
  const cuts = (start: number, pitch: number, size: number, count: number) =>
    Array.from({ length: count }, (_, i) => [start + i * pitch, start + i * pitch + size]).flat();
  for (const x of cuts(START.x, PITCH.x, TRIM.width, COLUMNS)) {
    lines.push({ fromMm: [x, 5], toMm: [x, 11] }, { fromMm: [x, 286], toMm: [x, 292] });
  }
  for (const y of cuts(START.y, PITCH.y, TRIM.height, ROWS)) {
    lines.push({ fromMm: [3, y], toMm: [8, y] }, { fromMm: [202, y], toMm: [207, y] });
  }
  return lines;
}
