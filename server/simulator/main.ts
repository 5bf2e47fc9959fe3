// The simulated SEQR as a process of its own (`npm run simulator`): environment → simulator → listen.
import { existsSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { systemClock, systemRandom } from '../world.ts';
import { readEnvironment } from './environment.ts';
import { sandboxService } from './merchant.ts';
import { createSimulator } from './simulator.ts';

if (existsSync('.env')) process.loadEnvFile('.env');
const { host, port, stateFile, strictVersions, sandbox } = await orExit(() => readEnvironment(process.env));
const create = () =>
  createSimulator({
    stateFile,
    strictVersions,
    services: [sandboxService(sandbox)],
    clock: systemClock,
    random: systemRandom,
    fetch,
    log: (message, facts) => console.error(JSON.stringify({ message, ...facts })),
  });
const simulator = await orExit(create);
simulator.start();

const server = serve(
  {
    fetch: simulator.app.fetch,
    hostname: host,
    port,
    // Longer than clients keep a connection: else a call races the close of an idle one, and its outcome is unknown.
    serverOptions: { keepAliveTimeout: 75_000 },
  },
  ({ port: actualPort }) => {
    const origin = `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`;
    console.log(`The simulated SEQR listens.
  SOAP:  ${origin}/simulator/soap?wsdl
  app:   ${origin}/simulator/app/
  code:  HTTP://SEQR.SE/000/${sandbox.credentials.serviceId} → ${sandbox.origin}/order`);
  },
);
server.on('error', (error: Error) => {
  console.error(`The simulated SEQR cannot listen on ${host}:${port}: ${error.message}`);
  process.exit(1);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close(() => void simulator.close());
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}

/** What cannot be begun is said in its own words, without a stack. */
async function orExit<T>(begin: () => T | Promise<T>): Promise<T> {
  try {
    return await begin();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return process.exit(1);
  }
}
