// GET /api/orders/{id}/events: the order now and at each change, as server-sent events.
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { OrderDto } from '../../shared/api.ts';
import { settleForPage } from '../orders/settle-order.ts';
import type { Shop } from '../orders/shop.ts';
import type { Order } from '../store/records.ts';

/** Proxies and phones drop what is silent for long. */
const HEARTBEAT_MS = 15_000;
/** Another process may have written the order: its change is seen this late. */
const LOOK_AGAIN_MS = 2_000;

/** @param closing ends every stream: the server waits for them before it stops */
export function orderEvents(
  c: Context,
  shop: Shop,
  order: Order,
  toDto: (order: Order) => OrderDto,
  closing: AbortSignal,
): Response {
  const onError = (error: Error) => {
    shop.log.error({ orderId: order.id, err: error }, 'an event stream failed');
    return Promise.resolve();
  };
  return streamSSE(
    c,
    async (stream) => {
      const ended = new AbortController();
      stream.onAbort(() => ended.abort());
      const signal = AbortSignal.any([ended.signal, closing]);
      let nudge = new AbortController();
      const unsubscribe = shop.store.onChange((id) => id === order.id && nudge.abort());
      // The page waits for SEQR's word: it is asked once now, and by the watcher from then on.
      const asking = settleForPage(shop, order).catch((error: unknown) =>
        shop.log.error({ orderId: order.id, err: error }, 'settling failed'),
      );
      try {
        let sentVersion = 0;
        let spokeAt = shop.clock.now();
        while (!signal.aborted) {
          nudge = new AbortController();
          const current = await shop.store.findOrder(order.id);
          if (!current) return;
          if (current.rowVersion !== sentVersion) {
            sentVersion = current.rowVersion;
            spokeAt = shop.clock.now();
            await stream.writeSSE({
              event: 'order',
              id: String(sentVersion),
              data: JSON.stringify(toDto(current)),
            });
          } else if (shop.clock.now() - spokeAt >= HEARTBEAT_MS) {
            spokeAt = shop.clock.now();
            await stream.write(': still here\n\n');
          }
          // Nothing left to ask SEQR means nothing left to tell.
          if (current.nextCheckAt === null) return;
          await shop.clock.sleep(LOOK_AGAIN_MS, AbortSignal.any([signal, nudge.signal]));
        }
      } finally {
        unsubscribe();
        await asking;
      }
    },
    onError,
  );
}
