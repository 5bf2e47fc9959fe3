// The desk's part of the environment: whether it has a listener of its own, and where operators reach it.
import * as v from 'valibot';
import { wholeNumber } from '../whole-number.ts';

/** The variables, for the environment's schema. */
export const deskVariables = {
  DESK_PORT: v.optional(wholeNumber(0, 65_535)),
  DESK_HOST: v.optional(v.pipe(v.string(), v.minLength(1, 'must not be empty')), '127.0.0.1'),
  DESK_URL: v.optional(
    v.pipe(
      v.string(),
      v.check((url) => /^https?:\/\/./.test(url) && URL.canParse(url), 'must be an http or https address'),
    ),
  ),
};

export interface DeskListener {
  /** Where /desk and /metrics are answered; null: by the listener that there is. */
  listener: { host: string; port: number } | null;
  /** Where operators reach it; null: where it listens. */
  url: string | null;
}

/** @param env as the schema has read it */
export function deskListener(env: {
  DESK_PORT?: number | undefined;
  DESK_HOST: string;
  DESK_URL?: string | undefined;
}): DeskListener {
  const { DESK_PORT: port, DESK_HOST: host } = env;
  return { listener: port === undefined ? null : { host, port }, url: env.DESK_URL ?? null };
}
