// POST /notifications/{key}: SEQR says that something happened. Answered at once; what it says is only compared. The
// doctor's probe is answered alike: it shows that such a call arrives here, and not at another instance.
import { Hono } from 'hono';
import { takeNotification } from '../orders/take-notification.ts';
import type { Shop } from '../orders/shop.ts';
import type { Watcher } from '../orders/watcher.ts';
import { describe } from './openapi.ts';
import { problem } from './problem.ts';
import type { Env } from './env.ts';

const KEY = /^[\w-]{22}$/;

export function notificationRoutes(shop: Shop, watcher: Watcher) {
  return new Hono<Env>().post(
    '/:key',
    describe({
      summary: 'SEQR says that something happened to an invoice; answered at once',
      answers: {
        200: { description: 'Taken' },
      },
      refuses: [404, 413],
    }),
    async (c) => {
      const key = c.req.param('key');
      const invoiceReference = new URLSearchParams(await c.req.text()).get('invoiceReference');
      const named = /^\d{1,40}$/.test(invoiceReference ?? '') ? invoiceReference : null;
      const isKnown =
        KEY.test(key) &&
        (shop.secrets.isNotificationProbe(key) || (await takeNotification(shop, watcher, key, named)));
      return isKnown ? c.body(null, 200) : problem(c, 'not-found');
    },
  );
}
