// The contract as a table: every type and operation, its elements in wire order, and how we may treat it.
// Source of all of it: seqr-api §3 and §4. Knows nothing of orders.
import { MARK_LIMITS, REPORT_LIMITS, USUAL_LIMITS } from './limits.ts';
import type { Limits } from './limits.ts';
import { base64, dateTime, decimal, int, lenient, list, optional, sequence, string } from './wire.ts';
import type { Fields, FieldValues, Sequence, Value } from './wire.ts';

/** The namespace of the operation's element; all elements below it are unqualified (seqr-api §2). */
export const NAMESPACE = 'http://external.interfaces.ers.seamless.com/';

export const principalId = sequence({ id: string, type: string, userId: optional(string) });

export const clientContext = sequence({
  channel: string,
  clientComment: optional(string),
  clientId: string,
  clientReference: string,
  clientRequestTimeout: int,
  initiatorPrincipalId: principalId,
  password: string,
});
export type ClientContext = Value<typeof clientContext>;

export const amount = sequence({ currency: string, value: decimal });
export type Amount = Value<typeof amount>;

export const invoiceRow = sequence({
  itemDescription: optional(string),
  itemDiscount: optional(amount),
  itemEAN: optional(string),
  itemQuantity: decimal,
  itemSKU: optional(string),
  itemTaxRate: optional(decimal),
  itemTotalAmount: amount,
  itemUnit: optional(string),
  itemUnitPrice: optional(amount),
});
export type InvoiceRow = Value<typeof invoiceRow>;

export const invoice = sequence({
  paymentMode: string,
  acknowledgmentMode: string,
  issueDate: dateTime,
  title: string,
  clientInvoiceId: string,
  invoiceRows: optional(sequence({ invoiceRow: list(invoiceRow) })),
  totalAmount: amount,
  cashierId: string,
  footer: string,
  backURL: optional(string),
  notificationUrl: optional(string),
  commitReservationTimeout: optional(int),
});
export type Invoice = Value<typeof invoice>;

export const customerToken = sequence({
  description: optional(string),
  id: optional(string),
  status: int,
  value: optional(string),
});
export type CustomerToken = Value<typeof customerToken>;

export const receipt = sequence({
  terminalId: optional(string),
  paymentDate: optional(dateTime),
  clientInvoiceId: optional(string),
  invoiceReference: optional(string),
  paymentReference: optional(string),
  payerTerminalId: optional(string),
  receiverName: optional(string),
  // A PAID that cannot be read because of its receipt would be a payment that was committed and not seen.
  invoice: optional(lenient(invoice)),
});
export type Receipt = Value<typeof receipt>;

const entry = sequence({ key: string, value: optional(string) });
const entries = sequence({ entry: list(entry) });
/** The two reporting requests wrap their entries once more than the session's answer does (seqr-api §4). */
const nestedEntries = sequence({ parameter: entries });

/** What every answer begins with. */
const result = {
  ersReference: optional(string),
  resultCode: int,
  resultDescription: optional(string),
} as const;

interface Operation<Q extends Fields, A extends Fields> {
  /** Which of SEQR's two services offers it; they may live at two URLs. */
  readonly port: 'session' | 'client';
  readonly principal: 'TERMINALID' | 'RESELLERUSER';
  /** True when it may be sent again after a failure without doing anything twice. */
  readonly changesNothing: boolean;
  readonly limits: Limits;
  readonly request: Sequence<Q>;
  readonly answer: Sequence<A & typeof result>;
}

function operation<const Q extends Fields, const A extends Fields>(
  port: 'session' | 'client',
  principal: 'TERMINALID' | 'RESELLERUSER',
  effect: 'changes nothing' | 'changes something',
  request: Q,
  answer: A,
  limits: Limits = USUAL_LIMITS,
): Operation<Q, A> {
  return {
    port,
    principal,
    changesNothing: effect === 'changes nothing',
    limits,
    request: sequence(request),
    answer: sequence({ ...result, ...answer }),
  };
}

/** All operations of the contract; `request` is what follows `context`. */
export const operations = {
  getClientSessionInfo: operation(
    'session',
    'TERMINALID',
    'changes nothing',
    { key: string },
    { parameters: optional(entries) },
  ),
  sendInvoice: operation(
    'client',
    'TERMINALID',
    'changes something',
    { invoice, tokens: list(customerToken) },
    { invoiceQRCode: optional(string), invoiceReference: optional(string) },
  ),
  updateInvoice: operation(
    'client',
    'TERMINALID',
    'changes something',
    { invoiceReference: string, invoice, tokens: list(customerToken) },
    {},
  ),
  // Asking is also acknowledging, but asking twice acknowledges the same version twice: it may be repeated.
  getPaymentStatus: operation(
    'client',
    'TERMINALID',
    'changes nothing',
    { invoiceReference: string, invoiceVersion: int },
    {
      status: optional(string),
      receipt: optional(receipt),
      customerTokens: optional(sequence({ token: list(customerToken) })),
      version: optional(int),
    },
  ),
  cancelInvoice: operation('client', 'TERMINALID', 'changes something', { invoiceReference: string }, {}),
  // The answer's `ersReference` is one of `result`: SEQR's sources disagree on which payment it names.
  refundPayment: operation(
    'client',
    'TERMINALID',
    'changes something',
    { ersReference: string, invoice },
    {},
  ),
  submitPaymentReceipt: operation(
    'client',
    'TERMINALID',
    'changes something',
    {
      ersReference: string,
      receiptDocument: sequence({ mimeType: string, receiptData: base64, receiptType: string }),
    },
    {},
  ),
  commitReservation: operation(
    'client',
    'TERMINALID',
    'changes something',
    { amount: optional(amount), invoiceReference: string },
    {},
  ),
  markTransactionPeriod: operation(
    'client',
    'RESELLERUSER',
    'changes something',
    { parameters: optional(nestedEntries) },
    { transactionPeriodId: optional(string) },
    MARK_LIMITS,
  ),
  executeReport: operation(
    'client',
    'RESELLERUSER',
    'changes nothing',
    { reportId: string, language: optional(string), parameters: optional(nestedEntries) },
    {
      report: optional(
        sequence({
          title: optional(string),
          mimeType: optional(string),
          content: optional(base64),
          contentString: optional(string),
        }),
      ),
    },
    REPORT_LIMITS,
  ),
} as const;

export type OperationName = keyof typeof operations;
export type Request<O extends OperationName> = FieldValues<(typeof operations)[O]['request']['fields']>;
export type Answer<O extends OperationName> = FieldValues<(typeof operations)[O]['answer']['fields']>;
