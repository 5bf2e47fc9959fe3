// What was paid of a basket, in its lines: for the customer's page, and for the receipt.
import type { OrderLine } from '../../shared/api.ts';
import { inLanguage } from '../../shared/service.ts';
import type { Definition } from '../service/definition.ts';
import type { Basket, Order } from '../store/records.ts';

/** The basket as it was ordered; where a clerk has taken less of its reservation, with the rest as a line of its own, so
 *  that the total is what was paid. Which tax rates the rest is of is not known: then no VAT is told. */
export function basketAsTaken(
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
