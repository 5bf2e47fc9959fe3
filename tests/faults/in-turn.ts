// The smallest proxy that several instances stand behind: each request goes to the next one that answers.
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** @returns which instance has answered a path last */
export async function inTurn(port: number, instances: readonly string[]): Promise<(path: string) => number> {
  const answered = new Map<string, number>();
  let next = 0;
  const server = createServer((asked, answer) => {
    const begun = next++ % instances.length;
    pass(asked, answer, [begun, (begun + 1) % instances.length]);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (path) => answered.get(path) ?? -1;

  function pass(asked: IncomingMessage, answer: ServerResponse, [index = -1, ...others]: number[]): void {
    const { method = '', url = '', headers } = asked;
    const target = instances[index];
    if (target === undefined) return void answer.writeHead(502).end();
    const onward = request(target + url, { method, headers, agent: false }, (answering) => {
      answered.set(url, index);
      answer.writeHead(answering.statusCode ?? 502, answering.headers);
      answering.pipe(answer);
    });
    // Nobody listens there: not a byte of the body was sent.
    onward.on('error', () => pass(asked, answer, others));
    onward.on('socket', (socket) => socket.once('connect', () => asked.pipe(onward)));
  }
}
