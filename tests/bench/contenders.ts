// The three that are compared, each made once and as it is meant to be used, with the same number of kept connections:
// our client, the soap package on the same WSDL, and a bare POST of a prepared envelope, whose answer nobody reads.
import { Agent as HttpAgent } from 'node:http';
import { createClientAsync } from 'soap';
import { Agent, request } from 'undici';
import { buildRequest, createSeqrClient } from '../../server/seqr/client.ts';
import { buildFields } from '../../server/seqr/envelope.ts';
import { clientContext } from '../../server/seqr/operations.ts';
import { createPool } from '../../server/seqr/send.ts';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import { systemClock, systemRandom } from '../../server/world.ts';
import { context, requests } from './messages.ts';
import type { Measured } from './messages.ts';

export interface Contender {
  readonly name: string;
  /** Makes one call and answers what the caller of that client gets. */
  call: () => Promise<unknown>;
  close: () => Promise<void>;
}

/** Our client as the service makes it, but for the size of its pool. */
export function openOurs(origin: string, operation: Measured, connections: number): Contender {
  const soapUrl = `${origin}/${operation}`;
  const pool = createPool(connections);
  const client = createSeqrClient(
    { ...sandboxCredentials, clientId: 'Test company', soapUrl, sessionSoapUrl: soapUrl },
    { clock: systemClock, random: systemRandom, pools: { settling: pool, general: pool } },
  );
  return { name: 'our client', call: () => client.call(operation, requests[operation]), close: client.close };
}

/** `httpAgent` is axios' option, which soap hands on; `forever` is soap's own for kept connections. */
export async function openSoap(origin: string, operation: Measured, connections: number): Promise<Contender> {
  const client = await createClientAsync(`${origin}/?wsdl`, { endpoint: `${origin}/${operation}` });
  const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: connections });
  const method = client[`${operation}Async`] as (
    body: object,
    options: object,
  ) => Promise<[{ return: unknown }]>;
  return {
    name: 'soap 1.13',
    call: async () => {
      const body = { context, ...requests[operation] };
      const [answer] = await method.call(client, body, { httpAgent, forever: true });
      return answer.return;
    },
    close: () => Promise.resolve(httpAgent.destroy()),
  };
}

export function openBarePost(origin: string, operation: Measured, connections: number): Contender {
  const agent = new Agent({ connections, pipelining: 1 });
  const body = buildRequest(
    operation,
    buildFields({ context: clientContext }, { context }),
    requests[operation],
  );
  const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' };
  return {
    name: 'bare POST',
    call: async () => {
      const answer = await request(`${origin}/${operation}`, {
        dispatcher: agent,
        method: 'POST',
        headers,
        body,
      });
      return answer.body.text();
    },
    close: () => agent.close(),
  };
}
