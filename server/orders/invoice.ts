// The invoice of a basket: what SEQR shows on the bill and in the receipt, booking number included.
import { inLanguage } from '../../shared/service.ts';
import { fillIn, valuesOf } from '../service/placeholders.ts';
import { invoiceToSeqr } from '../seqr/mapping.ts';
import type { Invoice } from '../seqr/operations.ts';
import type { Attempt, Basket, Order } from '../store/records.ts';
import type { Shop } from './shop.ts';

/** @param attempt whose number and notification key the invoice carries; an update repeats those of the first */
export function invoiceFor(
  { definition, publicUrl, clock }: Pick<Shop, 'definition' | 'publicUrl' | 'clock'>,
  order: Order,
  basket: Basket,
  attempt: Pick<Attempt, 'key' | 'clientInvoiceId'>,
): Invoice {
  const { service } = definition;
  const { bookingNumber, language } = order;
  const values = valuesOf(service, { bookingNumber, language, choices: basket.choices });
  const units = new Map(service.items.map(({ sku, unit }) => [sku, inLanguage(unit, language, service)]));
  return invoiceToSeqr({
    title: fillIn(inLanguage(definition.invoice.title, language, service), values),
    footer: fillIn(inLanguage(definition.invoice.footer, language, service), values),
    clientInvoiceId: attempt.clientInvoiceId,
    issuedAt: clock.now(),
    currency: basket.currency,
    totalMinor: basket.totalMinor,
    rows: basket.lines.map((line) => ({
      ...line,
      description: line.name,
      ean: definition.eans[line.sku],
      unit: units.get(line.sku),
    })),
    cashierId: service.id,
    notificationUrl: `${publicUrl}/notifications/${attempt.key}`,
    takesCards: definition.loyalty !== null,
    reservation: definition.reservation,
  });
}
