// Is it alive, is it ready: for whoever runs it.
import { Hono } from 'hono';
import * as v from 'valibot';
import { describe } from './openapi.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from '../world.ts';

/** So often, at the most, is SEQR looked for on behalf of somebody who asks. */
const LOOK_EVERY_MS = 2_000;

const ReadinessSchema = v.object({
  status: v.picklist(['ready', 'degraded', 'unavailable']),
  store: v.boolean(),
  seqr: v.boolean(),
});

interface Parts {
  store: Store;
  clock: Clock;
  /** True when SEQR's server answers anything at all. */
  reachSeqr: () => Promise<boolean>;
}

export function healthRoutes({ store, clock, reachSeqr }: Parts) {
  let looked = { at: -Infinity, isReachable: Promise.resolve(false) };
  const seqrIsReachable = () => {
    if (clock.now() - looked.at >= LOOK_EVERY_MS) looked = { at: clock.now(), isReachable: reachSeqr() };
    return looked.isReachable;
  };

  return new Hono()
    .get('/healthz', describe({ summary: 'Is it alive', answers: { 200: { description: 'Yes' } } }), (c) =>
      c.json({ status: 'ok' }),
    )
    .get(
      '/readyz',
      describe({
        summary: 'Is it ready; degraded when only SEQR is away',
        answers: {
          200: { description: 'Ready or degraded', schema: ReadinessSchema },
          503: { description: 'Not ready', schema: ReadinessSchema },
        },
      }),
      async (c) => {
        const [storeIsReady, seqrIsReady] = await Promise.all([
          store.ping().then(
            () => true,
            () => false,
          ),
          seqrIsReachable(),
        ]);
        // A SEQR that is away is no reason to withdraw this instance: every other one would go as well (decision 12).
        const status = !storeIsReady ? 'unavailable' : seqrIsReady ? 'ready' : 'degraded';
        return c.json({ status, store: storeIsReady, seqr: seqrIsReady }, storeIsReady ? 200 : 503);
      },
    );
}
