// How to pay, as three numbered steps: below each other, or side by side.
import { BLACK, GREY, mm, NO_INK } from './measures.ts';
import type { Press } from './sheet-form.ts';
import type { SheetWords } from './sheet-words.ts';
import type { TextBox } from './typeface.ts';

export interface StepsPlace {
  xMm: number;
  yMm: number;
  widthMm: number;
  /** From one step to the next. */
  pitchMm: number;
  isStacked: boolean;
}

const DISC_MM = 9;

/** @param second the same in another language, smaller */
export function drawSteps(
  { paper, typeface, accent }: Press,
  words: SheetWords,
  { xMm, yMm, widthMm, pitchMm, isStacked }: StepsPlace,
  second?: SheetWords,
): void {
  const number: TextBox = { widthMm: DISC_MM, heightMm: DISC_MM, sizePt: 15, leastPt: 10, isBold: true };
  const textWidth = (isStacked ? widthMm : pitchMm) - DISC_MM - 6;
  const step: TextBox = { widthMm: textWidth, heightMm: DISC_MM + 3, sizePt: 14, leastPt: 8, align: 'left' };
  const smaller: TextBox = { ...step, heightMm: 8, sizePt: 10, leastPt: 7, stand: 'top' };
  words.steps.forEach((text, i) => {
    const x = isStacked ? xMm : xMm + i * pitchMm;
    const y = isStacked ? yMm + i * pitchMm : yMm;
    paper.circle(mm(x + DISC_MM / 2), mm(y + DISC_MM / 2), mm(DISC_MM / 2)).fill([...accent]);
    typeface.write(String(i + 1), number, x, y, NO_INK);
    typeface.write(text, step, x + DISC_MM + 3, y - 1.5, BLACK);
    if (second) typeface.write(second.steps[i] ?? '', smaller, x + DISC_MM + 3, y + 12, GREY);
  });
}
