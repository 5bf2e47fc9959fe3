// The four seconds: the one thing about the client that only real time can show.
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createSeqrClient } from '../../server/seqr/client.ts';
import { SeqrError } from '../../server/seqr/errors.ts';
import { createPool } from '../../server/seqr/send.ts';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import { systemClock, systemRandom } from '../../server/world.ts';

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const silent: RequestListener = () => undefined;
const dripping: RequestListener = (_request, response) => {
  const drops = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(drops));
};

test.each([
  ['silent', silent],
  ['dripping', dripping],
] as const)('a server that is %s is given up after four seconds in all', async (_what, listener) => {
  let requests = 0;
  const soapUrl = await listen((request, response) => {
    requests += 1;
    listener(request, response);
  });
  const account = { ...sandboxCredentials, clientId: 'Test company', soapUrl, sessionSoapUrl: soapUrl };
  const client = createSeqrClient(account, { clock: systemClock, random: systemRandom });
  const startedAt = performance.now();
  const call = client.call('getPaymentStatus', { invoiceReference: '1', invoiceVersion: 0 });
  await expect(call).rejects.toMatchObject({ kind: 'timeout' });
  await expect(call).rejects.toBeInstanceOf(SeqrError);
  const tookMs = performance.now() - startedAt;
  expect(tookMs).toBeGreaterThan(3_900);
  // Generous towards a busy machine, and far below a second round of four.
  expect(tookMs).toBeLessThan(6_000);
  expect(requests).toBe(1);
  await client.close();
});

test('what finds no free connection in time was not sent, and is not sent later', async () => {
  const bodies: string[] = [];
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const url = await listen((request, response) => {
    request
      .on('data', (chunk: Buffer) => bodies.push(chunk.toString()))
      .on('end', () => void released.then(() => response.end('answer')));
  });
  const pool = createPool(1);
  const first = pool.post(url, 'first', 4_000);
  await expect(pool.post(url, 'second', 50)).rejects.toMatchObject({ name: 'NoAnswer', wasSent: false });
  release();
  expect(await first).toBe('answer');
  expect(await pool.post(url, 'third', 4_000)).toBe('answer');
  expect(bodies).toEqual(['first', 'third']);
  await pool.close();
});
