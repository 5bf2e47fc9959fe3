// What is counted, in Prometheus' text format: requests, calls to SEQR, and the process itself. No id, no key, no name.
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { CallRecord } from './seqr/client.ts';

/** Upper bounds in seconds: an answer at once, SEQR's usual second, and the 4 s after which a call is given up. */
const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8];

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Answered requests by the pattern of their route',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers,
  });
  const calls = new Histogram({
    name: 'seqr_call_duration_seconds',
    help: 'Calls to SEQR by their outcome',
    labelNames: ['operation', 'outcome'],
    buckets: BUCKETS,
    registers,
  });
  const results = new Counter({
    name: 'seqr_result_codes_total',
    help: 'Result codes that SEQR answered, 0 among them',
    labelNames: ['operation', 'code'],
    registers,
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    onRequest: (request: { method: string; route: string; status: number; ms: number }): void => {
      const { method, route, status, ms } = request;
      requests.observe({ method, route, status }, ms / 1000);
    },
    onCall: ({ operation, outcome, resultCode, tookMs }: CallRecord): void => {
      calls.observe({ operation, outcome }, tookMs / 1000);
      if (resultCode !== null) results.inc({ operation, code: resultCode });
    },
  };
}
