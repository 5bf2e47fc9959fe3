// What a browser takes, in the order of our own choice. Browsers name the formats and encodings that they take with the
// same weight, and the larger ones first; and what says `image/*` does not mean the newest ones (RFC 9110 §12.5).
import type { accepts } from 'hono/accepts';

type Match = NonNullable<Parameters<typeof accepts>[1]['match']>;

/** For `accepts`: the first of ours that is taken by its name, else the default. */
export const byName: Match = (taken, { supports, default: none }) =>
  supports.find((name) => taken.some(({ type, q }) => type === name && q > 0)) ?? none;
