// The five ways in which a call to SEQR fails. They are not alike: only two of them say that nothing was done.
import { RESULT_CODES, resultName } from './result-codes.ts';

/** - `unreachable`: no connection was made, so nothing was sent
 *  - `timeout`: sent, and no whole answer came in time or before the connection was cut: outcome unknown
 *  - `malformed`: answered with what is no answer (HTML, cut XML, a missing field): outcome unknown
 *  - `fault`: answered with a SOAP Fault: outcome unknown
 *  - `rejected`: answered with a result code other than 0: SEQR's explicit no */
export type SeqrErrorKind = 'unreachable' | 'timeout' | 'malformed' | 'fault' | 'rejected';

interface Details {
  kind: SeqrErrorKind;
  operation: string;
  resultCode?: number;
  /** What was wrong, without any content of the message: it may go to a log. */
  reason?: string;
  cause?: unknown;
}

/** A call to SEQR that did not succeed. Its message names the operation and holds no secret. */
export class SeqrError extends Error {
  override readonly name = 'SeqrError';
  readonly kind: SeqrErrorKind;
  readonly operation: string;
  readonly resultCode: number | null;

  constructor({ kind, operation, resultCode, reason, cause }: Details) {
    const code =
      resultCode === undefined ? '' : ` ${resultCode} ${resultName(resultCode) ?? '(unlisted code)'}`;
    super(`${operation}: ${kind}${code}${reason ? ` (${reason})` : ''}`, { cause });
    this.kind = kind;
    this.operation = operation;
    this.resultCode = resultCode ?? null;
  }

  /** True when SEQR may have done what was asked although no answer says so. */
  get isOutcomeUnknown(): boolean {
    return this.kind === 'timeout' || this.kind === 'malformed' || this.kind === 'fault';
  }
  /** True when SEQR was reached and asked to come back later; nothing was done (seqr-api §5, 93 and 94). */
  get isBusy(): boolean {
    return (
      this.resultCode === RESULT_CODES.SYSTEM_BUSY || this.resultCode === RESULT_CODES.SERVICE_UNAVAILABLE
    );
  }
}
