// Tells the merchant that an invoice was paid: one POST to its notification URL, fire and forget (seqr-api §1).
// Nothing depends on how it ends; the merchant is heard by getPaymentStatus alone.
import { takeFault } from './faults.ts';
import type { InvoiceRecord } from './memory/records.ts';
import type { SimulatedSeqr } from './memory/simulated-seqr.ts';
import type { Transact } from './memory/transact.ts';

/** How long the merchant may take to answer. Assumed, not documented. */
const TIME_LIMIT_MS = 10_000;

interface Options {
  seqr: SimulatedSeqr;
  transact: Transact;
  fetch: typeof fetch;
  /** Ends whatever is under way. */
  signal: AbortSignal;
  log: (message: string, facts: Record<string, string>) => void;
}

/** Makes the function that notifies of one invoice; it never fails, it only says so in the log. */
export function createNotify({ seqr, transact, fetch, signal, log }: Options) {
  return async (invoiceReference: string): Promise<void> => {
    const record = seqr.books.get('invoice', invoiceReference);
    const url = record?.invoice.notificationUrl;
    if (!record || url === undefined) return;
    try {
      const fault = await transact(() => takeFault(seqr, 'notification'));
      if (fault?.kind === 'drop') return;
      if (fault?.kind === 'delay') await seqr.clock.sleep(fault.delayMs, signal);
      const body = fault?.kind === 'empty' ? null : bodyOf(seqr, record);
      await post(url, body);
      if (fault?.kind === 'duplicate') await post(url, body);
    } catch (error) {
      log('a notification did not arrive', { invoiceReference, error: String(error) });
    }
  };

  async function post(url: string, body: URLSearchParams | null): Promise<void> {
    const done = new AbortController();
    const tooLate = new AbortController();
    void seqr.clock.sleep(TIME_LIMIT_MS, done.signal).then(() => tooLate.abort());
    try {
      const response = await fetch(url, {
        method: 'POST',
        body,
        // Where it is sent is the invoice's word, not the merchant's server's.
        redirect: 'manual',
        signal: AbortSignal.any([signal, tooLate.signal]),
      });
      await response.body?.cancel();
    } finally {
      done.abort();
    }
  }
}

/** The fields of the pages' earlier revision, which newer ones leave out one by one (seqr-api §9). */
function bodyOf({ rules, customer }: SimulatedSeqr, { invoiceReference, invoice }: InvoiceRecord) {
  const { clientInvoiceId } = invoice;
  const { msisdn, subscriberKey } = customer;
  switch (rules.notificationBody) {
    case 'empty':
      return null;
    case 'reference':
      return new URLSearchParams({ invoiceReference });
    case 'full':
      return new URLSearchParams({ invoiceReference, clientInvoiceId, msisdn, subscriberKey });
  }
}
