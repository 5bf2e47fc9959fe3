// The simulated phone network: a gateway that speaks the form of 46elks, so that a service's own text messages reach
// the phone whose wallet this is.
import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { sendTextMessage } from '../business/invoice-life.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';
import type { Transact } from '../memory/transact.ts';
import { sandboxSms } from '../sandbox-credentials.ts';

const MAX_BODY_BYTES = 16 * 1024;

/** `POST /simulator/sms`: `from`, `to` and `message` as a form, with basic authentication. A number that is not the
 *  customer's is taken, as a gateway takes it, and rings nowhere. */
export function createSmsGateway({ seqr, transact }: { seqr: SimulatedSeqr; transact: Transact }): Hono {
  const app = new Hono();
  app.post('/simulator/sms', bodyLimit({ maxSize: MAX_BODY_BYTES }), async (c) => {
    if (!isKnown(c.req.header('authorization') ?? '')) return c.text('API access requires credentials', 401);
    const form = new URLSearchParams(await c.req.text());
    const [from, to, message] = [form.get('from'), form.get('to'), form.get('message')];
    if (!from) return c.text('Missing key from', 400);
    if (!to || !/^\+\d{5,15}$/.test(to)) return c.text('Invalid to number', 400);
    if (!message) return c.text('Missing key message', 400);
    const id = `s${Buffer.from(seqr.random(16)).toString('hex')}`;
    // Sent again because its answer was lost: the key says that it is the same.
    const key = c.req.header('idempotency-key') ?? id;
    await transact(() => {
      if (to !== `+${seqr.customer.msisdn}` || seqr.books.get('message', `sms/${key}`)) return;
      sendTextMessage(seqr, `sms/${key}`, seqr.clock.now(), message);
    });
    const created = new Date(seqr.clock.now()).toISOString();
    return c.json({ status: 'created', direction: 'outgoing', id, from, to, message, created });
  });
  return app;
}

function isKnown(authorization: string): boolean {
  const { user, password } = sandboxSms;
  const given = Buffer.from(authorization);
  const expected = Buffer.from(`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
