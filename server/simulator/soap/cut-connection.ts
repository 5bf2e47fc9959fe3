// Answers that no well-behaved server gives: a connection that is cut, before or in the middle of an answer. Needs the
// socket, which only a server of node:http has.
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';

/** Resets the connection without a word. */
export function resetConnection(c: Context): Response {
  bindingsOf(c).incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** Sends half of the text under a head that promises all of it, and hangs up. */
export function sendHalf(c: Context, text: string, contentType: string): Response {
  const { incoming, outgoing } = bindingsOf(c);
  const bytes = Buffer.from(text);
  outgoing.writeHead(200, { 'content-type': contentType, 'content-length': bytes.length });
  outgoing.write(bytes.subarray(0, bytes.length / 2), () => incoming.socket.destroy());
  return RESPONSE_ALREADY_SENT;
}

/** @throws {Error} where there is no connection to cut, as in a test without a port */
function bindingsOf({ env }: Context): {
  incoming: HttpBindings['incoming'];
  outgoing: HttpBindings['outgoing'];
} {
  const { incoming, outgoing } = env as Partial<HttpBindings>;
  if (!incoming || !outgoing) throw new Error('a fault that cuts the connection needs a server with a port');
  return { incoming, outgoing };
}
