// The four seconds: the one thing about the client that only real time can show.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createSeqrClient } from '../../server/seqr/client.ts';
import { SeqrError } from '../../server/seqr/errors.ts';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import { systemClock, systemRandom } from '../../server/world.ts';

test('a server that is silent is given up after four seconds in all, repeats included', async () => {
  let requests = 0;
  const server = createServer(() => (requests += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const soapUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const account = { ...sandboxCredentials, clientId: 'Test company', soapUrl, sessionSoapUrl: soapUrl };
  const client = createSeqrClient(account, { clock: systemClock, random: systemRandom });
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await client.close();
  });
  const startedAt = performance.now();
  const call = client.call('getPaymentStatus', { invoiceReference: '1', invoiceVersion: 0 });
  await expect(call).rejects.toMatchObject({ kind: 'timeout' });
  await expect(call).rejects.toBeInstanceOf(SeqrError);
  const tookMs = performance.now() - startedAt;
  expect(tookMs).toBeGreaterThan(3_900);
  // Generous towards a busy machine, and far below a second round of four.
  expect(tookMs).toBeLessThan(6_000);
  expect(requests).toBe(1);
});
