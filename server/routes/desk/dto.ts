// Orders and refunds as the desk sees them. No phone number but its last digits, no key, no hash.
import type { Role } from '../../../shared/desk/operators.ts';
import type { DeliveryDto, DeskOrder, OrderRow } from '../../../shared/desk/orders.ts';
import type { RefundDto } from '../../../shared/desk/refunds.ts';
import { isLive } from '../../../shared/order-status.ts';
import { inLanguage } from '../../../shared/service.ts';
import { explainRefund } from '../../desk/refund-words.ts';
import { timelineOf } from '../../desk/timeline.ts';
import { basketAsTaken } from '../../orders/basket-as-taken.ts';
import { refundableMinor, refundableQuantity } from '../../orders/refundable.ts';
import type { Shop } from '../../orders/shop.ts';
import type { FoundOrder } from '../../store/order-search.ts';
import type { Order, Refund, Reservation } from '../../store/records.ts';

export function orderRow(order: FoundOrder): OrderRow {
  const { basket, payment } = order;
  return {
    id: order.id,
    bookingNumber: order.bookingNumber,
    status: order.status,
    createdAt: order.createdAt,
    totalMinor: payment?.amountMinor ?? basket.totalMinor,
    currency: payment?.currency ?? basket.currency,
    msisdnLast4: order.msisdnLast4,
    isReversed: order.reversedAt !== null,
    isAlarmed: order.alarm !== null,
  };
}

export function refundDto(refund: Refund, { bookingNumber, basket }: Order): RefundDto {
  const nameOf = (sku: string) => basket.lines.find((line) => line.sku === sku)?.name ?? sku;
  return {
    id: refund.id,
    orderId: refund.orderId,
    bookingNumber,
    state: refund.state,
    amountMinor: refund.amountMinor,
    currency: refund.currency,
    lines: refund.lines && refund.lines.map((line) => ({ ...line, name: nameOf(line.sku) })),
    reason: refund.reason,
    requestedBy: refund.requestedBy,
    requestedAt: refund.requestedAt,
    decidedBy: refund.decidedBy,
    endedAt: refund.endedAt,
    ersReference: refund.ersReference,
    resultCode: refund.resultCode,
    explanation: explainRefund(refund),
  };
}

/** The order with all that is known of it.
 *  @param roles of the operator who looks: what they may not do is not offered */
export async function deskOrder(
  shop: Shop,
  order: Order,
  roles: Role[],
  deliveries: DeliveryDto[],
): Promise<DeskOrder> {
  const { store, definition } = shop;
  const [session, refunds, history, acts] = await Promise.all([
    store.findSession(order.tokenHash),
    store.refunds.findByOrder(order.id),
    store.findHistory(order.id),
    store.acts.about(order.id),
  ]);
  const { basket } = order;
  const leftMinor = refundableMinor(order, refunds);
  return {
    ...orderRow({ ...order, msisdnLast4: session?.msisdnLast4 ?? null }),
    lines: basket.lines.map((line) => ({
      ...line,
      refundable: leftMinor > 0 ? refundableQuantity(line, refunds) : 0,
    })),
    choices: definition.service.choices.flatMap((choice) => {
      const value = basket.choices[choice.key];
      if (value === undefined) return [];
      const option =
        choice.kind === 'options' && choice.options.find((candidate) => candidate.value === value);
      const language = definition.service.languages[0] ?? '';
      return [
        {
          name: inLanguage(choice.name, language, definition.service),
          value: option ? inLanguage(option.name, language, definition.service) : value,
        },
      ];
    }),
    taxes: basketAsTaken(order, definition).taxes,
    language: order.language,
    invoiceReference: order.invoiceReference,
    clientInvoiceId: order.clientInvoiceId,
    endedAt: order.endedAt,
    payment: order.payment,
    reservation: order.status === 'payable' ? order.reservation && reservationDto(order.reservation) : null,
    alarm: order.alarm,
    reversedAt: order.reversedAt,
    refundableMinor: leftMinor,
    refunds: refunds.map((refund) => refundDto(refund, order)),
    deliveries,
    timeline: timelineOf(history, acts, refunds),
    can: whatCanBeDone(order, leftMinor, roles),
  };
}

export function reservationDto({
  amountMinor,
  reservedAt,
  lapsesAt,
}: Reservation): NonNullable<DeskOrder['reservation']> {
  return { amountMinor, reservedAt, lapsesAt };
}

function whatCanBeDone(order: Order, leftMinor: number, roles: Role[]): DeskOrder['can'] {
  const can: DeskOrder['can'] = [];
  if (roles.includes('refund') && leftMinor > 0) can.push('refund');
  if (roles.includes('refund') && isLive(order.status)) can.push('cancel');
  if (roles.includes('refund') && order.status === 'payable' && order.reservation) can.push('commit');
  if (roles.includes('approve') && order.alarm !== null) can.push('resolve-alarm');
  return can;
}
