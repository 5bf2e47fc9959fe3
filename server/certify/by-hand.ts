// Invoices that are of no order and that nobody shall see: sent and asked for by hand, and always cancelled.
import { SeqrError } from '../seqr/errors.ts';
import type { Bench } from './bench.ts';
import { sampleInvoice } from './sample.ts';
import { Halt } from './step.ts';
import type { Findings } from './step.ts';

/** An invoice that nobody will see. */
export async function sendByHand({ shop, own }: Bench, findings: Findings): Promise<string> {
  const invoice = sampleInvoice(shop);
  try {
    const { invoiceReference } = await shop.seqr.call('sendInvoice', { invoice, tokens: [] });
    if (!invoiceReference) throw new Error('SEQR has taken the invoice, and told no reference of it');
    own.addInvoice(invoiceReference);
    findings.about(invoiceReference);
    findings.note(
      `invoice ${invoiceReference} was sent by hand: it is of no order, nobody sees it, and it is cancelled`,
    );
    return invoiceReference;
  } catch (error) {
    if (!(error instanceof SeqrError)) throw error;
    const variables = error.resultCode === null ? undefined : CREDENTIALS[error.resultCode];
    if (variables) throw new Halt(`${error.message}: look at ${variables}`);
    if (error.isOutcomeUnknown)
      own.addUnknown(
        `invoice ${invoice.clientInvoiceId} may stand at SEQR, since the answer was lost; nobody has seen it, and it lapses`,
        { isMoney: false },
      );
    throw error;
  }
}

/** SEQR's noes to who we are, and what to look at (seqr-api §5). */
const CREDENTIALS: Record<number, string | undefined> = {
  20: 'SEQR_TERMINAL_PASSWORD, and whether SEQR_TERMINAL_ID is of the same terminal',
  21: 'SEQR_TERMINAL_ID: this terminal may not do that',
  29: 'SEQR_TERMINAL_ID',
  33: 'SEQR_TERMINAL_ID: the terminal is not active',
  37: 'SEQR_TERMINAL_ID: SEQR knows no such terminal',
};

export async function askByHand({ shop }: Bench, invoiceReference: string): Promise<string> {
  const { status } = await shop.seqr.call('getPaymentStatus', { invoiceReference, invoiceVersion: 0 });
  return status ?? 'none';
}
