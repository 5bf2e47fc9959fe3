// What is given back, as SEQR wants it told: an invoice with the ledger's id in it, so that a report can name the row.
import { inLanguage } from '../../shared/service.ts';
import { invoiceToSeqr } from '../seqr/mapping.ts';
import type { Invoice } from '../seqr/operations.ts';
import type { Order, Refund } from '../store/records.ts';
import type { Shop } from './shop.ts';

/** One row for each line that is given back whole; one for all where the sum is no sum of lines. */
export function refundInvoice(
  { definition, clock }: Pick<Shop, 'definition' | 'clock'>,
  order: Order,
  refund: Refund,
): Invoice {
  const { service } = definition;
  const title = `${inLanguage(service.name, order.language, service)} ${order.bookingNumber}`;
  return invoiceToSeqr({
    title,
    footer: order.bookingNumber,
    clientInvoiceId: refund.id,
    issuedAt: clock.now(),
    currency: refund.currency,
    totalMinor: refund.amountMinor,
    rows: rowsOf(order, refund) ?? [oneRow(order, refund, title)],
    // Assumed, not documented: reports repeat it (seqr-api §4, `CashierId`).
    cashierId: refund.id,
    notificationUrl: undefined,
  });
}

type Row = Parameters<typeof invoiceToSeqr>[0]['rows'][number];

/** @returns null when the lines at their prices do not make the refund's sum */
function rowsOf({ basket }: Order, { lines, amountMinor }: Refund): Row[] | null {
  const rows = (lines ?? []).flatMap(({ sku, quantity }): Row[] => {
    const line = basket.lines.find((candidate) => candidate.sku === sku);
    if (!line) return [];
    const { name, unitPriceMinor, taxRate } = line;
    const totalMinor = unitPriceMinor * quantity;
    return [
      {
        sku,
        quantity,
        unitPriceMinor,
        totalMinor,
        taxRate,
        description: name,
        ean: undefined,
        unit: undefined,
      },
    ];
  });
  const sum = rows.reduce((total, row) => total + row.totalMinor, 0);
  return rows.length > 0 && sum === amountMinor ? rows : null;
}

function oneRow({ basket }: Order, { amountMinor }: Refund, description: string): Row {
  const [rate, ...others] = new Set(basket.lines.map(({ taxRate }) => taxRate));
  return {
    description,
    sku: undefined,
    ean: undefined,
    unit: undefined,
    quantity: 1,
    unitPriceMinor: amountMinor,
    totalMinor: amountMinor,
    taxRate: others.length === 0 ? rate : undefined,
  };
}
