// Between our words and SEQR's: invoices out, payment statuses in. The only place of "#.##" and of SEQR's states.
import { formatAmount, parseAmount } from '../../shared/money.ts';
import { cardsFromSeqr } from './cards.ts';
import type { Card } from './cards.ts';
import type { SeqrError } from './errors.ts';
import type { Amount, Answer, Invoice, Receipt } from './operations.ts';
import { resultName } from './result-codes.ts';
import type { ResultName } from './result-codes.ts';

/** An invoice in our words. Amounts in minor units of `currency`; the rows' totals make the total. */
export interface InvoiceDraft {
  title: string;
  footer: string;
  clientInvoiceId: string;
  issuedAt: number;
  currency: string;
  totalMinor: number;
  rows: {
    description: string;
    sku: string | undefined;
    ean: string | undefined;
    unit: string | undefined;
    quantity: number;
    unitPriceMinor: number;
    totalMinor: number;
    /** Left out where several rates are mixed in it. */
    taxRate: number | undefined;
  }[];
  cashierId: string;
  /** Left out of what nobody pays: a refund. */
  notificationUrl: string | undefined;
  /** The app asks the merchant about a card that the customer shows, and waits for the answer. */
  takesCards?: boolean;
  /** The money is reserved, to be taken later; left out: it is debited at once. */
  reservation?: { timeoutS: number | null } | null;
}

/** @throws {RangeError} when the rows do not add up to the total: SEQR would refuse it (49), or show a wrong receipt */
export function invoiceToSeqr(draft: InvoiceDraft): Invoice {
  const amount = (amountMinor: number) => amountToSeqr(amountMinor, draft.currency);
  const sum = draft.rows.reduce((total, row) => total + row.totalMinor, 0);
  if (sum !== draft.totalMinor)
    throw new RangeError(`the rows make ${sum}, the total is ${draft.totalMinor}`);
  const { takesCards = false, reservation = null } = draft;
  return {
    paymentMode: reservation === null ? 'IMMEDIATE_DEBIT' : 'RESERVATION_REQUIRED',
    acknowledgmentMode: takesCards ? 'REQUIRE_ACKNOWLEDGMENT' : 'NO_ACKNOWLEDGMENT',
    issueDate: new Date(draft.issuedAt).toISOString(),
    title: draft.title,
    clientInvoiceId: draft.clientInvoiceId,
    invoiceRows: {
      invoiceRow: draft.rows.map((row) => ({
        itemDescription: row.description,
        itemEAN: row.ean,
        itemQuantity: String(row.quantity),
        itemSKU: row.sku,
        itemTaxRate: row.taxRate === undefined ? undefined : String(row.taxRate),
        itemTotalAmount: amount(row.totalMinor),
        itemUnit: row.unit,
        itemUnitPrice: amount(row.unitPriceMinor),
      })),
    },
    totalAmount: amount(draft.totalMinor),
    cashierId: draft.cashierId,
    footer: draft.footer,
    notificationUrl: draft.notificationUrl,
    // Published samples of the WSDL lack it (seqr-api §4): sent only when it is used.
    commitReservationTimeout: reservation?.timeoutS ?? undefined,
  };
}

/** An amount on its own, for what is taken of a reservation. */
export function amountToSeqr(amountMinor: number, currency: string): Amount {
  return { currency, value: formatAmount(amountMinor, currency) };
}

/** What one getPaymentStatus told us.
 *  - `paid`, `ended`, `waiting`: SEQR's explicit word; `version` is the one to acknowledge once it is applied
 *  - `asking`: the customer has shown cards, and the app waits until the merchant has answered with updateInvoice
 *  - `reserved`: the customer has paid, and the money waits for commitReservation
 *  - `unclear`: nothing that may be applied or acknowledged; with an `alarm` when a person must look at it */
export type Observation =
  | { kind: 'paid'; version: number; ersReference: string | null; receipt: PaidReceipt | null }
  | { kind: 'ended'; version: number; as: 'canceled' | 'failed' }
  | { kind: 'waiting'; version: number }
  | { kind: 'asking'; version: number; cards: Card[] }
  | { kind: 'reserved'; version: number }
  | { kind: 'unclear'; alarm: string | null };

/** What the receipt says was paid; what cannot be read is null. */
export interface PaidReceipt {
  amountMinor: number | null;
  currency: string | null;
  clientInvoiceId: string | null;
  paymentReference: string | null;
  /** The rows of the paid invoice, when every one of them can be read. */
  rows: { sku: string; quantity: number; totalMinor: number }[] | null;
}

/** Every status of the contract, and how far it is ours to act on. Source: seqr-api §4 getPaymentStatus and §9.
 *  `odd`: still waiting, said loudly, and not acknowledged, since nothing of ours was applied. */
