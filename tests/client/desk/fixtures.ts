// What there is at a ferry's desk, one of each: a session, an order, a refund, a message. Times are of 2026-11-23.
import type { DeskSession } from '../../../shared/desk/operators.ts';
import type { DeliveryDto, DeskOrder } from '../../../shared/desk/orders.ts';
import type { RefundDto } from '../../../shared/desk/refunds.ts';

export const NOW = Date.UTC(2026, 10, 23, 13, 5, 9);
export const MINUTE_MS = 60_000;
export const ago = (minutes: number): number => NOW - minutes * MINUTE_MS;

export const SESSION: DeskSession = {
  operator: { name: 'anna', roles: ['look', 'refund', 'approve', 'close'] },
  csrfToken: 'csrf-1',
  service: {
    name: 'Archipelago ferry',
    currency: 'SEK',
    approvalAboveMinor: 50_000,
    terminalIds: ['3f5c1a9e0b7d4826a1c4e8f02b6d9735', '90af1133'],
    bookingPrefix: 'FRY',
    closesAt: '23:55',
    timeZone: 'Europe/Stockholm',
  },
};

export const line = (
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
