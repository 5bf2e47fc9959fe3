// A day at a ferry's desk: orders in every state, one of them with everything that there is to see.
import type { DeskOrder, OrderRow } from '../../../shared/desk/orders.ts';
import { ago, delivery, line, MINUTE_MS, NOW, order, refund } from './fixtures.ts';

/** A family, of whose tickets some were given back, with a refund in each state, and everything else there is to see. */
export const BUSY_ORDER = order({
  id: 'o2',
  bookingNumber: 'FRY-3H8XWT',
  createdAt: ago(26 * 60),
  totalMinor: 97_500,
  msisdnLast4: '4471',
  isAlarmed: true,
  lines: [line('adult', 'Adult', 10, 6_500, 7), line('child', 'Child', 10, 3_250, 10)],
  payment: {
    amountMinor: 97_500,
    currency: 'SEK',
    ersReference: '2012050100000000000000002',
    paymentReference: '84021188',
    difference: 'SEQR’s receipt says 975.00 SEK, the order 965.00 SEK.',
  },
  alarm: 'SEQR was paid another sum than was ordered.',
  refundableMinor: 78_000,
  refunds: [
    refund({
      id: 'r2',
      orderId: 'o2',
      state: 'unknown',
      explanation:
        'SEQR did not answer within 20 s. Ask SEQR’s support, with the ERS reference of the payment, whether it was given back.',
      ersReference: null,
      resultCode: null,
      endedAt: null,
    }),
    refund({
      id: 'r3',
      orderId: 'o2',
      state: 'awaiting',
      requestedBy: 'björn',
      ersReference: null,
      endedAt: null,
    }),
    refund({
      id: 'r4',
      orderId: 'o2',
      state: 'refused',
      resultCode: 97,
      explanation: 'SEQR does not let this terminal give money back.',
      ersReference: null,
    }),
    refund({ id: 'r5', orderId: 'o2', decidedBy: 'björn' }),
  ],
  deliveries: [
    delivery({
      key: 'sms:o2:paid',
      orderId: 'o2',
      state: 'stuck',
      attempts: 8,
      deliveredAt: null,
      lastError: 'The operator’s gateway answered 503 eight times.',
    }),
    delivery({
      key: 'receipt:o2:paid',
      orderId: 'o2',
      channel: 'receipt',
      state: 'held',
      attempts: 0,
      deliveredAt: null,
    }),
    delivery({
      key: 'webhook:o2:paid',
      orderId: 'o2',
      channel: 'webhook',
      state: 'waiting',
      attempts: 2,
      deliveredAt: null,
      nextAt: NOW + 4 * MINUTE_MS,
      lastError: 'Connection refused',
    }),
  ],
  can: ['refund', 'resolve-alarm'],
});

export const RESERVED_ORDER = order({
  id: 'o3',
  bookingNumber: 'FRY-Q2D5NB',
  status: 'payable',
  createdAt: ago(4),
  payment: null,
  endedAt: null,
  refundableMinor: 0,
  reservation: { amountMinor: 13_000, reservedAt: ago(3), lapsesAt: NOW + 56 * MINUTE_MS },
  deliveries: [],
  can: ['commit', 'cancel'],
});

const others: Partial<OrderRow>[] = [
  { status: 'placing', msisdnLast4: null },
  { status: 'canceled' },
  { status: 'failed' },
  { status: 'expired' },
  { isReversed: true, isAlarmed: true },
  { totalMinor: 1_300_000 },
];
export const ORDERS: DeskOrder[] = [
  RESERVED_ORDER,
  order(),
  ...others.map((more, index) =>
    order({
      id: `x${index}`,
      bookingNumber: `FRY-8C${index}VZP`,
      createdAt: ago(80 + 45 * index),
      msisdnLast4: String(1200 + index * 7),
      can: [],
      ...(more.isReversed ? { reversedAt: ago(200), alarm: 'SEQR took the payment back.' } : {}),
      ...(more.status && more.status !== 'paid' ? { payment: null, refundableMinor: 0 } : {}),
      ...more,
    }),
  ),
  BUSY_ORDER,
];
