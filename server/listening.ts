// A server that listens: from when on it answers, and how it comes to an end.
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { ownAddress } from './own-address.ts';
import type { Env } from './routes/env.ts';

export interface Listening {
  /** How this machine reaches it. */
  url: string;
  /** From now on it answers; before, everybody is told to come later. */
  answer: (app: Hono<Env>) => void;
  /** Lets nobody in any more, and waits for the requests that are under way, with patience but not for ever. */
  close: () => Promise<void>;
}

const GRACE_MS = 3_000;

/** @param create makes the server; another one in development
 *  @throws {Error} when the port is taken */
export async function listen(
  place: { host: string; port: number },
  create: (listener: RequestListener) => Server = createServer,
): Promise<Listening> {
  let listener: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = create((request, response) => listener(request, response));
  // Longer than clients keep a connection: else a call races the close of an idle one, and its outcome is unknown.
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(place.port, place.host, resolve);
  });
  return {
    url: ownAddress({ host: place.host, port: (server.address() as AddressInfo).port }),
    answer: (app) => {
      const answer = getRequestListener(app.fetch);
      listener = (request, response) => void answer(request, response);
    },
    close: () => close(server),
  };
}

/** A kept connection is closed as soon as it has nothing more to carry. */
async function close(server: Server): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(sweep);
  clearTimeout(cut);
}
