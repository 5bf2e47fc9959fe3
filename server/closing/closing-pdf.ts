// A closing as a page to file away: what was closed, the sums of both books, and the breaks, one class after another.
import PDFDocument from 'pdfkit';
import { formatAmount } from '../../shared/money.ts';
import { BREAK_KINDS } from '../../shared/desk/closings.ts';
import type { Break, BreakKind, Closing, ClosingResult } from '../../shared/desk/closings.ts';

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
type Document = InstanceType<typeof PDFDocument>;

/** One A4 report as a PDF.
 *  @param timeZone in which its times are written */
export async function closingPdf(closing: Closing, timeZone = 'Europe/Stockholm'): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    info: { Title: titleOf(closing) },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  drawHead(document, closing, timeZone);
  if (closing.result) drawResult(document, closing.result);
  numberPages(document);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function titleOf({ terminalId, transactionPeriodId }: Closing): string {
  const whose = terminalId === null ? 'the shop' : `terminal ${printable(terminalId)}`;
  return `Close of ${whose}, period ${printable(transactionPeriodId ?? '-')}`;
}

function drawHead(document: Document, closing: Closing, timeZone: string): void {
  const time = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone });
  const at = (moment: number | null) => (moment === null ? '-' : `${time.format(moment)} (${timeZone})`);
  document.font('Helvetica-Bold').fontSize(16).text(titleOf(closing));
  document.font('Helvetica').fontSize(10).moveDown(0.5);
  document.text(`Closed by ${printable(closing.requestedBy)}, asked for at ${at(closing.requestedAt)}`);
  document.text(`Marked at ${at(closing.markedAt)}, compared at ${at(closing.matchedAt)}`);
  document.text(`State: ${closing.state}`);
  if (closing.explanation !== null) document.text(printable(closing.explanation));
  document.moveDown();
}

function drawResult(document: Document, result: ClosingResult): void {
  const { currency, ours, theirs, statedMinor, matchedCount, breaks, resolvedRefundIds } = result;
  const amount = (minor: number | null) => (minor === null ? '-' : formatAmount(minor, currency));
  heading(document, 'Sums');
  document.text(`Our books: ${amount(ours.totalMinor)} ${currency}, ${ours.count} payments and refunds`);
  document.text(`SEQR's report: ${amount(theirs.totalMinor)} ${currency}, ${theirs.count} rows`);
  document.text(
    `SEQR's own summary: ${statedMinor === null ? 'not read' : `${amount(statedMinor)} ${currency}`}`,
  );
  document.text(`Difference: ${amount(theirs.totalMinor - ours.totalMinor)} ${currency}`);
  document.text(
    `Agreed: ${matchedCount}. Breaks: ${breaks.length}. Refunds settled: ${resolvedRefundIds.length}`,
  );
  if (breaks.length === 0) document.moveDown().text('The books agree.');
  let room = MOST_BREAKS;
  for (const kind of BREAK_KINDS) {
    const ofKind = breaks.filter((found) => found.kind === kind);
    if (ofKind.length === 0) continue;
    heading(document, `${TITLES[kind]} (${ofKind.length})`);
    drawBreaks(document, ofKind.slice(0, room), amount);
    room = Math.max(0, room - ofKind.length);
  }
  if (breaks.length > MOST_BREAKS)
    document.moveDown().text(`${breaks.length - MOST_BREAKS} more breaks are in the CSV.`, MARGIN);
}

function drawBreaks(document: Document, breaks: Break[], amount: (minor: number | null) => string): void {
  if (breaks.length === 0) return;
  document.fontSize(8);
  drawTableHead(document);
  for (const { ersReference, bookingNumber, of, oursMinor, theirsMinor } of breaks) {
    const booking = printable(bookingNumber ?? '-');
    if (document.y + rowHeight(document) > BOTTOM) {
      document.addPage();
      drawTableHead(document);
    }
    drawRow(document, [printable(ersReference || '-'), booking, of, amount(oursMinor), amount(theirsMinor)]);
  }
  document.fontSize(10);
}

/** On every page that the table goes on to. */
function drawTableHead(document: Document): void {
  document.font('Helvetica-Bold');
  drawRow(document, ['SEQR reference', 'Booking', 'Of', 'Ours', 'SEQR']);
  document.font('Helvetica');
}

const rowHeight = (document: Document): number => document.currentLineHeight(true) + 2;

function drawRow(document: Document, cells: Cells): void {
  const height = rowHeight(document);
  const { y } = document;
  const places = Object.values(COLUMNS);
  for (const [index, cell] of cells.entries()) {
    const isAmount = index >= 3;
    const width = isAmount ? AMOUNT_WIDTH : (places[index + 1] ?? 0) - (places[index] ?? 0) - 5;
    document.text(cell, places[index] ?? MARGIN, y, {
      width,
      height,
      ellipsis: true,
      lineBreak: false,
      align: isAmount ? 'right' : 'left',
    });
  }
  document.x = MARGIN;
  document.y = y + height;
}

function heading(document: Document, text: string): void {
  // A title alone at the foot of a page leads nowhere.
  if (document.y > BOTTOM - 60) document.addPage();
  document.moveDown().font('Helvetica-Bold').fontSize(12).text(text, MARGIN);
  document.font('Helvetica').fontSize(10).moveDown(0.3);
}

function numberPages(document: Document): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    // Below the margin, where text would begin a page of its own.
    document.page.margins.bottom = 0;
    document
      .fontSize(8)
      .text(`Page ${page + 1} of ${count}`, MARGIN, 805, { align: 'center', lineBreak: false });
  }
}

/** The built-in typeface has the letters of western Europe; whatever else a report brings is shown as "?". */
function printable(text: string): string {
  return text.replace(/[^\u0020-\u007E\u00A0-\u00FF]/g, '?');
}
