// Every way in which the simulated SEQR says no to the app, as problem documents (RFC 9457) with a code for programs.
import type { Context } from 'hono';
import type { Problem } from '../../../shared/problem.ts';

interface Kind {
  status: 400 | 404 | 405 | 409 | 413 | 415 | 422 | 500;
  title: string;
  canRetry?: boolean;
}

const PROBLEMS = {
  'not-found': { status: 404, title: 'There is nothing here' },
  'malformed-request': { status: 400, title: 'The request cannot be read as JSON' },
  'wrong-content-type': { status: 415, title: 'The body must be application/json' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'invalid-request': { status: 422, title: 'The request is not valid' },
  'not-a-service-code': { status: 422, title: 'This is no code of a SEQR service (HTTP://SEQR.SE/000/…)' },
  'service-unknown': { status: 404, title: 'SEQR knows no service of that id' },
  'token-unknown': { status: 404, title: 'SEQR has given out no such token' },
  'bill-unknown': { status: 404, title: 'SEQR knows no bill of that reference' },
  'wrong-pin': { status: 422, title: 'That PIN is wrong', canRetry: true },
  'being-paid': { status: 409, title: 'The bill is being paid right now', canRetry: true },
  blocked: { status: 409, title: 'The bill waits for the merchant’s word on the card', canRetry: true },
  'no-cards': { status: 409, title: 'The merchant asks for no cards on this bill' },
  'already-paid': { status: 409, title: 'The bill is already paid' },
  over: { status: 409, title: 'The bill was cancelled, declined or paid back' },
  internal: { status: 500, title: 'Something went wrong in the simulated SEQR', canRetry: true },
} as const satisfies Record<string, Kind>;

type WalletProblemCode = keyof typeof PROBLEMS;

/** Thrown anywhere below a route of the wallet's side, and answered as its problem document. */
export class WalletRefusal extends Error {
  override readonly name = 'WalletRefusal';
  readonly code: WalletProblemCode;
  readonly detail: string | undefined;

  constructor(code: WalletProblemCode, detail?: string) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

/** Answers with the problem document. */
export function answerProblem(
  c: Context,
  { code, detail }: Pick<WalletRefusal, 'code' | 'detail'>,
): Response {
  const { status, title, canRetry = false }: Kind = PROBLEMS[code];
  const problem: Omit<Problem, 'code'> & { code: string } = {
    type: 'about:blank',
    title,
    status,
    code,
    canRetry,
  };
  if (detail !== undefined) problem.detail = detail;
  return c.body(JSON.stringify(problem), status, { 'content-type': 'application/problem+json' });
}
