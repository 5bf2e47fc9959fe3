// The report on paper: the same content as the page, one A4 after the other.
import { numberPages, paperOf, printable } from '../paper.ts';
import type { Paper } from '../paper.ts';
import type { Report, ReportedExchange, ReportedStep } from './report.ts';
import { clockTime, duration, exchangeFacts, factsOf, stepName, summaryOf, TITLE } from './report-words.ts';

const MARGIN = 50;
const BOTTOM = 780;
const WIDTH = 595 - 2 * MARGIN;
const COLORS = {
  passed: '#11663a',
  failed: '#a3161c',
  'not tried': '#7a4d00',
  ink: '#1d2329',
  soft: '#56616b',
};
/** Of the words that travelled: Courier's letters are 0.6 of its size wide. */
const LETTER = 3.6;
const LINE = 8;
const GAP = 14;
const LETTERS = Math.floor((WIDTH - GAP) / 2 / LETTER);
/** Left edges of the summary's columns. */
const COLUMNS = { begun: 350, took: 415, verdict: 480 };

export function reportPdf(report: Report): Promise<Buffer> {
  const info = { Title: printable(`${TITLE}: ${report.service}`) };
  return paperOf({ size: 'A4', margin: MARGIN, bufferPages: true, info }, (paper) => {
    drawHead(paper, report);
    for (const step of report.steps) drawStep(paper, step, report.timeZone);
    numberPages(paper.font('Helvetica').fillColor(COLORS.soft), MARGIN);
  });
}

function drawHead(paper: Paper, report: Report): void {
  paper.font('Helvetica').fontSize(10).fillColor(COLORS.soft).text(TITLE);
  paper.font('Helvetica-Bold').fontSize(20).fillColor(COLORS.ink).text(printable(report.service));
  paper.moveDown(0.4).fontSize(12).fillColor(COLORS[report.verdict]);
  paper.text(`${report.verdict.toUpperCase()}. ${summaryOf(report)}`);
  paper.moveDown(0.6).fontSize(10);
  for (const [name, value] of factsOf(report)) {
    const { y } = paper;
    paper.font('Helvetica').fillColor(COLORS.soft).text(name, MARGIN, y, { width: 110 });
    paper.fillColor(COLORS.ink).text(printable(value), MARGIN + 120, y, { width: WIDTH - 120 });
    paper.moveDown(0.15);
  }
  if (report.leftOver.length > 0) {
    heading(paper, 'Left at SEQR');
    for (const { text } of report.leftOver) bullet(paper, null, text);
  }
  heading(paper, 'Summary');
  drawRow(paper, ['Step', 'Begun', 'Took', 'Verdict'], COLORS.soft);
  for (const step of report.steps) {
    const begun = clockTime(step.startedAt, report.timeZone).slice(0, 8);
    drawRow(paper, [stepName(step), begun, duration(step.tookMs), step.verdict], COLORS[step.verdict]);
  }
  paper.moveDown().fontSize(8).fillColor(COLORS.soft);
  paper.text(
    'Passwords, tokens and what names a customer are left out (•••); of the ids of terminal and reseller only the end is shown. Envelopes are left out, and calls that say the same are shown once.',
    MARGIN,
  );
}

function drawRow(
  paper: Paper,
  [step, begun, took, verdict]: [string, string, string, string],
  color: string,
): void {
  const { y } = paper;
  const height = paper.fontSize(10).font('Helvetica').currentLineHeight(true) + 4;
  const cell = { lineBreak: false, ellipsis: true, height };
  paper
    .fillColor(COLORS.ink)
    .text(printable(step), MARGIN, y, { ...cell, width: COLUMNS.begun - MARGIN - 10 });
  paper.fillColor(COLORS.soft).text(begun, COLUMNS.begun, y, cell).text(took, COLUMNS.took, y, cell);
  paper.fillColor(color).text(verdict, COLUMNS.verdict, y, cell);
  paper
    .moveTo(MARGIN, y + height - 3)
    .lineTo(MARGIN + WIDTH, y + height - 3)
    .lineWidth(0.5)
    .stroke('#d8dee3');
  paper.x = MARGIN;
  paper.y = y + height;
}

