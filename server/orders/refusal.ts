// An expected "no" of the domain: a value, not an exception. Knows no HTTP.
import type { DeskProblemCode, ProblemCode } from '../../shared/problem.ts';
import type { Order } from '../store/records.ts';
import type { SeqrError } from '../seqr/errors.ts';

export class Refusal {
  readonly code: ProblemCode | DeskProblemCode;
  /** Where in the request the trouble is; echoes nothing secret. */
  readonly detail: string | null;
  /** The order as it stands, when it is the caller's own and worth showing. */
  readonly order: Order | null;

  constructor(
    code: ProblemCode | DeskProblemCode,
    { detail, order }: { detail?: string; order?: Order | null } = {},
  ) {
    this.code = code;
    this.detail = detail ?? null;
    this.order = order ?? null;
  }
}

/** What the customer is told when a call to SEQR failed. */
export function refusalFromSeqr(error: SeqrError, order: Order | null): Refusal {
  return new Refusal(codeOf(error), { order });
}

function codeOf(error: SeqrError): ProblemCode {
  if (error.kind === 'unreachable') return 'seqr-unreachable';
  if (error.isOutcomeUnknown) return 'seqr-unclear';
  return error.isBusy ? 'seqr-busy' : 'seqr-refused';
}
