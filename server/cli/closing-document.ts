// A closing as programs read it: what is nobody's business but the store's is left out.
import type { Closing, ClosingRow } from '../../shared/desk.ts';
import type { ClosingRecord } from '../store/closing-rows.ts';

export function closingRow(closing: ClosingRecord): ClosingRow {
  return {
    id: closing.id,
    terminalId: closing.terminalId,
    state: closing.state,
    transactionPeriodId: closing.transactionPeriodId,
    requestedBy: closing.requestedBy,
    requestedAt: closing.requestedAt,
    markedAt: closing.markedAt,
    matchedAt: closing.matchedAt,
    explanation: closing.explanation,
    breakCount: closing.breakCount,
  };
}

export function closingDocument(closing: ClosingRecord): Closing {
  return { ...closingRow(closing), result: closing.result };
}
