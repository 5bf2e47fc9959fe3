// The one place where a "no" becomes a problem document (RFC 9457).
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { validator } from 'hono-openapi';
import type { Logger } from 'pino';
import type * as v from 'valibot';
import { DESK_PROBLEMS, PROBLEMS } from '../../shared/problem.ts';
import type { DeskProblemCode, Problem, ProblemCode } from '../../shared/problem.ts';
import type { OrderDto } from '../../shared/api.ts';
import type { Env } from './env.ts';

type AnyCode = ProblemCode | DeskProblemCode;

interface Extra {
  detail?: string | null;
  /** The caller's own order as it stands, when that is what stands in the way. */
  order?: OrderDto | null;
}

/** Answers a problem document and leaves a note for the request's log line. */
export function problem(c: Context<Env>, code: AnyCode, { detail, order }: Extra = {}): Response {
  const { status, title, canRetry } = { ...PROBLEMS, ...DESK_PROBLEMS }[code];
  const document: Problem<AnyCode> & { order?: OrderDto } = {
    type: `urn:problem:${code}`,
    title,
    status,
    code,
    canRetry,
    ...(detail ? { detail } : null),
    instance: `urn:request:${c.var.requestId}`,
    ...(order ? { order } : null),
  };
  c.set('problem', { code, ...(detail ? { detail } : null) });
  return c.body(JSON.stringify(document), status, { 'content-type': 'application/problem+json' });
}

/** What is thrown on the way: the framework's own refusals, and what nobody expected, which is logged whole. */
export function onError(log: Logger) {
  return (error: Error, c: Context<Env>): Response => {
    if (error instanceof HTTPException && error.status === 400) return problem(c, 'malformed-request');
    log.error({ requestId: c.var.requestId, err: error }, 'a request failed');
    return problem(c, 'internal');
  };
}

/** Reads and checks the body; the first fault is told by its place, never by what stood there. */
export function json<const S extends v.GenericSchema>(schema: S) {
  return validator('json', schema, (result, c: Context<Env>) =>
    result.success ? undefined : problem(c, 'invalid-request', { detail: describe(result.error) }),
  );
}

/** The path's parameters: what is no UUID names nothing here. */
export function params<const S extends v.GenericSchema>(schema: S) {
  return validator('param', schema, (result, c: Context<Env>) =>
    result.success ? undefined : problem(c, 'order-unknown'),
  );
}

const MAX_BODY_BYTES = 16 * 1024;

export const limitBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: (c) => problem(c as Context<Env>, 'body-too-large'),
});

/** What is said of an order holds for this moment, and for who asked. */
export const neverStored = createMiddleware(async (c, next) => {
  await next();
  c.header('cache-control', 'no-store');
});

/** Without this the validator would take a form for an empty object. */
export const requireJson = createMiddleware<Env>(async (c, next) => {
  const type = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/json' ? next() : problem(c, 'wrong-content-type');
});

/** Browsers say where an unsafe request comes from; another site's page is none of ours.
 *  @param publicUrl whose host a proxy in front of us may have replaced by another */
export function requireSameOrigin(publicUrl: string) {
  const publicHost = new URL(publicUrl).host;
  return createMiddleware<Env>(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const site = c.req.header('sec-fetch-site');
    const isForeign =
      site === undefined
        ? !isOwnOrigin(c.req.header('origin'), [publicHost, c.req.header('host')])
        : site !== 'same-origin' && site !== 'none';
    return isForeign ? problem(c, 'cross-origin') : next();
  });
}

/** Programs that are no browsers send no origin. */
function isOwnOrigin(origin: string | undefined, hosts: (string | undefined)[]): boolean {
  return origin === undefined || (URL.canParse(origin) && hosts.includes(new URL(origin).host));
}

/** The first fault by its place, never by what stood there. */
export function describe(
  issues: readonly { message: string; path?: readonly unknown[] | undefined }[],
): string {
  const [issue] = issues;
  if (!issue) return 'is not valid';
  const keys = (issue.path ?? []).map((part) =>
    typeof part === 'object' && part !== null && 'key' in part ? String(part.key) : String(part),
  );
  // A key may be the sender's own text: only its first characters are repeated.
  const place = keys.map((key) => key.slice(0, 40)).join('.');
  const message = issue.message.replace(/^Invalid (type|key|value).*/s, 'is missing or of the wrong kind');
  return place === '' ? `the body ${message}` : `${place}: ${message}`;
}
