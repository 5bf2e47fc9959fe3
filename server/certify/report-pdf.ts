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
/** Left edges of the summary's columns. */
const COLUMNS = { begun: 350, took: 415, verdict: 480 };

export function reportPdf(report: Report): Promise<Buffer> {
  const info = { Title: typed(`${TITLE}: ${report.service}`) };
  return paperOf({ size: 'A4', margin: MARGIN, bufferPages: true, info }, (paper) => {
    drawHead(paper, report);
    for (const step of report.steps) drawStep(paper, step, report.timeZone);
    numberPages(paper, MARGIN);
  });
}

function drawHead(paper: Paper, report: Report): void {
  paper.font('Helvetica').fontSize(10).fillColor(COLORS.soft).text(TITLE);
  paper.font('Helvetica-Bold').fontSize(20).fillColor(COLORS.ink).text(typed(report.service));
  paper.moveDown(0.4).fontSize(12).fillColor(COLORS[report.verdict]);
  paper.text(`${report.verdict.toUpperCase()}. ${summaryOf(report)}`);
  paper.moveDown(0.6).fontSize(10);
  for (const [name, value] of factsOf(report)) {
    const { y } = paper;
    paper.font('Helvetica').fillColor(COLORS.soft).text(name, MARGIN, y, { width: 110 });
    paper.fillColor(COLORS.ink).text(typed(value), MARGIN + 120, y, { width: WIDTH - 120 });
    paper.moveDown(0.15);
  }
  if (report.leftOver.length > 0) {
    heading(paper, 'Left at SEQR');
    for (const { text } of report.leftOver) bullet(paper, '-', text, COLORS.ink);
  }
  heading(paper, 'Summary');
  drawRow(paper, ['Step', 'Begun', 'Took', 'Verdict'], COLORS.soft);
  for (const step of report.steps) {
    const begun = clockTime(step.startedAt, report.timeZone).slice(0, 8);
    drawRow(paper, [stepName(step), begun, duration(step.tookMs), step.verdict], COLORS[step.verdict]);
  }
  paper.moveDown().fontSize(8).fillColor(COLORS.soft);
  paper.text(
    'Passwords, tokens and what names a customer are left out (***); of the ids of terminal and reseller only the end is shown. Calls that say the same are shown once.',
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
  paper.fillColor(COLORS.ink).text(typed(step), MARGIN, y, { ...cell, width: COLUMNS.begun - MARGIN - 10 });
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
    .text(typed(stepName(step)), MARGIN);
  paper.fontSize(10).fillColor(COLORS[verdict]).text(verdict);
  paper.font('Helvetica').fillColor(COLORS.soft).text(typed(aim)).moveDown(0.4);
  if (reason !== null && !seen.some(({ holds }) => holds === false))
    paper.fillColor(COLORS[verdict]).text(typed(reason)).moveDown(0.4);
  for (const { text, holds } of seen) {
    const sign = holds === null ? '-' : holds ? 'yes' : 'NO';
    bullet(paper, sign, text, holds === false ? COLORS.failed : COLORS.ink);
  }
  for (const exchange of exchanges) drawExchange(paper, exchange, timeZone);
}

function bullet(paper: Paper, sign: string, text: string, color: string): void {
  const { y } = paper;
  paper.font('Helvetica').fontSize(10).fillColor(color);
  const height = paper.heightOfString(typed(text), { width: WIDTH - 30 });
  if (y + height > BOTTOM) paper.addPage();
  const top = paper.y;
  paper.text(sign, MARGIN, top, { width: 25, lineBreak: false });
  paper.text(typed(text), MARGIN + 30, top, { width: WIDTH - 30 });
  paper.x = MARGIN;
}

function drawExchange(paper: Paper, exchange: ReportedExchange, timeZone: string): void {
  // A head alone at the foot of a page leads nowhere.
  if (paper.y > BOTTOM - 90) paper.addPage();
  paper
    .moveDown(0.8)
    .font('Courier-Bold')
    .fontSize(10)
    .fillColor(COLORS.ink)
    .text(typed(exchange.name), MARGIN);
  paper
    .font('Helvetica')
    .fontSize(8)
    .fillColor(COLORS.soft)
    .text(typed(exchangeFacts(exchange, timeZone)));
  words(paper, 'Request', exchange.request);
  if (exchange.answer !== null) words(paper, 'Answer', exchange.answer);
  if (exchange.failure !== null)
    paper.font('Helvetica').fontSize(9).fillColor(COLORS.failed).text(typed(exchange.failure));
}

function words(paper: Paper, title: string, text: string): void {
  paper.moveDown(0.4).font('Helvetica-Bold').fontSize(8).fillColor(COLORS.soft).text(title, MARGIN);
  paper.font('Courier').fontSize(7).fillColor(COLORS.ink);
  for (const line of text.split('\n')) {
    const indent = line.length - line.trimStart().length;
    const left = MARGIN + indent * 4.2;
    paper.text(typed(line.trim()), left, paper.y, { width: MARGIN + WIDTH - left });
  }
  paper.x = MARGIN;
}

function heading(paper: Paper, text: string): void {
  if (paper.y > BOTTOM - 60) paper.addPage();
  paper.moveDown().font('Helvetica-Bold').fontSize(12).fillColor(COLORS.ink).text(text, MARGIN);
  paper.font('Helvetica').fontSize(10).moveDown(0.3);
}

/** The built-in typefaces lack some of our signs, for which others stand as well. */
function typed(text: string): string {
  return printable(
    text.replaceAll('•', '*').replaceAll('…', '...').replaceAll('’', "'").replaceAll('–', '-'),
  );
}
