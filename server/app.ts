// The BFF's surface: every route, and what all of them share. Knows no concrete part.
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { openAPIRouteHandler } from 'hono-openapi';
import type { Checkup } from '../shared/desk/checkup.ts';
import type { Metrics } from './metrics.ts';
import type { Shop } from './orders/shop.ts';
import type { UnderWay } from './orders/under-way.ts';
import type { Watcher } from './orders/watcher.ts';
import type { Deliverer } from './outbox/deliverer.ts';
import type { Documents, InlineHashes } from './pages/documents.ts';
import { deskRoutes } from './routes/desk/desk.ts';
import type { DeskSettings } from './routes/desk/desk.ts';
import { headers, logRequests, refuseZeroBytes } from './routes/every-request.ts';
import { healthRoutes } from './routes/health.ts';
import { imageRoutes } from './routes/images.ts';
import { landingRoutes } from './routes/landing.ts';
import { metricsRoutes } from './routes/metrics.ts';
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
  /** By which SEQR knows the service, and its codes name it. */
  serviceId: string;
  reachSeqr: () => Promise<boolean>;
  desk: DeskSettings;
  metrics: Metrics;
  deliverer: Deliverer;
  checkUp: () => Promise<Checkup>;
  /** Work that goes on behind an answer. */
  underWay: UnderWay;
  /** Aborted when the server is to stop: open event streams end. */
  closing: AbortSignal;
  /** The simulated SEQR in this process; null outside the sandbox. */
  sandbox: { simulator: Hono } | null;
}

export function createApp(parts: Parts): Hono<Env> {
  const { shop, watcher, documents, sandbox, appScheme, serviceId } = parts;
  const app = begin(parts, sandbox?.simulator ?? null);
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
  if (!parts.desk.isPrivate) withDesk(app, parts);
  const { definition } = shop;
  const landing = { definition, serviceId, appScheme, languages: documents.languages };
  app.route('/', landingRoutes(sandbox ? '/welcome' : '/', landing));
  if (sandbox) app.route('/', sandboxRoutes(documents, definition, serviceId));

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

/** What only operators and those who watch the process may reach: on a listener of its own, or on the one there is. */
export function createDeskApp(parts: Parts): Hono<Env> {
  const { shop, reachSeqr } = parts;
  const app = begin(parts, null);
  app.route('/', healthRoutes({ store: shop.store, clock: shop.clock, reachSeqr }));
  return withDesk(app, parts);
}

function withDesk(app: Hono<Env>, parts: Parts): Hono<Env> {
  const { shop, desk: settings, documents, deliverer, checkUp, metrics, serviceId } = parts;
  app.route('/', deskRoutes({ shop, settings, documents, deliverer, checkUp, serviceId }));
  app.route('/', metricsRoutes(metrics));
  return app;
}

/** An app that says no in one way, logs every request, and sends the same headers with every answer. */
function begin({ shop, sandbox, inline, metrics }: Parts, simulator: Hono | null): Hono<Env> {
  const app = new Hono<Env>();
  app.onError(onError(shop.log));
  app.notFound((c) => problem(c, 'not-found'));
  // SEQR's side is somebody else's server: it has its own limits, logs and errors.
  if (simulator) app.route('/', simulator);
  app.use(logRequests(shop, metrics), headers(inline, sandbox !== null), refuseZeroBytes);
  return app;
}
