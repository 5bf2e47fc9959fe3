// What is printed for who prints, cuts and folds: nothing of it is seen by customers.
import type { Paper } from '../paper.ts';
import { BLACK, mm } from './measures.ts';
import { CARE } from './sheet-words.ts';

/** Thin enough to be cut away, thick enough to be printed. */
const HAIRLINE_MM = 0.1;

export interface Line {
  fromMm: readonly [number, number];
  toMm: readonly [number, number];
}

/** Where to cut.
 *  @param isFold drawn broken: where to fold */
export function drawLines(paper: Paper, lines: Line[], isFold = false): void {
  paper.save().lineWidth(mm(HAIRLINE_MM));
  if (isFold) paper.dash(mm(1.5), { space: mm(1) });
  for (const { fromMm, toMm } of lines) {
    paper.moveTo(mm(fromMm[0]), mm(fromMm[1])).lineTo(mm(toMm[0]), mm(toMm[1]));
  }
  paper.stroke([...BLACK]).restore();
}

/** The mark of a code, with an arrow to its upper edge. Reads upwards where it stands on its end.
 *  @param isUpright false: turned to the left, for a narrow place */
export function drawCare(paper: Paper, xMm: number, yMm: number, isUpright = true): void {
  const sizePt = 4.5;
  paper.save().translate(mm(xMm), mm(yMm));
  if (!isUpright) paper.rotate(-90);
  paper
    .font('Helvetica')
    .fontSize(sizePt)
    .fillColor([...BLACK])
    .text(CARE, mm(3), -sizePt / 2, { lineBreak: false });
  const turn = isUpright ? 0 : 90;
  paper.translate(mm(1), 0).rotate(turn);
  // An arrow to where the code's top is.
  paper
    .polygon([0, -mm(1)], [mm(0.7), 0], [-mm(0.7), 0])
    .fill([...BLACK])
    .rect(-mm(0.2), 0, mm(0.4), mm(1))
    .fill([...BLACK])
    .restore();
}

/** A line of known length, to see whether the sheet was printed at its own size. */
export function drawRuler(paper: Paper, xMm: number, yMm: number): void {
  const [start, end] = [xMm, xMm + 50];
  drawLines(paper, [
    { fromMm: [start, yMm], toMm: [end, yMm] },
    { fromMm: [start, yMm - 1], toMm: [start, yMm + 1] },
    { fromMm: [end, yMm - 1], toMm: [end, yMm + 1] },
  ]);
  note(paper, 'Print at 100 %: this line is 50 mm long.', start, yMm + 1.4);
}

/** A few words at the edge of the sheet. */
export function note(paper: Paper, text: string, xMm: number, yMm: number): void {
  paper
    .font('Helvetica')
    .fontSize(6)
    .fillColor([...BLACK])
    .text(text, mm(xMm), mm(yMm), { lineBreak: false });
}
