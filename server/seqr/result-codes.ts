// Every result code that SEQR is known to answer, by name. Others exist: a code without a name stays a number.
// Source: seqr-api §5.

export const RESULT_CODES = {
  SUCCESS: 0,
  PENDING_APPROVAL: 1,
  REPORT_NOT_READY: 2,
  REJECTED_BUSINESS_LOGIC: 10,
  REJECTED_AMOUNT: 11,
  REJECTED_PAYMENT: 12,
  AUTHENTICATION_FAILED: 20,
  ACCESS_DENIED: 21,
  INVALID_NEW_PASSWORD: 22,
  INVALID_ERS_REFERENCE: 23,
  INVALID_INITIATOR_PRINCIPAL_ID: 29,
  INVALID_INITIATOR_PRINCIPAL_STATE: 33,
  INITIATOR_PRINCIPAL_NOT_FOUND: 37,
  PAYMENT_IN_PROGRESS: 48,
  INVALID_INVOICE_DATA: 49,
  CANNOT_CANCEL_PAID_INVOICE: 50,
  CANNOT_CANCEL_INVOICE_IN_PROGRESS: 51,
  INVALID_CUSTOMER: 52,
  INVALID_SEQR_ID: 53,
  INVALID_INVOICE_REFERENCE: 54,
  PAYMENT_ALREADY_CANCELLED: 55,
  AUTHORIZATION_EXPIRED: 60,
  AUTHORIZATION_CANCELLED: 61,
  AUTHORIZATION_IN_PROGRESS: 62,
  INVALID_AUTHORIZATION_REFERENCE: 63,
  INVALID_NOTIFICATION_URL: 64,
  SYSTEM_ERROR: 90,
  UNSUPPORTED_OPERATION: 91,
  LICENSE_REJECTION: 92,
  SYSTEM_BUSY: 93,
  SERVICE_UNAVAILABLE: 94,
  INVOICE_ALREADY_CANCELED: 95,
  INVOICE_STATE_NOT_RESERVED: 96,
  RESELLER_NOT_ALLOWED_TO_DO_REFUND: 97,
  SUM_OF_REFUNDS_CAN_NOT_BE_MORE_THAN_ORIGINAL_TRANSACTION: 98,
  RECEIVER_ACCOUNT_DOES_NOT_ALLOW_REFUNDS: 99,
} as const;

export type ResultName = keyof typeof RESULT_CODES;

const NAMES = new Map<number, ResultName>(
  Object.entries(RESULT_CODES).map(([name, code]) => [code, name as ResultName]),
);

/** The code's name, or null for one that no source lists. */
export function resultName(code: number): ResultName | null {
  return NAMES.get(code) ?? null;
}

/** True for a no that does not say that nothing was done: what was asked for may be done yet, or something broke on the
 *  way, or the code is one that no source lists and may mean anything. */
export function isUnclearNo(code: number | null): boolean {
  if (code === null) return false;
  return code === RESULT_CODES.PENDING_APPROVAL || code === RESULT_CODES.SYSTEM_ERROR || !NAMES.has(code);
}
