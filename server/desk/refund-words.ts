// What became of a refund, in a clerk's words: why SEQR said no, or what to check while nobody knows.
import { resultName } from '../seqr/result-codes.ts';
import type { ResultName } from '../seqr/result-codes.ts';
import type { Refund } from '../store/records.ts';

/** SEQR's answers to refundPayment that say what to do. Source: seqr-api §5. */
const WORDS: Partial<Record<ResultName, string>> = {
  RESELLER_NOT_ALLOWED_TO_DO_REFUND:
    'SEQR does not let this shop give money back (97). Ask SEQR to allow refunds; nothing was given back.',
  SUM_OF_REFUNDS_CAN_NOT_BE_MORE_THAN_ORIGINAL_TRANSACTION:
    'SEQR says that this would be more than was paid (98): some of it was given back elsewhere. Compare with SEQR’s list.',
  RECEIVER_ACCOUNT_DOES_NOT_ALLOW_REFUNDS:
    'The account that received the money does not allow refunds (99). Ask SEQR; nothing was given back.',
  INVALID_ERS_REFERENCE: 'SEQR does not know this payment (23). Nothing was given back.',
  PAYMENT_ALREADY_CANCELLED: 'SEQR has cancelled the payment already (55): the customer has the money.',
  PAYMENT_IN_PROGRESS:
    'SEQR is still busy with the payment (48). Nothing was given back: try again in a minute.',
  SYSTEM_BUSY: 'SEQR is busy (93). Nothing was given back: try again in a minute.',
  SERVICE_UNAVAILABLE: 'SEQR is not available (94). Nothing was given back: try again later.',
  REJECTED_AMOUNT: 'SEQR does not accept this amount (11). Nothing was given back.',
  INVALID_INVOICE_DATA: 'SEQR does not accept what was sent (49). Nothing was given back.',
};

/** @returns null when there is nothing to explain */
export function explainRefund({ state, id, resultCode, failure }: Refund): string | null {
  switch (state) {
    case 'unknown':
      return (
        `${openQuestion(resultCode)} whether the money went back. Do not repeat it. ` +
        `Check: did the customer get a message from SEQR? The next close of the day finds out by itself where SEQR’s report names ${id}.`
      );
    case 'refused': {
      const name = resultCode === null ? null : resultName(resultCode);
      if (resultCode === null) return `Nothing was given back: ${failure ?? 'SEQR could not be reached'}.`;
      return (name && WORDS[name]) ?? `SEQR said no (${codeText(resultCode)}). Nothing was given back.`;
    }
    case 'awaiting':
      return 'Another operator must agree before anything is sent.';
    default:
      return null;
  }
}

function openQuestion(resultCode: number | null): string {
  return resultCode === null
    ? 'SEQR’s answer was lost, so nobody knows'
    : `SEQR’s answer (${codeText(resultCode)}) does not say`;
}

/** The number, with its name where there is one. */
function codeText(resultCode: number): string {
  const name = resultName(resultCode);
  return name === null ? String(resultCode) : `${resultCode} ${name}`;
}
