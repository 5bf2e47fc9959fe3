// A PostgreSQL that falls silent in the middle of the work. Real time: the limits are the driver's own.
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../server/store/open.ts';
import { emptyStoreUrl } from '../engines.ts';

const TIMES = { launchedMs: 4_000, waitingMs: 8_000 };

test('what it does not answer fails in time, and the next question finds another connection', async () => {
  const { url, fallSilent } = await behindProxy(await emptyStoreUrl('postgres'));
  const store = await openStore(url, 'sandbox');
  onTestFinished(() => store.close());
  expect(await store.claims.takeDue(1, TIMES, 10)).toEqual([]);

  fallSilent();
  const startedAt = performance.now();
  await expect(store.claims.takeDue(1, TIMES, 10)).rejects.toThrow();
  // The watcher must be asking again before SEQR's twenty seconds are half over.
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(await store.claims.takeDue(1, TIMES, 10)).toEqual([]);
});

/** Puts a proxy before the server that can stop to carry what its open connections say; new ones work. */
async function behindProxy(target: string) {
  const { port } = new URL(target);
  const open = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = connect(Number(port), '127.0.0.1');
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
    }
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    proxy.close();
  });
  const url = new URL(target);
  url.port = String((proxy.address() as AddressInfo).port);
  return {
    url: url.href,
    fallSilent: () => {
      for (const socket of open) socket.unpipe().pause();
    },
  };
}
