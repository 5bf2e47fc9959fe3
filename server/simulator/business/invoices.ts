// The merchant's side of an invoice until it is paid: sent, updated, cancelled.
import type { Answer, Request } from '../../seqr/operations.ts';
import { isBeingPaid, isUnpaid } from './bill-state.ts';
import { checkInvoice } from './check-invoice.ts';
import { lapseInvoice, moved } from './invoice-life.ts';
import { withVerdicts } from './loyalty.ts';
import type { SimulatedService } from '../merchant.ts';
import { accepted, rejected } from '../soap/outcomes.ts';
import type { InvoiceRecord } from '../memory/records.ts';
import { newInvoiceReference, unused } from './references.ts';
import { saveInvoice } from '../memory/simulated-seqr.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';

/** The invoice as it stands now; null when there is none, or when it is not this merchant's.
 *  Assumed, not documented: another terminal's invoice is as good as none. */
export function findInvoice(
  seqr: SimulatedSeqr,
  caller: SimulatedService,
  invoiceReference: string,
): InvoiceRecord | null {
  const record = seqr.books.get('invoice', invoiceReference);
  return record?.terminalId === caller.terminal.id ? lapseInvoice(seqr, record) : null;
}

export function sendInvoice(
  seqr: SimulatedSeqr,
  caller: SimulatedService,
  { invoice }: Request<'sendInvoice'>,
): Answer<'sendInvoice'> {
  const checked = checkInvoice(invoice, caller.currency);
  if ('resultCode' in checked) return checked;
  if (caller.terminal.kind === 'cash-register') cancelOpenInvoices(seqr, caller);
  const invoiceReference = unused(
    () => newInvoiceReference(seqr.random),
    (drawn) => seqr.books.get('invoice', drawn) !== undefined,
  );
  saveInvoice(seqr, {
    invoiceReference,
    terminalId: caller.terminal.id,
    status: 'ISSUED',
    version: 0,
    toldVersion: 0,
    acknowledgedVersion: 0,
    invoice,
    amountMinor: checked.amountMinor,
    issuedAt: seqr.clock.now(),
    payingUntil: null,
    reservedUntil: null,
    payment: null,
  });
  return accepted({ invoiceQRCode: `HTTP://SEQR.SE/R${invoiceReference}`, invoiceReference });
}

/** Puts another basket under the same reference, and the merchant's word on the cards that wait for it. Assumed, not
 *  documented: without one the version stays, since neither status nor token changes; a notification URL that is left out stays as it was; 90 for whatever is over. */
export function updateInvoice(
  seqr: SimulatedSeqr,
  caller: SimulatedService,
  { invoiceReference, invoice, tokens }: Request<'updateInvoice'>,
): Answer<'updateInvoice'> {
  const record = findInvoice(seqr, caller, invoiceReference);
  if (!record) return rejected('INVALID_INVOICE_REFERENCE');
  if (isInProgress(record)) return rejected('PAYMENT_IN_PROGRESS');
  if (record.status === 'CANCELED' && !record.payment) return rejected('INVOICE_ALREADY_CANCELED');
  if (!isUnpaid(record)) return rejected('SYSTEM_ERROR', 'the invoice can no longer be changed');
  const checked = checkInvoice(invoice, caller.currency);
  if ('resultCode' in checked) return checked;
  const { notificationUrl } = record.invoice;
  saveInvoice(seqr, {
    ...withVerdicts(record, tokens),
    invoice: { ...(notificationUrl === undefined ? {} : { notificationUrl }), ...invoice },
    amountMinor: checked.amountMinor,
  });
  return accepted({});
}

/** Cancels what is not paid. A reservation is given back, as nothing was debited yet.
 *  Assumed, not documented: an invoice that failed, or whose payment was reversed, answers as a cancelled one. */
export function cancelInvoice(
  seqr: SimulatedSeqr,
  caller: SimulatedService,
  { invoiceReference }: Request<'cancelInvoice'>,
): Answer<'cancelInvoice'> {
  const record = findInvoice(seqr, caller, invoiceReference);
  if (!record) return rejected('INVALID_INVOICE_REFERENCE');
  if (isBeingPaid(record)) return rejected('CANNOT_CANCEL_INVOICE_IN_PROGRESS');
  if (record.status === 'PAID') return rejected('CANNOT_CANCEL_PAID_INVOICE');
  if (record.status === 'CANCELED' || record.status === 'FAILED') return rejected('INVOICE_ALREADY_CANCELED');
  saveInvoice(seqr, moved(record, 'CANCELED'));
  return accepted({});
}

function isInProgress(record: InvoiceRecord): boolean {
  return isBeingPaid(record) || record.status === 'RESERVED';
}

function cancelOpenInvoices(seqr: SimulatedSeqr, { terminal }: SimulatedService): void {
  for (const record of seqr.books.all('invoice')) {
    const isOpen = isUnpaid(record) && !isBeingPaid(record);
    if (isOpen && record.terminalId === terminal.id) saveInvoice(seqr, moved(record, 'CANCELED'));
  }
}
