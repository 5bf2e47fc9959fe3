// GET /metrics: what is counted, for whoever watches the process.
import { Hono } from 'hono';
import type { Metrics } from '../metrics.ts';
import type { Env } from './env.ts';

export function metricsRoutes(metrics: Metrics) {
  return new Hono<Env>().get('/metrics', async (c) =>
    c.body(await metrics.text(), 200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }),
  );
}
