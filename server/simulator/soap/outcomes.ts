// How the simulated SEQR says yes and no: a result code, and for programmers a few words with it.
import { RESULT_CODES } from '../../seqr/result-codes.ts';
import type { ResultName } from '../../seqr/result-codes.ts';

export interface Outcome {
  resultCode: number;
  resultDescription: string;
}

/** Result 0 with the operation's own fields. */
export function accepted<F extends object>(fields: F): F & Outcome {
  return { ...fields, resultCode: RESULT_CODES.SUCCESS, resultDescription: 'SUCCESS' };
}

/** Any other result; `why` must hold nothing that came from outside. */
export function rejected(name: Exclude<ResultName, 'SUCCESS'>, why?: string): Outcome {
  return { resultCode: RESULT_CODES[name], resultDescription: why ? `${name}: ${why}` : name };
}
