// What every request goes through: its line in the log, its place in the figures, and the headers of its answer.
import { randomUUID } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { Metrics } from '../metrics.ts';
import type { Shop } from '../orders/shop.ts';
import type { InlineHashes } from '../pages/documents.ts';
import type { Env } from './env.ts';
import { problem } from './problem.ts';

/** One line a request: the route's pattern instead of the path, since a path may hold a key. */
export function logRequests({ log, clock }: Pick<Shop, 'log' | 'clock'>, metrics: Metrics) {
  return createMiddleware<Env>(async (c, next) => {
    const startedAt = clock.now();
    c.set('requestId', randomUUID());
    await next();
    const { requestId, orderId, operator, problem: fault } = c.var;
    const request = {
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: clock.now() - startedAt,
    };
    metrics.onRequest(request);
    const line = { requestId, orderId, operator, ...request };
    if (fault) log.warn({ ...line, problem: fault.code, detail: fault.detail }, 'refused');
    else log.info(line, 'answered');
  });
}

/** No name of anything holds a zero byte, and PostgreSQL takes none: what is asked for is not there. */
export const refuseZeroBytes = createMiddleware<Env>(async (c, next) =>
  /%00/.test(new URL(c.req.url).pathname) ? problem(c, 'not-found') : next(),
);

/** Nothing is loaded from elsewhere, nothing leaves by a referrer, and nobody frames a page but the sandbox.
 *  @param inline null in development, where the server's own scripts must get in */
export function headers(inline: InlineHashes | null, isSandbox: boolean) {
  const frames = isSandbox ? "'self'" : "'none'";
  const { scripts, styles } = inline ?? { scripts: ["'unsafe-inline'"], styles: ["'unsafe-inline'"] };
  return secureHeaders({
    referrerPolicy: 'no-referrer',
    xFrameOptions: isSandbox ? 'SAMEORIGIN' : 'DENY',
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", ...scripts],
      styleSrc: ["'self'", ...styles],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'", ...(inline ? [] : ['ws:'])],
      // Vite's client waits in one for the development server to come back.
      ...(inline ? {} : { workerSrc: ['blob:'] }),
      frameSrc: [frames],
      frameAncestors: [frames],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
  });
}
