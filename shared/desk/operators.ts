// Who works at the desk: signing in, what they may do, and the log of what they did. Travels under /desk/api.
import * as v from 'valibot';
import { writable } from './inputs.ts';

/** What an operator may do; `look` is everybody's. */
export const ROLES = ['look', 'refund', 'approve', 'close'] as const;

export type Role = (typeof ROLES)[number];

/** `POST /desk/api/session`; answered 200 with {@link DeskSession} and the cookie, 401 `sign-in-refused`,
 *  429 `sign-in-locked` (with `detail`: how long). */
export const SignInSchema = v.strictObject({
  name: v.pipe(v.string(), writable, v.maxLength(64)),
  password: v.pipe(v.string(), v.maxLength(1024)),
});

/** `GET /desk/api/session` (401 `signed-out`); `DELETE` ends this one, `DELETE /desk/api/sessions` all of this operator. */
export interface DeskSession {
  operator: { name: string; roles: Role[] };
  /** Every request that is no GET carries it as `X-CSRF-Token`. */
  csrfToken: string;
  service: {
    name: string;
    currency: string;
    /** Above this sum of refunds per order a second operator must agree; null: never. */
    approvalAboveMinor: number | null;
    /** Terminals that can be closed by themselves. */
    terminalIds: string[];
    /** How the booking numbers begin, such as "FRY". */
    bookingPrefix: string;
    /** When the day is closed by itself, "23:55"; null: never. */
    closesAt: string | null;
    /** Where the shop's days begin and end, "Europe/Stockholm"; `closesAt` and the days of a search are of it. */
    timeZone: string;
  };
}

/** `GET /desk/api/acts?before=`: the newest hundred of the log. */
export interface ActDto {
  number: number;
  at: number;
  operator: string;
  act: string;
  subject: string | null;
  /** What the subject is, where it is an order or a closing. */
  about: { view: 'order'; id: string; bookingNumber: string } | { view: 'closing'; id: string } | null;
  reason: string | null;
}
