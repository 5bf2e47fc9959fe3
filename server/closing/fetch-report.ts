// The report of a marked period: fetched, read, compared and stored, or put off with the reason why.
import { formatAmount } from '../../shared/money.ts';
import { refundedEffect } from '../orders/send-refund.ts';
import type { Shop } from '../orders/shop.ts';
import { SeqrError } from '../seqr/errors.ts';
import { BadReport, readDetails, readSummary } from '../seqr/report.ts';
import type { Asked, ReportRow } from '../seqr/report.ts';
import { RESULT_CODES } from '../seqr/result-codes.ts';
import type { ClosingRecord } from '../store/closing-rows.ts';
import { REPORT_AFTER_MS, reportParameters } from './close-period.ts';
import { compareBooks } from './compare-books.ts';
import type { Comparison } from './compare-books.ts';

/** Source of the four: seqr-api §4 "Reconciliation". */
const REPORTS = {
  shop: { details: 'Reconciliation/STD_RECON_003.xml', summary: 'Reconciliation/Shop.xml' },
  terminal: {
    details: 'Reconciliation/STD_RECON_007.xml',
    summary: 'Reconciliation/STD_RECON_006.xml',
  },
};

/** Every 3 s at first, as the contract asks; a report that is not there after some of them is asked for ever less
 *  often, and never given up. */
const LONGEST_WAIT_MS = 5 * 60_000;
const STEADY_FETCHES = 5;

/** Asks for the report once. Never throws for what SEQR does: the reason stands in the closing's row. */
export async function fetchReport(shop: Shop, closing: ClosingRecord): Promise<void> {
  const asked: Asked = {
    transactionPeriodId: closing.transactionPeriodId ?? '',
    terminalId: closing.terminalId,
    currency: shop.definition.service.currency,
  };
  try {
    const rows = readDetails(await ask(shop, 'details', asked), asked);
    await compare(shop, closing, rows, () => readStated(shop, asked));
  } catch (error) {
    if (error instanceof BadReport) return putOff(shop, closing, error.message, 'for a person');
    if (error instanceof SeqrError) return putOff(shop, closing, reasonOf(error), mayPass(error));
    throw error;
  }
}

/** Compares both books and stores what was found, all or nothing.
 *  @param readStated SEQR's own sum; null when it cannot be had */
export async function compare(
  shop: Shop,
  closing: ClosingRecord,
  rows: ReportRow[],
  readStated: () => Promise<number | null>,
): Promise<void> {
  const { store, clock, log } = shop;
  const comparison = await compareBooks(shop, closing, rows);
  if (comparison.isUnderWay)
    return putOff(shop, closing, 'a refund that the report names is just being made', 'for a while');
  const now = clock.now();
  const isMine = await store.closings.complete(closing, {
    result: { ...comparison.result, statedMinor: await readStated() },
    explanation: remarksOn(comparison),
    matchedAt: now,
    listed: comparison.listed,
    refunds: comparison.resolved.map(({ refund, ersReference }) => ({
      id: refund.id,
      ersReference,
      sideEffect: refundedEffect(refund, now),
    })),
  });
  if (!isMine) return;
  const facts = { closingId: closing.id, breaks: comparison.result.breaks.length };
  if (facts.breaks === 0) log.info(facts, 'the books agree');
  else log.error(facts, 'the books do not agree');
}

async function ask({ seqr }: Shop, detail: 'details' | 'summary', asked: Asked) {
  const { transactionPeriodId, terminalId } = asked;
  const answer = await seqr.call('executeReport', {
    reportId: REPORTS[terminalId === null ? 'shop' : 'terminal'][detail],
    language: 'en',
    parameters: reportParameters({
      transactionPeriodId,
      ...(terminalId === null ? {} : { TERMINALID: terminalId }),
    }),
  });
  return answer.report;
}

/** The details are the truth that is compared; the summary only stands beside them. */
async function readStated(shop: Shop, asked: Asked): Promise<number | null> {
  try {
    return readSummary(await ask(shop, 'summary', asked), asked);
  } catch (error) {
    if (!(error instanceof BadReport || error instanceof SeqrError)) throw error;
    shop.log.warn({ failure: error.message }, "SEQR's summary cannot be read");
    return null;
  }
}

async function putOff(
  { store, clock, log }: Shop,
  { id, fetches }: ClosingRecord,
  explanation: string,
  until: 'for a while' | 'for a person',
): Promise<void> {
  const waitMs = Math.min(LONGEST_WAIT_MS, REPORT_AFTER_MS * 2 ** Math.max(0, fetches + 1 - STEADY_FETCHES));
  const nextAt = until === 'for a person' ? null : clock.now() + waitMs;
  await store.closings.move(id, ['marked'], { explanation, nextAt, fetches: fetches + 1 });
  if (until === 'for a person') log.error({ closingId: id, explanation }, 'closing needs a person');
  else log.info({ closingId: id, explanation }, 'the report is not compared yet');
}

function reasonOf(error: SeqrError): string {
  return error.resultCode === RESULT_CODES.REPORT_NOT_READY
    ? 'SEQR has not written the report yet'
    : `the report could not be fetched: ${error.message}`;
}

/** Nothing heals a question that SEQR refuses, but a report that is not ready, a busy server or a bad line. */
function mayPass(error: SeqrError): 'for a while' | 'for a person' {
  const { REPORT_NOT_READY, SYSTEM_ERROR } = RESULT_CODES;
  const isPassing =
    error.isBusy || [REPORT_NOT_READY, SYSTEM_ERROR].some((code) => code === error.resultCode);
  return error.kind !== 'rejected' || isPassing ? 'for a while' : 'for a person';
}

/** What a person should know beside the breaks. */
function remarksOn({ elsewhere, stillUnknown, result }: Comparison): string | null {
  const remarks = [];
  if (elsewhere.count > 0) {
    const total = `${formatAmount(elsewhere.totalMinor, result.currency)} ${result.currency}`;
    remarks.push(`${elsewhere.count} of other terminals (${total}) are not compared`);
  }
  if (stillUnknown > 0)
    remarks.push(
      `${stillUnknown} refunds whose outcome is unknown are not in the report: a person must decide`,
    );
  return remarks.length === 0 ? null : remarks.join('; ');
}
