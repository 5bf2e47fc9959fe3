// How a command ends when it is not done: its exit code, and one sentence with a next step.
import { DESK_PROBLEMS, PROBLEMS } from '../../shared/problem.ts';
import type { Refusal } from '../orders/refusal.ts';

/** Scripts rely on them. */
export const EXIT = { done: 0, failed: 1, usage: 2, unknown: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: ExitCode;
  /** For programs. */
  readonly code: string;

  constructor(exitCode: ExitCode, code: string, message: string) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
  }
}

/** The command line is not as it should be: nothing was done. */
export const wrongUsage = (message: string): Failure => new Failure(EXIT.usage, 'usage', message);

/** For what fails with words for people: it was not done. */
export const asFailure =
  (code: string) =>
  (error: unknown): never => {
    throw new Failure(EXIT.failed, code, error instanceof Error ? error.message : String(error));
  };

/** What to do about it, where the problem's own words do not say so. */
const NEXT: Partial<Record<Refusal['code'], string>> = {
  'order-unknown': 'look for it with "orders find"',
  'order-ended': 'see "orders show"',
  'payment-in-progress': 'try again in a minute',
  'seqr-unreachable': 'nothing was done: try again when SEQR answers',
  'seqr-busy': 'nothing was done: try again in a minute',
  'seqr-unclear': 'see "orders show" before you try again',
  'role-missing': 'give it with "operator change NAME --roles …", or act as somebody else',
  'sign-in-refused': 'see "operator list" for the names',
  'not-reserved': 'see "orders show"',
  'not-refundable': 'see "orders show"',
  'refund-too-much': 'see "orders show" for what is left',
  'refund-unknown': 'see "refunds list" for the ids',
  'refund-decided': 'see "refunds list"',
  'delivery-unknown': 'see "deliveries list" for the keys',
  'delivery-done': 'see "deliveries list --about BOOKING"',
  'refunds-held': 'close the day, look at its breaks, then use "refunds allow"',
  'refund-own': 'act as a colleague with the role approve',
};

/** The domain's no in the command line's words.
 *  @param about what it was to be done to */
export function refused({ code, detail }: Refusal, about: string): Failure {
  const { title } = { ...PROBLEMS, ...DESK_PROBLEMS }[code];
  const next = NEXT[code];
  const message = `${about}: ${title}${detail ? ` (${detail})` : ''}${next ? `; ${next}` : ''}`;
  return new Failure(code === 'seqr-unclear' ? EXIT.unknown : EXIT.failed, code, message);
}

/** Does what must not be taken for "not done" when something breaks on the way, such as the store after SEQR's answer.
 *  @param next how to find out */
export async function orUnknown<T>(work: Promise<T>, next: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(
      EXIT.unknown,
      'outcome-unknown',
      `nobody knows whether it was done (${reason}); ${next}`,
    );
  }
}
