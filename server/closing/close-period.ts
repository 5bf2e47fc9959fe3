// Closing a period at SEQR, once: a row before the call, and no second call while nobody knows what became of the first.
import { SeqrError } from '../seqr/errors.ts';
import { MARK_LIMITS } from '../seqr/limits.ts';
import { isUnclearNo } from '../seqr/result-codes.ts';
import { actEntry } from '../orders/act-entry.ts';
import type { Shop } from '../orders/shop.ts';
import type { Entry } from '../store/acts.ts';
import type { ClosingRecord } from '../store/closing-rows.ts';

/** "Wait about 3 s": seqr-api §4 "Reconciliation". */
export const REPORT_AFTER_MS = 3_000;
/** A mark is answered or given up long before; one that is older belongs to a process that died. */
export const MARK_LIFE_MS = MARK_LIMITS.timeoutMs + 15_000;

/** Why a closing is not closed, resolved or fetched: an expected no. */
export interface ClosingRefusal {
  refused: 'terminal-unknown' | 'closing-unknown' | 'closing-in-the-way' | 'wrong-state' | 'period-taken';
  /** In plain words. */
  detail: string;
  /** The one in question, or in the way. */
  closing: ClosingRecord | null;
}

export function isRefusal(outcome: ClosingRecord | ClosingRefusal): outcome is ClosingRefusal {
  return 'refused' in outcome;
}

/** Ends the running period of the shop or of a terminal. The same request key again is the same closing, as it is now.
 *  @see seqr-api §4 markTransactionPeriod */
export async function closePeriod(
  shop: Shop,
  { requestKey, terminalId, operator }: { requestKey: string; terminalId: string | null; operator: string },
): Promise<ClosingRecord | ClosingRefusal> {
  if (terminalId !== null && terminalId !== shop.terminalId)
    return { refused: 'terminal-unknown', detail: 'this service has no such terminal', closing: null };
  const row = newClosing(shop, requestKey, terminalId, operator);
  const entry = closingEntry(shop, operator, 'period closed', row);
  const { is, closing } = await shop.store.closings.open(row, entry);
  if (is === 'known') return closing;
  if (is === 'in-the-way') return { refused: 'closing-in-the-way', detail: detailOf(closing), closing };
  return mark(shop, closing);
}

async function mark(shop: Shop, closing: ClosingRecord): Promise<ClosingRecord> {
  const { store, seqr, clock, log } = shop;
  const { id, terminalId } = closing;
  try {
    const parameters =
      terminalId === null ? {} : { parameters: reportParameters({ TERMINALID: terminalId }) };
    const { transactionPeriodId } = await seqr.call('markTransactionPeriod', parameters);
    const marked = transactionPeriodId?.trim() ?? '';
    if (marked === '') return await lose('SEQR has closed the period without telling its number');
    const now = clock.now();
    // Also when it has been called unknown meanwhile: the answer, however late, is one.
    const after = await store.closings.move(id, ['marking', 'unknown'], {
      state: 'marked',
      transactionPeriodId: marked,
      markedAt: now,
      explanation: null,
      nextAt: now + REPORT_AFTER_MS,
    });
    if (after === 'taken') return await lose(`SEQR answers with period ${marked}, which was closed before`);
    log.info({ closingId: id, terminalId }, 'period closed');
    return after ?? (await asItIs());
  } catch (error) {
    if (!(error instanceof SeqrError)) throw error;
    if (error.isOutcomeUnknown) return await lose(`SEQR's answer was lost: ${error.message}`);
    if (isUnclearNo(error.resultCode))
      return await lose(`SEQR's answer does not say whether the period was closed: ${error.message}`);
    const explanation = `nothing was closed: ${error.message}`;
    log.warn({ closingId: id, failure: error.message }, 'SEQR closed no period');
    const after = await store.closings.move(id, ['marking', 'unknown'], { state: 'refused', explanation });
    return after === null || after === 'taken' ? await asItIs() : after;
  }

  async function lose(explanation: string): Promise<ClosingRecord> {
    log.error({ closingId: id, explanation }, 'closing needs a person');
    const after = await store.closings.move(id, ['marking', 'unknown'], { state: 'unknown', explanation });
    return after === null || after === 'taken' ? await asItIs() : after;
  }
  async function asItIs(): Promise<ClosingRecord> {
    return (await store.closings.find(id)) ?? closing;
  }
}

/** Calls `unknown` what a process left behind that died between the row and the answer. */
export async function sweepClosings({ store, clock, log }: Shop): Promise<void> {
  const explanation =
    'the service was stopped before SEQR answered: nobody knows whether the period was closed';
  const swept = await store.closings.sweep(clock.now() - MARK_LIFE_MS, explanation);
  for (const closingId of swept) log.error({ closingId, explanation }, 'closing needs a person');
}

/** What the log says of an act on a closing; the schedule's are logged like a person's. */
export function closingEntry(
  shop: Shop,
  operator: string,
  act: string,
  { id, terminalId }: ClosingRecord,
  reason: string | null = null,
): Entry {
  return actEntry(shop, { operator, act, subject: id, reason, detail: { terminalId } });
}

/** A map of parameters the way both reporting requests carry them (seqr-api §4). */
export function reportParameters(values: Record<string, string>) {
  return { parameter: { entry: Object.entries(values).map(([key, value]) => ({ key, value })) } };
}

function newClosing(
  { clock, random }: Shop,
  requestKey: string,
  terminalId: string | null,
  operator: string,
): ClosingRecord {
  return {
    id: Buffer.from(random(16)).toString('hex'),
    requestKey,
    terminalId,
    state: 'marking',
    transactionPeriodId: null,
    requestedBy: operator,
    requestedAt: clock.now(),
    markedAt: null,
    matchedAt: null,
    explanation: null,
    breakCount: null,
    result: null,
    fetches: 0,
    nextAt: null,
  };
}

function detailOf({ state }: ClosingRecord): string {
  return state === 'marking'
    ? 'a close of the same is under way'
    : 'nobody knows yet whether the last close of the same was made: it must be resolved first';
}
