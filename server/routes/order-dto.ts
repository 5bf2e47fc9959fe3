// An order as the page sees it: no keys, no hashes, nothing that only SEQR or the merchant should know.
import type { OrderDto } from '../../shared/api.ts';
import { basketAsTaken } from '../orders/basket-as-taken.ts';
import { walletUrl } from '../seqr/mapping.ts';
import type { Definition } from '../service/definition.ts';
import type { Order } from '../store/records.ts';

/** @param scheme of the wallet app that this service is for */
export function orderToDto(order: Order, scheme: string, definition: Definition): OrderDto {
  const { pending, payment, invoiceReference } = order;
  const basket = basketAsTaken(order, definition);
  const isReserved = order.status === 'payable' && order.reservation !== null;
  const isOpen = order.status === 'payable' && pending === null && !isReserved;
  return {
    id: order.id,
    version: order.rowVersion,
    revision: basket.revision,
    pending: pending && {
      revision: pending.basket.revision,
      choices: pending.basket.choices,
      lines: pending.basket.lines,
      total: { amountMinor: pending.basket.totalMinor, currency: pending.basket.currency },
    },
    status: order.status,
    bookingNumber: order.bookingNumber,
    language: order.language,
    choices: basket.choices,
    lines: basket.lines,
    total: { amountMinor: basket.totalMinor, currency: basket.currency },
    taxes: basket.taxes,
    invoiceReference,
    walletUrl: isOpen && invoiceReference !== null ? walletUrl(scheme, invoiceReference) : null,
    wasLaunched: order.launchedAt !== null,
    isReserved,
    createdAt: order.createdAt,
    expiresAt: order.expiresAt,
    endedAt: order.endedAt,
    payment: payment && {
      paidAt: order.endedAt ?? order.createdAt,
      total: { amountMinor: payment.amountMinor, currency: payment.currency },
      paymentReference: payment.paymentReference,
    },
    reversedAt: order.reversedAt,
  };
}
