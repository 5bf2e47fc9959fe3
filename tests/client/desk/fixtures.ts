// A day at a ferry's desk: orders in every state, refunds and messages. Times are of 2026-11-23.
import type { DeliveryDto, DeskOrder, DeskSession, OrderRow, RefundDto } from '../../../shared/desk.ts';

export const NOW = Date.UTC(2026, 10, 23, 13, 5, 9);
const MINUTE_MS = 60_000;
export const ago = (minutes: number): number => NOW - minutes * MINUTE_MS;

export const SESSION: DeskSession = {
  operator: { name: 'anna', roles: ['look', 'refund', 'approve', 'close'] },
  csrfToken: 'csrf-1',
  service: {
    name: 'Archipelago ferry',
    currency: 'SEK',
    approvalAboveMinor: 50_000,
    terminalIds: ['87e21e45', '90af1133'],
    bookingPrefix: 'FRY',
    closesAt: '23:55',
  },
};

const line = (
  sku: string,
  name: string,
  quantity: number,
  unitPriceMinor: number,
  refundable = quantity,
) => ({
  sku,
  name,
  quantity,
  unitPriceMinor,
  totalMinor: quantity * unitPriceMinor,
  taxRate: 6,
  refundable,
});

export function refund(more: Partial<RefundDto> = {}): RefundDto {
  return {
    id: 'r1',
    orderId: 'o1',
    bookingNumber: 'FRY-7K2M9Q',
    state: 'done',
    amountMinor: 6_500,
    currency: 'SEK',
    lines: [{ sku: 'adult', name: 'Adult', quantity: 1 }],
    reason: 'Missed the boat',
    requestedBy: 'anna',
    requestedAt: ago(30),
    decidedBy: null,
    endedAt: ago(30),
    ersReference: '2012050100000000000000042',
    resultCode: 0,
    explanation: null,
    ...more,
  };
}

export function delivery(more: Partial<DeliveryDto> = {}): DeliveryDto {
  return {
    key: 'sms:o1:paid',
    orderId: 'o1',
    bookingNumber: 'FRY-7K2M9Q',
    channel: 'sms',
    kind: 'paid',
    state: 'delivered',
    attempts: 1,
    nextAt: null,
    deliveredAt: ago(58),
    lastError: null,
    ...more,
  };
}

/** Two tickets, paid an hour ago. */
export function order(more: Partial<DeskOrder> = {}): DeskOrder {
  return {
    id: 'o1',
    bookingNumber: 'FRY-7K2M9Q',
    status: 'paid',
    createdAt: ago(60),
    totalMinor: 13_000,
    currency: 'SEK',
    msisdnLast4: '0605',
    isReversed: false,
    isAlarmed: false,
    lines: [line('adult', 'Adult', 2, 6_500)],
    choices: [{ name: 'From', value: 'Vaxholm' }],
    taxes: [{ rate: 6, amountMinor: 736 }],
    language: 'sv',
    invoiceReference: '9001452',
    clientInvoiceId: 'b7f2b3b6-1',
    endedAt: ago(58),
    payment: {
      amountMinor: 13_000,
      currency: 'SEK',
      ersReference: '2012050100000000000000001',
      paymentReference: '84021177',
      difference: null,
    },
    reservation: null,
    alarm: null,
    reversedAt: null,
    refundableMinor: 13_000,
    refunds: [],
    deliveries: [delivery(), delivery({ key: 'webhook:o1:paid', channel: 'webhook' })],
    timeline: [
      { at: ago(60), by: 'the customer', what: 'Ordered 2 × Adult', told: null },
      { at: ago(59), by: 'SEQR', what: 'The invoice was made', told: 'ISSUED, version 1' },
      { at: ago(58), by: 'SEQR', what: 'The payment was confirmed', told: 'PAID, version 2' },
      { at: ago(58), by: 'this service', what: 'The booking number was sent to the phone', told: null },
    ],
    can: ['refund'],
    ...more,
  };
}

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
