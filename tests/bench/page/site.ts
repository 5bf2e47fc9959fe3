// A contender's own address on the loopback interface. Every page is reached through one of these, ours as well: what is
// not among the given files is handed on to the real service, so that the way is equally long for all. What goes out is
// counted here, where no browser's book-keeping is between.
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DOCUMENT, type Files } from './build.ts';

export interface Site {
  origin: string;
  /** The bodies that have gone out since the last call, as they were encoded; neither data nor images. */
  takeSent: () => Sent[];
  close: () => void;
}
type Count = (bytes: number, type: string, encoding?: string) => void;
export interface Sent {
  path: string;
  encoding: string;
  bytes: number;
}

/** @param service the real service's address
 *  @param files the contender's own; null: the real service's pages */
export async function openSite(service: string, files: Files | null): Promise<Site> {
  let sent: Sent[] = [];
  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', service);
    const file = files && (files.get(pathname) ?? (isView(pathname) ? files.get(DOCUMENT) : undefined));
    const count: Count = (bytes, type, encoding = 'none') => {
      const isOfThePage = !pathname.startsWith('/api/') && !type.startsWith('image/');
      if (isOfThePage) sent.push({ path: pathname, encoding, bytes });
    };
    if (file) {
      const isDocument = file.type === 'text/html';
      outgoing.writeHead(200, {
        'content-type': `${file.type}; charset=utf-8`,
        'content-encoding': 'br',
        'content-length': file.body.length,
        'cache-control': isDocument ? 'no-cache' : 'public, max-age=31536000, immutable',
      });
      outgoing.end(file.body);
      count(file.body.length, file.type, 'br');
    } else {
      handOn(service, incoming, outgoing, count);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    takeSent: () => {
      const taken = sent;
      sent = [];
      return taken;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function isView(path: string): boolean {
  return path === '/order' || path === '/success';
}

/** The request as it came and the answer as it is, compressed or not; an event stream ends with its page. */
function handOn(service: string, incoming: IncomingMessage, outgoing: ServerResponse, count: Count): void {
  const { method, headers, url = '/' } = incoming;
  const upstream = request(service + url, { method, headers }, (answer) => {
    let bytes = 0;
    answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
    const { 'content-type': type = '', 'content-encoding': encoding } = answer.headers;
    answer.on('end', () => count(bytes, type, encoding));
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    // Else the head of an event stream waits for its first event.
    outgoing.flushHeaders();
    answer.pipe(outgoing);
  });
  upstream.on('error', () => outgoing.destroy());
  outgoing.on('close', () => upstream.destroy());
  incoming.pipe(upstream);
}