const STATUSES: Record<string, 'waiting' | 'asking' | 'reserved' | 'paid' | 'canceled' | 'failed' | 'odd'> = {
  ISSUED: 'waiting',
  PAID: 'paid',
  CANCELED: 'canceled',
  FAILED: 'failed',
  PENDING_ISSUER_ACKNOWLEDGE: 'asking',
  RESERVED: 'reserved',
  PARTIALLY_PAID: 'odd',
};

/** Refusals that no waiting mends: our credentials, or a reference that SEQR does not know. Never an end. */
const ALARMING: ReadonlySet<ResultName | null> = new Set<ResultName>([
  'AUTHENTICATION_FAILED',
  'ACCESS_DENIED',
  'INVALID_INITIATOR_PRINCIPAL_ID',
  'INVALID_INITIATOR_PRINCIPAL_STATE',
  'INITIATOR_PRINCIPAL_NOT_FOUND',
  'INVALID_INVOICE_REFERENCE',
]);

/** @param askedVersion what the call carried: an answer without a version is taken to repeat it */
export function observationFromSeqr(answer: Answer<'getPaymentStatus'>, askedVersion: number): Observation {
  const version = answer.version ?? askedVersion;
  const status = answer.status ?? '';
  switch (STATUSES[status]) {
    case 'paid':
      return {
        kind: 'paid',
        version,
        ersReference: answer.ersReference ?? null,
        receipt: answer.receipt ? receiptFromSeqr(answer.receipt) : null,
      };
    case 'canceled':
      return { kind: 'ended', version, as: 'canceled' };
    case 'failed':
      return { kind: 'ended', version, as: 'failed' };
    case 'waiting':
      return { kind: 'waiting', version };
    case 'asking':
      return { kind: 'asking', version, cards: cardsFromSeqr(answer) };
    case 'reserved':
      return { kind: 'reserved', version };
    case 'odd':
      return { kind: 'unclear', alarm: `SEQR says ${status}, which this service does not handle` };
    default:
      // One answer without a status must not end anything; one with a word that nobody knows is worth a look.
      return { kind: 'unclear', alarm: status === '' ? null : 'SEQR says a status that no source lists' };
  }
}

/** True when SEQR says that the invoice is there, and neither paid nor dead. */
export function isOpen({ kind }: Observation): boolean {
  return kind === 'waiting' || kind === 'asking' || kind === 'reserved';
}

export function observationFromError(error: SeqrError): Observation {
  const name = error.resultCode === null ? null : resultName(error.resultCode);
  return { kind: 'unclear', alarm: ALARMING.has(name) ? error.message : null };
}

function receiptFromSeqr(receipt: Receipt): PaidReceipt {
  const total = receipt.invoice?.totalAmount;
  return {
    amountMinor: readAmount(total),
    currency: total?.currency ?? null,
    clientInvoiceId: receipt.clientInvoiceId ?? receipt.invoice?.clientInvoiceId ?? null,
    paymentReference: receipt.paymentReference ?? null,
    rows: rowsFromSeqr(receipt),
  };
}

function rowsFromSeqr({ invoice }: Receipt): PaidReceipt['rows'] {
  const rows: NonNullable<PaidReceipt['rows']> = [];
  for (const { itemSKU: sku, itemQuantity, itemTotalAmount } of invoice?.invoiceRows?.invoiceRow ?? []) {
    const quantity = Number(itemQuantity);
    const totalMinor = readAmount(itemTotalAmount);
    // Above 0: an empty text counts as 0, and the contract has no row of less than one.
    if (sku === undefined || !(quantity > 0) || totalMinor === null) return null;
    rows.push({ sku, quantity, totalMinor });
  }
  return rows.length === 0 ? null : rows;
}

function readAmount(amount: { [K in keyof Amount]?: string | undefined } | undefined): number | null {
  if (amount?.value === undefined || amount.currency === undefined) return null;
  try {
    return parseAmount(amount.value.trim(), amount.currency);
  } catch {
    return null;
  }
}

/** Opens the wallet on the invoice. Source: seqr-api §1. */
export function walletUrl(scheme: string, invoiceReference: string): string {
  return `${scheme}://SEQR.SE/R${invoiceReference}`;
}

/** The content of a service's QR code; its fixed part is written in capitals. Source: seqr-api §1 and §6. */
export function serviceCode(serviceId: string, parameters: Record<string, string>): string {
  const query = new URLSearchParams(parameters).toString();
  return `HTTP://SEQR.SE/000/${serviceId}${query === '' ? '' : `?${query}`}`;
}

/** Opens a service in the app, as its code does when it is scanned.
 *  Assumed, not documented: that a service can be opened by the scheme like an invoice. The sources say that a code may also
 *  be tapped as a link (seqr-api §1), and SEQR's own sample replaces the `HTTP://` of an invoice's code by the scheme. */
export function serviceLink(scheme: string, code: string): string {
  return code.replace(/^HTTP:/, `${scheme}:`);
}
