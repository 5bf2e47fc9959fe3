// The BFF's surface: every route, and what all of them share. Knows no concrete part.
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import { openAPIRouteHandler } from 'hono-openapi';
import { routePath } from 'hono/route';
import type { Shop } from './orders/shop.ts';
import type { UnderWay } from './orders/under-way.ts';
import type { Watcher } from './orders/watcher.ts';
import type { Documents, InlineHashes } from './pages/documents.ts';
import { deskRoutes } from './routes/desk/desk.ts';
import type { DeskSettings } from './routes/desk/desk.ts';
import { healthRoutes } from './routes/health.ts';
import { imageRoutes } from './routes/images.ts';
import { notificationRoutes } from './routes/notifications.ts';
import { TOKEN_SCHEME } from './routes/openapi.ts';
import { orderRoutes } from './routes/orders.ts';
import { pageRoutes } from './routes/pages.ts';
import { limitBody, neverStored, onError, problem, requireSameOrigin } from './routes/problem.ts';
import type { Env } from './routes/env.ts';
import { sandboxRoutes } from './routes/sandbox.ts';
import { sessionRoutes } from './routes/session.ts';

interface Parts {
  shop: Shop;
  watcher: Watcher;
  documents: Documents;
  /** What of them the policy lets stand inline; null in development, where the server's own scripts must get in. */
  inline: InlineHashes | null;
  appScheme: string;
  reachSeqr: () => Promise<boolean>;
  desk: DeskSettings;
  /** Work that goes on behind an answer. */
  underWay: UnderWay;
  /** Aborted when the server is to stop: open event streams end. */
  closing: AbortSignal;
  /** The simulated SEQR in this process with its service id; null outside the sandbox. */
  sandbox: { simulator: Hono; serviceId: string } | null;
}

export function createApp(parts: Parts): Hono<Env> {
  const { shop, watcher, documents, sandbox, appScheme } = parts;
  const app = new Hono<Env>();
  app.onError(onError(shop.log));
  app.notFound((c) => problem(c, 'not-found'));

  // SEQR's side is somebody else's server: it has its own limits, logs and errors.
  if (sandbox) app.route('/', sandbox.simulator);

  app.use(logRequests(shop), headers(parts));
  app.use('/api/*', requireSameOrigin(shop.publicUrl), limitBody, neverStored);
  // The session's answer is on the way to the first view; streams of events are not touched.
  app.use('/api/session', compress());
  app.use('/notifications/*', limitBody);

  app.route('/', healthRoutes({ store: shop.store, clock: shop.clock, reachSeqr: parts.reachSeqr }));
  app.route('/', pageRoutes(documents));
  app.route('/', imageRoutes(shop.definition.images));
  app.route('/api/session', sessionRoutes(shop, appScheme));
  app.route('/api/orders', orderRoutes(shop, appScheme, parts.underWay, parts.closing));
  app.route('/notifications', notificationRoutes(shop, watcher));
  app.route('/', deskRoutes({ shop, settings: parts.desk, documents }));
  if (sandbox) app.route('/', sandboxRoutes(documents, shop.definition, sandbox.serviceId));

  const info = { title: 'A payable service in the SEQR app', version: '1' };
  const description = 'The TOKEN that the SEQR app puts behind the hash of the Service URL';
  const securitySchemes = { [TOKEN_SCHEME]: { type: 'http', scheme: 'bearer', description } } as const;
  app.get(
    '/api/openapi.json',
    // The desk's own interface is nobody else's.
    openAPIRouteHandler(app, {
      documentation: { info, components: { securitySchemes } },
      exclude: /^\/desk\//,
    }),
  );
  return app;
}

/** One line a request: the route's pattern instead of the path, since a path may hold a key. */
function logRequests({ log, clock }: Shop) {
  return createMiddleware<Env>(async (c, next) => {
    const startedAt = clock.now();
    c.set('requestId', randomUUID());
    await next();
    const { requestId, orderId, problem: fault } = c.var;
    const { method } = c.req;
    const line = {
      requestId,
      orderId,
      method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: clock.now() - startedAt,
    };
    if (fault) log.warn({ ...line, problem: fault.code, detail: fault.detail }, 'refused');
    else log.info(line, 'answered');
  });
}

/** Nothing is loaded from elsewhere, nothing leaves by a referrer, and nobody frames the page but the sandbox. */
function headers({ sandbox, inline }: Parts) {
  const frames = sandbox ? "'self'" : "'none'";
  const { scripts, styles } = inline ?? { scripts: ["'unsafe-inline'"], styles: ["'unsafe-inline'"] };
  return secureHeaders({
    referrerPolicy: 'no-referrer',
    xFrameOptions: sandbox ? 'SAMEORIGIN' : 'DENY',
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
