// What the middleware of a request leaves for those that come after it.
import type { ProblemCode } from '../../shared/problem.ts';
import type { Order } from '../store/records.ts';

export interface Env {
  Variables: {
    requestId: string;
    /** What was refused, for the log line. */
    problem?: { code: ProblemCode; detail?: string };
    /** Behind requireToken. */
    token: string;
    tokenHash: string;
    /** Behind ownOrder. */
    order: Order;
  };
}
