// Somebody else's server in a test's hand: what it was sent, and what it answers.
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** `silent` takes the request and never answers; `redirect` sends elsewhere. */
type Mood = number | 'silent' | 'redirect';

/** A server that answers 200 until a test says otherwise. */
export async function openReceiver() {
  const received: Received[] = [];
  let mood: Mood = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      if (mood === 'silent') return;
      if (mood === 'redirect') response.writeHead(307, { location: '/elsewhere' }).end();
      else response.writeHead(mood).end('canary');
    });
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(() => (server.listening ? close() : undefined));
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: (next: Mood) => {
      mood = next;
    },
    /** Nobody listens there any more, until it is opened again. */
    close,
    open: () => listen(port),
  };
}
