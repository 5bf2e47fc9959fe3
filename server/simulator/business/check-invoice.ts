// What SEQR accepts as an invoice. Says result 49 or 64 and why; knows nothing of invoices that exist already.
import { invoice as invoiceType } from '../../seqr/operations.ts';
import type { Amount, Invoice, InvoiceRow } from '../../seqr/operations.ts';
import { buildFields } from '../../seqr/envelope.ts';
import { formatAmount, parseAmount } from '../../../shared/money.ts';
import { rejected } from '../soap/outcomes.ts';
import type { Outcome } from '../soap/outcomes.ts';

const PAYMENT_MODES = [
  'IMMEDIATE_DEBIT',
  'RESERVATION_DESIRED',
  'RESERVATION_REQUIRED',
  'RESERVATION_REQUIRED_PRELIMINARY_AMOUNT',
];
const ACKNOWLEDGMENT_MODES = ['NO_ACKNOWLEDGMENT', 'OPTIONAL_ACKNOWLEDGMENT', 'REQUIRE_ACKNOWLEDGMENT'];

class InvalidInvoice extends Error {}

/** Checks an invoice in the terminal's currency.
 *  @returns its total in minor units, or the refusal */
export function checkInvoice(invoice: Invoice, currency: string): { amountMinor: number } | Outcome {
  try {
    checkHead(invoice);
    const amountMinor = minor('totalAmount', invoice.totalAmount, currency);
    // Assumed, not documented: nothing and less than nothing cannot be paid.
    ensure(amountMinor > 0, 'totalAmount must be more than 0');
    checkRows(invoice.invoiceRows?.invoiceRow ?? [], amountMinor, currency);
    return hasCallableNotificationUrl(invoice) ? { amountMinor } : rejected('INVALID_NOTIFICATION_URL');
  } catch (error) {
    if (error instanceof InvalidInvoice) return rejected('INVALID_INVOICE_DATA', error.message);
    throw error;
  }
}

function checkHead(invoice: Invoice): void {
  ensure(PAYMENT_MODES.includes(invoice.paymentMode), 'paymentMode is none of the four');
  ensure(
    ACKNOWLEDGMENT_MODES.includes(invoice.acknowledgmentMode),
    'acknowledgmentMode is none of the three',
  );
  ensure(isDateTime(invoice.issueDate), 'issueDate is no dateTime');
  // Assumed, not documented: a footer and a cashier may be empty, since reports show cashiers that are "NULL".
  ensure(invoice.title.trim() !== '', 'title is empty');
  ensure(invoice.clientInvoiceId.trim() !== '', 'clientInvoiceId is empty');
  ensure((invoice.commitReservationTimeout ?? 1) > 0, 'commitReservationTimeout must be more than 0');
  ensure(isWritable(invoice), 'a text holds a character that XML cannot carry');
}

/** "The sum of all rows equals the total; negative rows are allowed" (seqr-api §9). */
function checkRows(rows: InvoiceRow[], amountMinor: number, currency: string): void {
  for (const { itemQuantity, itemDiscount, itemUnitPrice } of rows) {
    ensure(Number(itemQuantity) >= 1, 'itemQuantity must be at least 1');
    if (itemDiscount) minor('itemDiscount', itemDiscount, currency);
    if (itemUnitPrice) minor('itemUnitPrice', itemUnitPrice, currency);
  }
  const sum = rows.reduce((sum, row) => sum + minor('itemTotalAmount', row.itemTotalAmount, currency), 0);
  const inWords = `the rows make ${formatAmount(sum, currency)}, the total is ${formatAmount(amountMinor, currency)}`;
  ensure(rows.length === 0 || sum === amountMinor, inWords);
}

function hasCallableNotificationUrl({ notificationUrl }: Invoice): boolean {
  return notificationUrl === undefined || (/^http/.test(notificationUrl) && URL.canParse(notificationUrl));
}

/** The amount in minor units, if it is one in that currency. */
function minor(name: string, { currency: given, value }: Amount, currency: string): number {
  ensure(given === currency, `the currency of ${name} is not the terminal's`);
  try {
    return parseAmount(value, currency);
  } catch {
    throw new InvalidInvoice(`${name} is no amount`);
  }
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/;

function isDateTime(text: string): boolean {
  return DATE_TIME.test(text) && !Number.isNaN(Date.parse(text));
}

/** What came in must be able to go out again, in the receipt. */
function isWritable(invoice: Invoice): boolean {
  try {
    buildFields(invoiceType.fields, invoice);
    return true;
  } catch {
    return false;
  }
}

function ensure(holds: boolean, why: string): void {
  if (!holds) throw new InvalidInvoice(why);
}
