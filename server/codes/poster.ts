// An A4 poster: whose it is, the code as large as a door sign's, where it stands, and how to pay. No colour at the edge,
// so that an office printer prints all of it.
import { drawCode } from './code-pdf.ts';
import { BLACK, mm, NO_INK } from './measures.ts';
import { drawCare, drawRuler } from './print-marks.ts';
import type { Form } from './sheet-form.ts';
import { drawSteps } from './steps.ts';
import type { TextBox } from './typeface.ts';

const HEAD = { x: 12, y: 14, width: 186, height: 42 };
const CODE = { x: 41, y: 64, edge: 128 };

const serviceName: TextBox = { widthMm: 170, heightMm: 22, sizePt: 44, leastPt: 14, isBold: true };
const invitation: TextBox = { widthMm: 170, heightMm: 10, sizePt: 22, leastPt: 12 };
const caption: TextBox = { widthMm: 170, heightMm: 26, sizePt: 36, leastPt: 12, isBold: true };

export const poster: Form = {
  perPage: 1,
  caption,
  serviceName,
  draw: (press, [one]) => {
    if (one === undefined) return;
    const { paper, typeface, words, accent, quietModules } = press;
    paper.roundedRect(mm(HEAD.x), mm(HEAD.y), mm(HEAD.width), mm(HEAD.height), mm(5)).fill([...accent]);
    typeface.write(press.serviceName, serviceName, 20, HEAD.y + 5, NO_INK);
    typeface.write(words.map((word) => word.invitation).join(' · '), invitation, 20, HEAD.y + 28, NO_INK);
    drawCode(paper, one.code, { xMm: CODE.x, yMm: CODE.y, edgeMm: CODE.edge, quietModules });
    if (one.caption !== press.serviceName) typeface.write(one.caption, caption, 20, 196, BLACK);
    const [first, second] = words;
    drawSteps(press, first, { xMm: 14, yMm: 238, widthMm: 182, pitchMm: 63, isStacked: false }, second);
    drawCare(paper, 14, 280);
    drawRuler(paper, 146, 279);
  },
};
