// Configuration → parts → listening. The only file that knows all parts.
import type { Hono } from 'hono';
import { createApp, createDeskApp } from './app.ts';
import { Closer } from './closing/closer.ts';
import type { Config } from './config.ts';
import { createShop, operatorSettings } from './create-shop.ts';
import { employInSandbox } from './desk/sandbox-operators.ts';
import { examine, oneAtATime } from './doctor/examine.ts';
import { listen } from './listening.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import type { Shop } from './orders/shop.ts';
import { sweepRefunds } from './orders/decide-refund.ts';
import { UnderWay } from './orders/under-way.ts';
import { Watcher } from './orders/watcher.ts';
import { Deliverer } from './outbox/deliverer.ts';
import { openChannels } from './outbox/open-channels.ts';
import { builtPages } from './pages/built.ts';
import type { Development } from './pages/development.ts';
import { Documents } from './pages/documents.ts';
import { ENTRIES, LASTING_ENTRIES } from './pages/source.ts';
import { Rounds } from './rounds.ts';
import type { Env } from './routes/env.ts';
import type { Pools } from './seqr/client.ts';
import { isReachable } from './seqr/send.ts';
import type { Definition } from './service/definition.ts';
import { loadDefinition } from './service/load.ts';
import { sandboxService } from './simulator/merchant.ts';
import { createSimulator } from './simulator/simulator.ts';
import type { Simulator } from './simulator/simulator.ts';
import { openStore } from './store/open.ts';
import { systemClock, systemRandom } from './world.ts';

export interface Service {
  url: string;
  /** Where operators sign in. */
  deskUrl: string;
  /** What it works with. */
  shop: Shop;
  /** Ends what was started, then lets nobody in any more and closes everything. */
  stop: () => Promise<void>;
}

/** Sees what the service says to SEQR, and what it is told: for a certification's report. */
export interface Observer {
  /** What its calls to SEQR travel through. */
  pools: Pools;
  /** Stands before everything that the service answers. */
  before: (app: Hono<Env>) => Hono<Env>;
}

/** Starts the service.
 *  @param development where the pages come from instead of the build
 *  @throws {DefinitionError | StoreError | Error} that says what is wrong, before anything is answered */
export async function startService(
  config: Config,
  development: Development | null = null,
  observer: Observer | null = null,
): Promise<Service> {
  const clock = systemClock;
  const random = systemRandom;
  const log = createLog(config.logLevel);
  const definition = await loadDefinition(config.serviceFile);
  const documents = new Documents(development?.pages ?? builtPages('dist'), definition);
  const entries = config.mode === 'sandbox' ? ENTRIES : LASTING_ENTRIES;
  const inline = development ? null : await documents.inlineHashes(entries);
  const store = await openStore(config.databaseUrl, config.mode, clock);

  // Its own address is known only when it listens; nobody knows it before.
  const server = await listen(config, development?.createServer).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const { url } = server;
  const deskServer =
    config.desk.listener &&
    (await listen(config.desk.listener).catch(async (error: unknown) => {
      await server.close();
      await store.close();
      throw error;
    }));
  const publicUrl = config.publicUrl ?? url;
  const simulator = await createSandbox(config, definition, publicUrl, { clock, random, log });
  const deskUrl = config.desk.url ?? deskServer?.url ?? publicUrl;
  const metrics = createMetrics();
  const { onCall } = metrics;
  const { shop, soapUrl } = createShop(config, {
    ...{ definition, store, log, clock, random, url, onCall },
    ...(observer && { pools: observer.pools }),
  });
  const watcher = new Watcher(shop);
  const closer = new Closer(shop, config.schedule);
  const simulatedSmsUrl = simulator && `${url}/simulator/sms`;
  const ways = openChannels(config.outbox, { ...shop, fetch, simulatedSmsUrl });
  const deliverer = new Deliverer(shop, ways.channels);
  const sweep = new Rounds(() => sweepRefunds(shop), SWEEP_MS, shop);
  const underWay = new UnderWay();
  const closing = new AbortController();
  const parts = {
    shop,
    watcher,
    underWay,
    documents,
    inline,
    appScheme: config.seqr.appScheme,
    serviceId: config.seqr.serviceId,
    reachSeqr: () => isReachable(soapUrl),
    desk: {
      ...operatorSettings(config),
      isPrivate: deskServer !== null,
      isSecure: deskUrl.startsWith('https:'),
    },
    metrics,
    deliverer,
    checkUp: oneAtATime(() =>
      examine({ config, faults: [], unusable: new Set() }, { clock, random, ownUrl: url, mayInvoice: false }),
    ),
    closing: closing.signal,
    sandbox: simulator && { simulator: simulator.app },
  };
  if (config.mode === 'sandbox') await employInSandbox(shop);
  const app = createApp(parts);
  server.answer(observer ? observer.before(app) : app);
  deskServer?.answer(createDeskApp(parts));
  simulator?.start();
  await watcher.start();
  await closer.start();
  await deliverer.start();
  sweep.start();

  return {
    url,
    deskUrl: `${deskUrl}/desk`,
    shop,
    stop: async () => {
      closing.abort();
      // Its socket to the page is none of the server's: it would never be seen to end.
      await development?.close();
      // With the simulated SEQR in this process a settlement needs the server: what was started ends first.
      await Promise.race([Promise.all([watcher.drain(), closer.drain()]), clock.sleep(DRAIN_MS)]);
      // The simulated phone network may be this server as well.
      await deliverer.stop();
      await ways.close();
      // The watcher goes on until nobody can reach us any more: SEQR's twenty seconds do not wait for slow callers.
      await Promise.all([server.close(), deskServer?.close()]);
      await watcher.stop();
      await closer.stop();
      await sweep.stop();
      await underWay.ended();
      await shop.seqr.close();
      await simulator?.close();
      await store.close();
    },
  };
}

/** So long may started settlements take before the process stops waiting for them. */
const DRAIN_MS = 5_000;
/** How soon a refund is called unknown after its process has died, beyond the time that its call may take. */
const SWEEP_MS = 5_000;

/** The simulated SEQR in this process: in sandbox mode only, and only while no other SEQR is named. */
async function createSandbox(
  config: Config,
  { service }: Definition,
  origin: string,
  { clock, random, log }: Pick<Shop, 'clock' | 'random' | 'log'>,
): Promise<Simulator | null> {
  if (config.mode !== 'sandbox' || config.seqr.soapUrl !== null) return null;
  const receiverName = Object.values(service.name)[0] ?? service.id;
  return createSimulator({
    stateFile: config.simulatorStateFile,
    services: [
      sandboxService({ origin, receiverName, currency: service.currency, credentials: config.seqr }),
    ],
    clock,
    random,
    fetch,
    log: (message, facts) => log.warn(facts, `simulated SEQR: ${message}`),
  });
}
