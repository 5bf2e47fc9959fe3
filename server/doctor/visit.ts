// One HTTP exchange as a stranger's device would have it: no redirect is followed, and what fails is told apart.
import { request as requestHttp } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { TLSSocket } from 'node:tls';
import { reasonOf } from './finding.ts';

export interface Visited {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
  /** Epoch milliseconds: the middle of the exchange, by our clock. */
  at: number;
  /** Epoch milliseconds; null without TLS. */
  certificateEndsAt: number | null;
}

/** No answer. `reason` is a sentence without an address in it; `isCertificate`: somebody is there, and not trusted. */
export class NoVisit extends Error {
  override readonly name = 'NoVisit';
  readonly isCertificate: boolean;

  constructor(reason: string, isCertificate: boolean, cause: unknown) {
    super(reason, { cause });
    this.isCertificate = isCertificate;
  }
}

/** How this machine finds and trusts others; a test is another network. */
export type Way = Pick<RequestOptions, 'lookup'> & { ca?: string };

export interface Asked {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
}

/** @throws {NoVisit} */
export type Visit = (url: string, asked?: Asked) => Promise<Visited>;

const PATIENCE_MS = 4_000;
const MOST_BYTES = 4 * 1024 * 1024;

export function createVisit(way: Way, now: () => number): Visit {
  return (url, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const startedAt = now();
      const request = url.startsWith('https:') ? requestHttps : requestHttp;
      const sent = request(url, {
        ...way,
        method,
        // A connection of its own: what is looked at is the first contact.
        agent: false,
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: { 'accept-encoding': 'identity', 'accept-language': 'en', ...headers },
      });
      sent.once('error', (error) => reject(noVisit(error)));
      sent.once('response', (answer) => {
        const chunks: Buffer[] = [];
        let length = 0;
        const certificateEndsAt = certificateEnd(answer);
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          length += chunk.length;
          if (length > MOST_BYTES) sent.destroy(new Error('its answer is too long'));
        });
        answer.once('error', (error) => reject(noVisit(error)));
        answer.once('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).toString('utf8'),
            at: (startedAt + now()) / 2,
            certificateEndsAt,
          }),
        );
      });
      sent.end(body);
    });
}

function certificateEnd({ socket }: IncomingMessage): number | null {
  return socket instanceof TLSSocket ? Date.parse(socket.getPeerCertificate().valid_to) : null;
}

const REASONS: Record<string, string> = {
  ENOTFOUND: 'its name is not known to the DNS',
  EAI_AGAIN: 'the DNS does not answer',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to that machine',
  ENETUNREACH: 'there is no way to that network',
  EPROTO: 'it does not speak TLS there',
};

const CERTIFICATES: Record<string, string> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody whom devices trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate comes without the intermediate one (the chain is incomplete)',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by nobody whom devices trust',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

function noVisit(error: Error): NoVisit {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || code === 'ETIMEDOUT')
    return new NoVisit(`no answer in ${PATIENCE_MS / 1000} s`, false, error);
  const certificate = CERTIFICATES[code];
  if (certificate !== undefined) return new NoVisit(certificate, true, error);
  const reason = REASONS[code] ?? (code.startsWith('ERR_SSL') ? REASONS['EPROTO'] : undefined);
  return new NoVisit(reason ?? reasonOf(error), false, error);
}
