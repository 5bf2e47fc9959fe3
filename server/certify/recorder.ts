// What travels between this service and SEQR while it is certified: each call with its words, each notification. In
// memory only, and as it was said: what may be shown of it is redact.ts's to say.
import { Hono } from 'hono';
import type { Env } from '../routes/env.ts';
import type { Pool, Pools } from '../seqr/client.ts';
import type { Observer } from '../start.ts';
import type { Clock } from '../world.ts';

/** One request and what came back. */
export interface Exchange {
  /** Ours to SEQR, or SEQR's notification to us. */
  kind: 'call' | 'notification';
  /** SEQR's name of the operation; for a notification the path that was called. */
  name: string;
  at: number;
  /** Null while no answer is there. */
  tookMs: number | null;
  request: string;
  /** Null when none came. */
  answer: string | null;
  /** Why there is no answer, in words that hold nothing of it. */
  failure: string | null;
}

const MOST_BODY = 16 * 1024;
const LOST = 'not passed on to the service, as if it had been lost';

export class Recorder implements Observer {
  readonly pools: Pools;
  /** In the order in which they began. */
  readonly exchanges: Exchange[] = [];
  /** While true, notifications are answered and go no further: as if they had been lost on their way. */
  isDeaf = false;
  readonly #clock: Clock;

  /** @param pools what really carries the calls */
  constructor(pools: Pools, clock: Clock) {
    this.#clock = clock;
    this.pools = { settling: this.#recorded(pools.settling), general: this.#recorded(pools.general) };
  }

  /** Stands before the service. */
  before = (app: Hono<Env>): Hono<Env> => {
    const around = new Hono<Env>();
    around.post('/notifications/:key', async (c, next) => {
      // A copy: the service reads the body itself. One that is longer than any that SEQR sends is not looked at.
      const isShort = Number(c.req.header('content-length') ?? Infinity) <= MOST_BODY;
      const request = isShort ? await c.req.raw.clone().text() : '';
      const exchange = this.#begin('notification', c.req.path, request);
      if (this.isDeaf) {
        this.#end(exchange, { answer: 'HTTP 200', failure: LOST });
        return c.body(null, 200);
      }
      await next();
      return this.#end(exchange, { answer: `HTTP ${c.res.status}`, failure: null });
    });
    around.all('*', (c) => app.fetch(c.req.raw, c.env));
    return around;
  };

  #recorded(pool: Pool): Pool {
    return {
      post: async (url, envelope, timeoutMs, maxLength) => {
        const exchange = this.#begin('call', operationOf(envelope), envelope);
        try {
          const answer = await pool.post(url, envelope, timeoutMs, maxLength);
          this.#end(exchange, { answer, failure: null });
          return answer;
        } catch (error) {
          this.#end(exchange, { answer: null, failure: (error as Error).message });
          throw error;
        }
      },
      close: pool.close,
    };
  }

  #begin(kind: Exchange['kind'], name: string, request: string): Exchange {
    const at = this.#clock.now();
    const exchange: Exchange = { kind, name, at, tookMs: null, request, answer: null, failure: null };
    this.exchanges.push(exchange);
    return exchange;
  }

  #end(exchange: Exchange, outcome: Pick<Exchange, 'answer' | 'failure'>): void {
    Object.assign(exchange, outcome, { tookMs: this.#clock.now() - exchange.at });
  }
}

/** Our own envelopes name it in one way only (envelope.ts). */
function operationOf(envelope: string): string {
  return /<ns2:(\w+) /.exec(envelope)?.[1] ?? '';
}
