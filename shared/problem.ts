// Every way in which the BFF says no: a closed set, so that a new one does not compile until it has a status.

/** An RFC 9457 problem document with the two members that the page acts on. */
export interface Problem<Code extends string = ProblemCode> {
  type: string;
  title: string;
  status: number;
  /** Which problem this is, for programs. */
  code: Code;
  /** True when the same request may succeed later without being changed. */
  canRetry: boolean;
  /** Where in the request the trouble is, in words that echo no secret. */
  detail?: string;
  /** The request's id, to find it in the log. */
  instance?: string;
}

interface Kind {
  status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 502 | 503 | 504;
  title: string;
  canRetry: boolean;
}

const no = (status: Kind['status'], title: string): Kind => ({ status, title, canRetry: false });
const later = (status: Kind['status'], title: string): Kind => ({ status, title, canRetry: true });

export const PROBLEMS = {
  'not-found': no(404, 'There is nothing here'),
  'malformed-request': no(400, 'The request cannot be read'),
  'invalid-request': no(422, 'The request is not valid'),
  'wrong-content-type': no(415, 'The body must be application/json'),
  'body-too-large': no(413, 'The body is too large'),
  'cross-origin': no(403, 'Requests from other origins are refused'),
  'token-missing': no(401, 'The request carries no token'),
  'token-malformed': no(400, 'The token cannot be a token'),
  'token-unknown': no(403, 'SEQR does not know this token'),
  'token-expired': no(410, 'This visit has expired'),
  'token-canceled': no(410, 'This visit was cancelled'),
  'token-in-progress': later(409, 'SEQR is still opening this visit'),
  'order-unknown': no(404, 'There is no such order'),
  'order-live': no(409, 'Another order of this visit is still open'),
  'order-ended': no(409, 'This order has ended'),
  'revision-conflict': no(409, 'The order has been changed meanwhile'),
  'not-reserved': no(409, 'There is no reserved money to take'),
  'payment-in-progress': later(409, 'The payment is being made right now'),
  'seqr-refused': no(502, 'SEQR refused the order'),
  'seqr-busy': later(503, 'SEQR is busy'),
  'seqr-unreachable': later(503, 'SEQR cannot be reached'),
  'seqr-unclear': later(504, 'SEQR did not answer clearly'),
  internal: later(500, 'Something went wrong here'),
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof PROBLEMS;

/** What only the operator desk can be told. */
export const DESK_PROBLEMS = {
  'signed-out': no(401, 'Nobody is signed in'),
  'sign-in-refused': no(401, 'Name or password is wrong'),
  'sign-in-locked': later(429, 'Too many wrong passwords'),
  'role-missing': no(403, 'This operator may not do that'),
  'not-refundable': no(409, 'Nothing of this order can be given back'),
  'refund-too-much': no(409, 'That is more than is left of the payment'),
  'refund-unknown': no(404, 'There is no such refund'),
  'refund-decided': no(409, 'This refund has been decided'),
  'refund-own': no(403, 'This takes another operator than the one who asked for it'),
  'refunds-held': no(409, 'No refund is made before the restored books were compared'),
  'terminal-unknown': no(422, 'There is no such terminal'),
  'closing-unknown': no(404, 'There is no such close'),
  'closing-conflict': no(409, 'That cannot be done with this close now'),
  'delivery-unknown': no(404, 'There is no such message'),
  'code-unknown': no(404, 'There is no such code'),
  'not-printable': no(409, 'This cannot be printed'),
  'table-invalid': no(422, 'The table cannot be printed'),
  'not-a-table': no(415, 'The body must be text/csv'),
  'delivery-done': no(409, 'It has arrived, or is being sent right now'),
} as const satisfies Record<string, Kind>;

export type DeskProblemCode = keyof typeof DESK_PROBLEMS;