function drawStep(paper: Paper, step: ReportedStep, timeZone: string): void {
  const { aim, verdict, reason, seen, exchanges } = step;
  paper.addPage();
  paper
    .font('Helvetica-Bold')
    .fontSize(14)
    .fillColor(COLORS.ink)
    .text(printable(stepName(step)), MARGIN);
  paper.fontSize(10).fillColor(COLORS[verdict]).text(verdict).moveDown(0.3);
  paper.font('Helvetica').fillColor(COLORS.soft).text(printable(aim)).moveDown(0.4);
  if (reason !== null && !seen.some(({ holds }) => holds === false))
    paper.fillColor(COLORS[verdict]).text(printable(reason)).moveDown(0.4);
  for (const { text, holds } of seen) {
    bullet(paper, holds, text);
  }
  for (const exchange of exchanges) drawExchange(paper, exchange, timeZone);
}

/** Drawn, since the built-in typefaces have no such signs. */
function drawSign(paper: Paper, holds: boolean | null, y: number): void {
  if (holds === null) paper.moveTo(MARGIN, y + 5).lineTo(MARGIN + 7, y + 5);
  else if (holds)
    paper
      .moveTo(MARGIN, y + 5)
      .lineTo(MARGIN + 3, y + 8)
      .lineTo(MARGIN + 8, y + 1);
  else
    paper
      .moveTo(MARGIN, y + 1)
      .lineTo(MARGIN + 7, y + 8)
      .moveTo(MARGIN + 7, y + 1)
      .lineTo(MARGIN, y + 8);
  const color = holds === null ? COLORS.soft : holds ? COLORS.passed : COLORS.failed;
  paper.lineWidth(1.3).stroke(color);
}

/** @param holds as a tick or a cross before the text; null: a dash */
function bullet(paper: Paper, holds: boolean | null, text: string): void {
  const left = MARGIN + 16;
  const width = WIDTH - 16;
  paper.font('Helvetica').fontSize(10);
  if (paper.y + paper.heightOfString(printable(text), { width }) > BOTTOM) paper.addPage();
  const { y } = paper;
  paper.fillColor(holds === false ? COLORS.failed : COLORS.ink).text(printable(text), left, y, { width });
  const after = paper.y;
  drawSign(paper, holds, y);
  paper.x = MARGIN;
  paper.y = after;
}

function drawExchange(paper: Paper, exchange: ReportedExchange, timeZone: string): void {
  // A head alone at the foot of a page leads nowhere.
  if (paper.y > BOTTOM - 90) paper.addPage();
  paper
    .moveDown(0.8)
    .font('Courier-Bold')
    .fontSize(10)
    .fillColor(COLORS.ink)
    .text(printable(exchange.name), MARGIN);
  paper
    .font('Helvetica')
    .fontSize(8)
    .fillColor(COLORS.soft)
    .text(printable(exchangeFacts(exchange, timeZone)));
  drawWords(paper, inColumn(exchange.request), inColumn(exchange.answer ?? 'none'));
  if (exchange.failure !== null)
    paper.font('Helvetica').fontSize(9).fillColor(COLORS.failed).text(printable(exchange.failure), MARGIN);
}

/** Request and answer beside each other. */
function drawWords(paper: Paper, request: string[], answer: string[]): void {
  paper.moveDown(0.4);
  drawPair(paper.font('Helvetica-Bold').fontSize(8).fillColor(COLORS.soft), 'Request', 'Answer');
  for (let line = 0; line < Math.max(request.length, answer.length); line += 1) {
    if (paper.y + LINE > BOTTOM) paper.addPage();
    paper
      .font('Courier')
      .fontSize(LETTER / 0.6)
      .fillColor(COLORS.ink);
    drawPair(paper, request[line] ?? '', answer[line] ?? '');
  }
}

function drawPair(paper: Paper, left: string, right: string): void {
  const { y } = paper;
  paper
    .text(left, MARGIN, y, { lineBreak: false })
    .text(right, MARGIN + (WIDTH + GAP) / 2, y, { lineBreak: false });
  paper.x = MARGIN;
  paper.y = y + LINE;
}

/** Lines that fit into a column; what goes on stands further in. */
function inColumn(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    let rest = printable(line);
    const indent = ' '.repeat(rest.length - rest.trimStart().length + 4);
    while (rest.length > LETTERS) {
      lines.push(rest.slice(0, LETTERS));
      rest = indent + rest.slice(LETTERS);
    }
    return [...lines, rest];
  });
}

function heading(paper: Paper, text: string): void {
  if (paper.y > BOTTOM - 60) paper.addPage();
  paper.moveDown().font('Helvetica-Bold').fontSize(12).fillColor(COLORS.ink).text(text, MARGIN);
  paper.font('Helvetica').fontSize(10).moveDown(0.3);
}
