// A table tent on one page: two faces that are both upright once folded, a floor, and a flap to glue.
import { drawCode } from './code-pdf.ts';
import { BLACK, mm, NO_INK, PAGE_MM } from './measures.ts';
import { drawCare, drawLines, drawRuler, note } from './print-marks.ts';
import type { CaptionedCode, Form, Press } from './sheet-form.ts';
import { drawSteps } from './steps.ts';
import type { TextBox } from './typeface.ts';

const FACE_MM = 110;
/** From the sheet's top: the ridge, the second face's foot, the floor's end. The flap goes under the first face's foot. */
const FOLDS_MM = [FACE_MM, 2 * FACE_MM, 282];

/** On a face. */
const CODE = { x: 16, y: 13, edge: 76 };
const TEXT_X = 102;
const BAND = { y: 97, height: 13 };

const serviceName: TextBox = {
  widthMm: 94,
  heightMm: 22,
  sizePt: 30,
  leastPt: 10,
  isBold: true,
  align: 'left',
};
const caption: TextBox = { widthMm: 94, heightMm: 16, sizePt: 20, leastPt: 8, align: 'left', stand: 'top' };
const invitation: TextBox = { widthMm: 178, heightMm: BAND.height, sizePt: 20, leastPt: 10, isBold: true };

export const tent: Form = {
  perPage: 1,
  caption,
  serviceName,
  draw: (press, [code]) => {
    if (code === undefined) return;
    const { paper } = press;
    // Beyond the ridge everything stands on its head, and comes to its feet when it is folded.
    paper.save().rotate(180, { origin: [mm(PAGE_MM.width / 2), mm(FACE_MM / 2)] });
    drawFace(press, code);
    paper.restore().save().translate(0, mm(FACE_MM));
    drawFace(press, code);
    paper.restore();
    drawLines(
      paper,
      FOLDS_MM.flatMap((y) => [
        { fromMm: [0, y], toMm: [10, y] },
        { fromMm: [200, y], toMm: [210, y] },
      ]),
      true,
    );
    note(paper, 'Floor: it is not seen. Fold at the marks, with the print outside.', 16, 230);
    drawRuler(paper, 16, 240);
    note(paper, 'Glue: under the foot of the first face.', 16, 288);
  },
};

function drawFace(press: Press, { caption: text, code }: CaptionedCode): void {
  const { paper, typeface, words, accent, quietModules } = press;
  drawCode(paper, code, { xMm: CODE.x, yMm: CODE.y, edgeMm: CODE.edge, quietModules });
  drawCare(paper, CODE.x, CODE.y + CODE.edge + 3);
  paper.rect(0, mm(BAND.y), mm(PAGE_MM.width), mm(BAND.height)).fill([...accent]);
  typeface.write(words[0].invitation, invitation, 16, BAND.y, NO_INK);
  typeface.write(press.serviceName, serviceName, TEXT_X, CODE.y, accent);
  if (text !== press.serviceName) typeface.write(text, caption, TEXT_X, CODE.y + 24, BLACK);
  drawSteps(press, words[0], { xMm: TEXT_X, yMm: 57, widthMm: 94, pitchMm: 12, isStacked: true });
}
