// What stands in front of a service: a proxy that passes everything on, and spoils what a test tells it to.
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { CERTIFICATE, CERTIFICATE_KEY } from './certificate.ts';

/** What it sends instead of, or made of, the answer. */
export interface Passed {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface Meddling {
  /** Answers by itself; undefined: passes it on. "silence" never answers. */
  instead?: (path: string, method: string) => Partial<Passed> | 'silence' | undefined;
  alter?: (answer: Passed, path: string) => Partial<Passed>;
}

/** @returns its port on 127.0.0.1 */
export async function startFront(target: string, meddling: Meddling, isTls: boolean): Promise<number> {
  // What is cut behind it is cut in front of it.
  const listener: RequestListener = (request, response) =>
    void pass(request, response, target, meddling).catch(() => request.socket.destroy());
  const server = isTls
    ? createTlsServer({ cert: CERTIFICATE, key: CERTIFICATE_KEY }, listener)
    : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  target: string,
  { instead, alter }: Meddling,
): Promise<void> {
  const { url: path = '/', method = 'GET' } = request;
  const own = instead?.(path, method);
  if (own === 'silence') return;
  if (own) return send(response, { status: 200, headers: {}, body: '', ...own });
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name)
        ? [[name, value]]
        : [],
    ),
  );
  const answer = await fetch(target + path, {
    method,
    headers,
    redirect: 'manual',
    ...(method === 'GET' ? {} : { body }),
  });
  const passed = {
    status: answer.status,
    headers: Object.fromEntries([...answer.headers].filter(([name]) => !HOP_BY_HOP.includes(name))),
    body: await answer.text(),
  };
  send(response, { ...passed, ...alter?.(passed, path) });
}

/** Of this connection only, or no longer true. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding'];

function send(response: ServerResponse, { status, headers, body }: Passed): void {
  response.writeHead(status, headers).end(body);
}
