// What the middleware of a request leaves for those that come after it.
import type { DeskProblemCode, ProblemCode } from '../../shared/problem.ts';
import type { SignedIn } from '../desk/sign-in.ts';
import type { Order } from '../store/records.ts';

export interface Env {
  Variables: {
    requestId: string;
    /** What was refused, for the log line. */
    problem?: { code: ProblemCode | DeskProblemCode; detail?: string };
    /** The order that it is about, for the log line: joins it with what the domain says. */
    orderId?: string;
    /** Behind requireToken. */
    token: string;
    tokenHash: string;
    /** Behind ownOrder. */
    order: Order;
    /** Who is signed in at the desk, for the log line. */
    operator?: string;
    /** Behind requireOperator. */
    signedIn: SignedIn;
  };
}
