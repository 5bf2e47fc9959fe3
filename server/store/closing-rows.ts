// Closings to rows and back: names, JSON, and nothing else.
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Closing, ClosingResult } from '../../shared/desk/closings.ts';
import type { Tables } from './schema.ts';

/** A closing as it is stored. */
export interface ClosingRecord extends Closing {
  requestKey: string;
  fetches: number;
  nextAt: number | null;
}

/** What may change before the end. */
export type ClosingChanges = Partial<
  Pick<ClosingRecord, 'state' | 'transactionPeriodId' | 'markedAt' | 'explanation' | 'fetches' | 'nextAt'>
>;

/** Shop and terminals have periods of their own (seqr-api §4 "Reconciliation"). */
export function scopeOf(terminalId: string | null): string {
  return terminalId === null ? 'shop' : `terminal:${terminalId}`;
}

export type ClosingRow = Selectable<Tables['closings']>;

/** All but what may be long. */
export const WITHOUT_RESULT = [
  'id',
  'request_key',
  'scope',
  'terminal_id',
  'state',
  'transaction_period_id',
  'requested_by',
  'requested_at',
  'marked_at',
  'matched_at',
  'explanation',
  'break_count',
  'fetches',
  'next_at',
] as const satisfies (keyof ClosingRow)[];

export function closingFromRow(row: ClosingRow): ClosingRecord {
  return {
    id: row.id,
    requestKey: row.request_key,
    terminalId: row.terminal_id,
    state: row.state,
    transactionPeriodId: row.transaction_period_id,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    markedAt: row.marked_at,
    matchedAt: row.matched_at,
    explanation: row.explanation,
    breakCount: row.break_count,
    result: row.result === null ? null : (JSON.parse(row.result) as ClosingResult),
    fetches: row.fetches,
    nextAt: row.next_at,
  };
}

export function closingToRow(closing: ClosingRecord): Insertable<Tables['closings']> {
  return {
    id: closing.id,
    request_key: closing.requestKey,
    scope: scopeOf(closing.terminalId),
    terminal_id: closing.terminalId,
    state: closing.state,
    transaction_period_id: closing.transactionPeriodId,
    requested_by: closing.requestedBy,
    requested_at: closing.requestedAt,
    marked_at: closing.markedAt,
    matched_at: closing.matchedAt,
    explanation: closing.explanation,
    break_count: closing.breakCount,
    result: closing.result && JSON.stringify(closing.result),
    fetches: closing.fetches,
    next_at: closing.nextAt,
  };
}

export function changesToRow(changes: ClosingChanges): Updateable<Tables['closings']> {
  const { transactionPeriodId, markedAt, nextAt, ...same } = changes;
  return {
    ...same,
    ...(transactionPeriodId === undefined ? {} : { transaction_period_id: transactionPeriodId }),
    ...(markedAt === undefined ? {} : { marked_at: markedAt }),
    ...(nextAt === undefined ? {} : { next_at: nextAt }),
  };
}
