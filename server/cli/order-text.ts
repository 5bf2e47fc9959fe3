// One order as text: what was bought, the money that is left, the refunds, the timeline.
import type { DeskOrder } from '../../shared/desk/orders.ts';
import type { RefundDto } from '../../shared/desk/refunds.ts';
import { money, table, time } from './output.ts';

export function orderLines(order: DeskOrder, timeZone: string): string[] {
  const { currency } = order;
  const inCurrency = (amountMinor: number) => money({ amountMinor, currency });
  const facts = [
    ['status', statusOf(order)],
    ['total', inCurrency(order.totalMinor)],
    ['left', inCurrency(order.refundableMinor)],
    ['ordered', time(order.createdAt, timeZone)],
    ...(order.endedAt === null ? [] : [['ended', time(order.endedAt, timeZone)]]),
    ...(order.msisdnLast4 === null ? [] : [['phone', `…${order.msisdnLast4}`]]),
    ...order.choices.map(({ name, value }) => [name, value]),
    ...(order.invoiceReference === null ? [] : [['invoice', order.invoiceReference]]),
    ...(order.payment?.ersReference ? [['payment', order.payment.ersReference]] : []),
    ...(order.reservation === null ? [] : [['reserved', inCurrency(order.reservation.amountMinor)]]),
    ...(order.alarm === null ? [] : [['alarm', order.alarm]]),
  ];
  const lines = order.lines.map((line) => [
    `${line.quantity} × ${line.name}`,
    `(${line.sku})`,
    inCurrency(line.totalMinor),
    line.refundable > 0 ? `${line.refundable} can be given back` : '',
  ]);
  return [
    `${order.bookingNumber}  ${order.id}`,
    ...indented(table(facts)),
    'lines',
    ...indented(table(lines, [2])),
    ...(order.refunds.length === 0
      ? []
      : [
          'refunds',
          ...indented(
            table(
              order.refunds.map((refund) => refundCells(refund, timeZone)),
              [2],
            ),
          ),
        ]),
    'timeline',
    ...indented(
      table(
        order.timeline.map(({ at, by, what, told }) => [
          time(at, timeZone, 'second'),
          by,
          told === null ? what : `${what} (${told})`,
        ]),
      ),
    ),
  ];
}

/** Of a row in a list of refunds. */
export function refundCells(refund: RefundDto, timeZone: string): string[] {
  const { id, state, requestedAt, requestedBy, reason } = refund;
  return [id, state, money(refund), time(requestedAt, timeZone), requestedBy, reason];
}

function statusOf({ status, isReversed }: DeskOrder): string {
  return isReversed ? `${status}, and taken back by SEQR` : status;
}

const indented = (lines: string[]): string[] => lines.map((line) => `  ${line}`);
