// Closings as a desk sees them: agreed, broken, unknown, refused.
import type { ClosingRow, ShownClosing } from '../../../shared/desk/closings.ts';
import { ago } from './fixtures.ts';

export function closing(more: Partial<ShownClosing> = {}): ShownClosing {
  return {
    id: 'c1',
    terminalId: null,
    state: 'matched',
    transactionPeriodId: '20261122001',
    requestedBy: 'anna',
    requestedAt: ago(24 * 60),
    markedAt: ago(24 * 60),
    matchedAt: ago(24 * 60 - 1),
    explanation: null,
    needsPerson: false,
    breakCount: 0,
    result: {
      currency: 'SEK',
      ours: { count: 214, totalMinor: 1_843_250 },
      theirs: { count: 214, totalMinor: 1_843_250 },
      statedMinor: 1_843_250,
      matchedCount: 214,
      breaks: [],
      resolvedRefundIds: [],
    },
    ...more,
  };
}

const place = { cashierId: null, terminalId: '3f5c1a9e0b7d4826a1c4e8f02b6d9735', refundId: null };
const nowhere = { orderId: null, bookingNumber: null };
export const BROKEN_CLOSING = closing({
  id: 'c2',
  breakCount: 4,
  transactionPeriodId: '20261121001',
  result: {
    currency: 'SEK',
    ours: { count: 214, totalMinor: 1_843_250 },
    theirs: { count: 215, totalMinor: 1_849_800 },
    statedMinor: 1_849_800,
    matchedCount: 211,
    breaks: [
      {
        kind: 'missing-here',
        of: 'payment',
        ersReference: '2012050100000000000000077',
        ...nowhere,
        oursMinor: null,
        theirsMinor: 6_500,
        ...place,
        cashierId: '12',
      },
      {
        kind: 'missing-here',
        of: 'refund',
        ersReference: '2012050100000000000000078',
        ...nowhere,
        oursMinor: null,
        theirsMinor: -3_250,
        ...place,
      },
      {
        kind: 'missing-there',
        of: 'refund',
        ersReference: '2012050100000000000000042',
        orderId: 'o2',
        bookingNumber: 'FRY-3H8XWT',
        oursMinor: -6_500,
        theirsMinor: null,
        ...place,
        refundId: 'r5',
      },
      {
        kind: 'amount-differs',
        of: 'payment',
        ersReference: '2012050100000000000000001',
        orderId: 'o1',
        bookingNumber: 'FRY-7K2M9Q',
        oursMinor: 13_000,
        theirsMinor: 13_050,
        ...place,
      },
    ],
    resolvedRefundIds: ['r2'],
  },
});
export const UNKNOWN_CLOSING = closing({
  id: 'c3',
  state: 'unknown',
  needsPerson: true,
  terminalId: '3f5c1a9e0b7d4826a1c4e8f02b6d9735',
  transactionPeriodId: null,
  requestedAt: ago(12),
  markedAt: null,
  matchedAt: null,
  breakCount: null,
  explanation: 'SEQR did not answer. The period may have been closed.',
  result: null,
});
export const CLOSINGS: ShownClosing[] = [
  UNKNOWN_CLOSING,
  closing(),
  BROKEN_CLOSING,
  closing({
    id: 'c4',
    state: 'refused',
    terminalId: '90af1133',
    transactionPeriodId: null,
    result: null,
    breakCount: null,
    matchedAt: null,
    explanation: 'SEQR does not know this reseller user (result 49).',
  }),
];

export const rowOf = (closing: ShownClosing): ClosingRow => {
  const row: ClosingRow & { result?: unknown; needsPerson?: unknown } = { ...closing };
  delete row.result;
  delete row.needsPerson;
  return row;
};
