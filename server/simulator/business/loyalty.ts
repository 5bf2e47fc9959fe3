// A customer shows a loyalty card on a bill: it becomes a customer token, and the merchant is asked what it is worth.
import type { CustomerToken, Invoice } from '../../seqr/operations.ts';
import type { InvoiceRecord } from '../memory/records.ts';
import { saveInvoice } from '../memory/simulated-seqr.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';
import { refusalOf } from './bill-state.ts';
import type { BillRefusal } from './bill-state.ts';
import { moved } from './invoice-life.ts';

/** Source of the numbers: seqr-api §3 customerToken. */
const PENDING = 0;

/** True when the merchant is asked about cards. */
export function takesCards({ acknowledgmentMode }: Invoice): boolean {
  return acknowledgmentMode !== 'NO_ACKNOWLEDGMENT';
}

/** The customer shows a card. The same one again, once it was answered, asks nothing new. */
export function showCard(
  seqr: SimulatedSeqr,
  record: InvoiceRecord,
  value: string,
): InvoiceRecord | BillRefusal {
  const { tokens = [], invoice, status } = record;
  const refusal = refusalOf(record);
  if (refusal) return refusal;
  if (!takesCards(invoice)) return 'no-cards';
  if (status === 'PENDING_ISSUER_ACKNOWLEDGE') return 'blocked';
  if (tokens.some((token) => token.value === value)) return record;
  const token = { id: String(tokens.length + 1), description: 'Loyalty card', status: PENDING, value };
  const asking = moved(record, 'PENDING_ISSUER_ACKNOWLEDGE');
  return saveInvoice(seqr, { ...asking, tokens: [...tokens, token] });
}

/** The same invoice with the merchant's word on its cards; when none waits any more, it can be paid again.
 *  Assumed, not documented: an update that says nothing of a card that waits leaves it waiting, and a card that the
 *  customer has not shown is none. */
export function withVerdicts(record: InvoiceRecord, verdicts: CustomerToken[]): InvoiceRecord {
  if (record.status !== 'PENDING_ISSUER_ACKNOWLEDGE') return record;
  const tokens = (record.tokens ?? []).map((token) => {
    const verdict = verdicts.find(({ id, value }) => id === token.id && value === token.value);
    return { ...token, status: verdict?.status ?? token.status };
  });
  const isAnswered = tokens.every(({ status }) => status !== PENDING);
  return { ...(isAnswered ? moved(record, 'ISSUED') : record), tokens };
}
