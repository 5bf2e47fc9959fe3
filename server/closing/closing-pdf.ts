// A closing as a page to file away: what was closed, the sums of both books, and the breaks, one class after another.
import { formatAmount } from '../../shared/money.ts';
import { BREAK_KINDS } from '../../shared/desk/closings.ts';
import type { Break, BreakKind, Closing, ClosingResult } from '../../shared/desk/closings.ts';
import { numberPages, paperOf, printable } from '../paper.ts';
import type { Paper } from '../paper.ts';

const TITLES: Record<BreakKind, string> = {
  'missing-here': 'SEQR has it, our books do not',
  'missing-there': 'Our books have it, SEQR does not',
  'amount-differs': 'The amounts differ',
  twice: 'SEQR lists it twice',
};

const MARGIN = 50;
const BOTTOM = 780;
/** Left edges of the columns; the amounts are set from the right. */
const COLUMNS = { reference: MARGIN, booking: 230, of: 320, ours: 370, theirs: 460 };
const AMOUNT_WIDTH = 85;
/** More than so many breaks are for the CSV: nobody reads a hundred pages. */
const MOST_BREAKS = 1_000;

type Cells = [reference: string, booking: string, of: string, ours: string, theirs: string];

/** One A4 report as a PDF.
 *  @param timeZone in which its times are written */
export function closingPdf(closing: Closing, timeZone = 'Europe/Stockholm'): Promise<Buffer> {
  const info = { Title: titleOf(closing) };
  return paperOf({ size: 'A4', margin: MARGIN, bufferPages: true, info }, (paper) => {
    drawHead(paper, closing, timeZone);
    if (closing.result) drawResult(paper, closing.result);
    numberPages(paper, MARGIN);
  });
}

function titleOf({ terminalId, transactionPeriodId }: Closing): string {
  const whose = terminalId === null ? 'the shop' : `terminal ${printable(terminalId)}`;
  return `Close of ${whose}, period ${printable(transactionPeriodId ?? '-')}`;
}

function drawHead(paper: Paper, closing: Closing, timeZone: string): void {
  const time = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone });
  const at = (moment: number | null) => (moment === null ? '-' : `${time.format(moment)} (${timeZone})`);
  paper.font('Helvetica-Bold').fontSize(16).text(titleOf(closing));
  paper.font('Helvetica').fontSize(10).moveDown(0.5);
  paper.text(`Closed by ${printable(closing.requestedBy)}, asked for at ${at(closing.requestedAt)}`);
  paper.text(`Marked at ${at(closing.markedAt)}, compared at ${at(closing.matchedAt)}`);
  paper.text(`State: ${closing.state}`);
  if (closing.explanation !== null) paper.text(printable(closing.explanation));
  paper.moveDown();
}

function drawResult(paper: Paper, result: ClosingResult): void {
  const { currency, ours, theirs, statedMinor, matchedCount, breaks, resolvedRefundIds } = result;
  const amount = (minor: number | null) => (minor === null ? '-' : formatAmount(minor, currency));
  heading(paper, 'Sums');
  paper.text(`Our books: ${amount(ours.totalMinor)} ${currency}, ${ours.count} payments and refunds`);
  paper.text(`SEQR's report: ${amount(theirs.totalMinor)} ${currency}, ${theirs.count} rows`);
  paper.text(
    `SEQR's own summary: ${statedMinor === null ? 'not read' : `${amount(statedMinor)} ${currency}`}`,
  );
  paper.text(`Difference: ${amount(theirs.totalMinor - ours.totalMinor)} ${currency}`);
  paper.text(
    `Agreed: ${matchedCount}. Breaks: ${breaks.length}. Refunds settled: ${resolvedRefundIds.length}`,
  );
  if (breaks.length === 0) paper.moveDown().text('The books agree.');
  let room = MOST_BREAKS;
  for (const kind of BREAK_KINDS) {
    const ofKind = breaks.filter((found) => found.kind === kind);
    if (ofKind.length === 0) continue;
    heading(paper, `${TITLES[kind]} (${ofKind.length})`);
    drawBreaks(paper, ofKind.slice(0, room), amount);
    room = Math.max(0, room - ofKind.length);
  }
  if (breaks.length > MOST_BREAKS)
    paper.moveDown().text(`${breaks.length - MOST_BREAKS} more breaks are in the CSV.`, MARGIN);
}

function drawBreaks(paper: Paper, breaks: Break[], amount: (minor: number | null) => string): void {
  if (breaks.length === 0) return;
  paper.fontSize(8);
  drawTableHead(paper);
  for (const { ersReference, bookingNumber, of, oursMinor, theirsMinor } of breaks) {
    const booking = printable(bookingNumber ?? '-');
    if (paper.y + rowHeight(paper) > BOTTOM) {
      paper.addPage();
      drawTableHead(paper);
    }
    drawRow(paper, [printable(ersReference || '-'), booking, of, amount(oursMinor), amount(theirsMinor)]);
  }
  paper.fontSize(10);
}

/** On every page that the table goes on to. */
function drawTableHead(paper: Paper): void {
  paper.font('Helvetica-Bold');
  drawRow(paper, ['SEQR reference', 'Booking', 'Of', 'Ours', 'SEQR']);
  paper.font('Helvetica');
}

const rowHeight = (paper: Paper): number => paper.currentLineHeight(true) + 2;

function drawRow(paper: Paper, cells: Cells): void {
  const height = rowHeight(paper);
  const { y } = paper;
  const places = Object.values(COLUMNS);
  for (const [index, cell] of cells.entries()) {
    const isAmount = index >= 3;
    const width = isAmount ? AMOUNT_WIDTH : (places[index + 1] ?? 0) - (places[index] ?? 0) - 5;
    paper.text(cell, places[index] ?? MARGIN, y, {
      width,
      height,
      ellipsis: true,
      lineBreak: false,
      align: isAmount ? 'right' : 'left',
    });
  }
  paper.x = MARGIN;
  paper.y = y + height;
}

function heading(paper: Paper, text: string): void {
  // A title alone at the foot of a page leads nowhere.
  if (paper.y > BOTTOM - 60) paper.addPage();
  paper.moveDown().font('Helvetica-Bold').fontSize(12).text(text, MARGIN);
  paper.font('Helvetica').fontSize(10).moveDown(0.3);
}
