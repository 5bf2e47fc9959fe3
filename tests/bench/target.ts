// The server that is called in the benchmark, in a process of its own and as lean as can be: prepared answers, chosen
// by the path, and the WSDL. It tells its parent the port, and ends with it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeWsdl } from '../../server/simulator/soap/wsdl.ts';
import { answers, OPERATIONS } from './messages.ts';

const prepared = new Map(OPERATIONS.map((operation) => [`/${operation}`, Buffer.from(answers[operation])]));

const server = createServer((request, response) => {
  const body = prepared.get(request.url ?? '') ?? Buffer.from(writeWsdl(['session', 'client'], origin()));
  request.resume();
  response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8', 'content-length': body.length });
  response.end(body);
});

function origin(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.(origin()));
process.on('disconnect', () => process.exit());
