// An order as the page sees it: no keys, no hashes, nothing that only SEQR or the merchant should know.
import type { OrderDto, OrderLine } from '../../shared/api.ts';
import { inLanguage } from '../../shared/service.ts';
import { walletUrl } from '../seqr/mapping.ts';
import type { Definition } from '../service/definition.ts';
import type { Basket, Order } from '../store/records.ts';

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

/** The basket as it was ordered; where a clerk has taken less of its reservation, with the rest as a line of its own, so
 *  that the total is what was paid. Which tax rates the rest is of is not known: then no VAT is told. */
function basketAsTaken(
  { basket, payment, reservation, language }: Order,
  { service, reservation: rule }: Definition,
): Basket {
  const restMinor = basket.totalMinor - (payment?.amountMinor ?? basket.totalMinor);
  const isTrouble = payment === null || payment.difference !== null;
  if (restMinor <= 0 || reservation === null || isTrouble || !rule?.rest) return basket;
  const rest: OrderLine = {
    // No SKU of a definition holds a colon.
    sku: 'reservation:rest',
    name: inLanguage(rule.rest, language, service),
    quantity: 1,
    unitPriceMinor: -restMinor,
    totalMinor: -restMinor,
    taxRate: 0,
  };
  return { ...basket, lines: [...basket.lines, rest], totalMinor: payment.amountMinor, taxes: [] };
}
