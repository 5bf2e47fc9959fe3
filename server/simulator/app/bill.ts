// A bill as the app shows it, made of what SEQR knows of the invoice.
import type { Bill, CardStatus } from '../../../shared/simulator-app.ts';
import { takesCards } from '../business/loyalty.ts';
import type { InvoiceRecord } from '../memory/records.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';

/** Source: seqr-api §3 customerToken. */
const CARD_STATUSES: Record<number, CardStatus> = { 0: 'pending', 1: 'used', 90: 'blocked', 99: 'invalid' };

export function billOf({ services }: SimulatedSeqr, record: InvoiceRecord): Bill {
  const { invoice, invoiceReference, status, tokens, payment, terminalId } = record;
  return {
    invoiceReference,
    status,
    title: invoice.title,
    footer: invoice.footer,
    receiver: services.find(({ terminal }) => terminal.id === terminalId)?.receiverName ?? '',
    clientInvoiceId: invoice.clientInvoiceId,
    rows: (invoice.invoiceRows?.invoiceRow ?? []).map((row) => ({
      description: row.itemDescription ?? '',
      quantity: row.itemQuantity,
      total: row.itemTotalAmount.value,
    })),
    total: { value: invoice.totalAmount.value, currency: invoice.totalAmount.currency },
    takesCards: takesCards(invoice),
    cards: (tokens ?? []).map(({ value = '', status }) => ({
      value,
      status: CARD_STATUSES[status] ?? 'invalid',
    })),
    paymentReference: payment?.ersReference ?? null,
    isReversed: payment?.reversedAt != null,
  };
}
