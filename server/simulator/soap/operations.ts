// The contract's ten operations, each by the room that does it.
import type { Answer, OperationName, Request } from '../../seqr/operations.ts';
import { cancelInvoice, sendInvoice, updateInvoice } from '../business/invoices.ts';
import type { SimulatedService } from '../merchant.ts';
import { commitReservation, getPaymentStatus } from '../business/payments.ts';
import { refundPayment, submitPaymentReceipt } from '../business/refunds.ts';
import { executeReport, markTransactionPeriod } from '../business/reports.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';
import { getClientSessionInfo } from '../business/tokens.ts';

type Perform<O extends OperationName> = (
  seqr: SimulatedSeqr,
  caller: SimulatedService,
  request: Request<O>,
) => Answer<O>;

const PERFORM: { [O in OperationName]: Perform<O> } = {
  getClientSessionInfo,
  sendInvoice,
  updateInvoice,
  getPaymentStatus,
  cancelInvoice,
  refundPayment,
  submitPaymentReceipt,
  commitReservation,
  markTransactionPeriod,
  executeReport,
};

/** Does what is asked, at once and in memory. */
export function perform<O extends OperationName>(
  operation: O,
  seqr: SimulatedSeqr,
  caller: SimulatedService,
  request: Request<O>,
): Answer<O> {
  return PERFORM[operation](seqr, caller, request);
}
