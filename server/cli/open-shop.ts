// The shop of the service that runs beside: the same configuration and store, and its simulated SEQR where that is meant.
import { readConfig } from '../config.ts';
import { createShop, operatorSettings } from '../create-shop.ts';
import { ownAddress } from '../own-address.ts';
import { createLog } from '../log.ts';
import { Deliverer } from '../outbox/deliverer.ts';
import { openChannels } from '../outbox/open-channels.ts';
import { loadDefinition } from '../service/load.ts';
import { openStore } from '../store/open.ts';
import { systemClock as clock, systemRandom as random } from '../world.ts';
import { asFailure, EXIT, Failure } from './failure.ts';
import type { OpenShop } from './world.ts';

/** How long a service on this machine may take to say that it is there. */
const PATIENCE_MS = 2_000;

/** @throws {Failure} that says what of the configuration, the service's file or the store is not as it should be */
export async function openShop(env: Record<string, string | undefined>): Promise<OpenShop> {
  const { config, definition, store } = await open(env).catch(asFailure('not-opened'));
  const url = ownAddress(config);
  // What comes of a command is told to who gave it, and stands in the store: log lines would only stand in between.
  const log = createLog('silent');
  const { shop, soapUrl } = createShop(config, { definition, store, log, clock, random, url });
  // Only asked which ways there are; what is to go out the service takes there.
  const ways = openChannels(config.outbox, {
    ...shop,
    fetch,
    simulatedSmsUrl: config.seqr.soapUrl === null ? `${url}/simulator/sms` : null,
  });
  const isSimulated = config.seqr.soapUrl === null;
  return {
    shop,
    deliverer: new Deliverer(shop, ways.channels),
    settings: operatorSettings(config),
    requireSeqr: async () => {
      if (!isSimulated || (await isSimulatedSeqr(soapUrl))) return;
      throw new Failure(
        EXIT.failed,
        'seqr-unreachable',
        `no simulated SEQR answers at ${soapUrl}: start the service (npm start), with the same PORT and HOST as here`,
      );
    },
    close: async () => {
      await ways.close();
      await shop.seqr.close();
      await store.close();
    },
  };
}

async function open(env: Record<string, string | undefined>) {
  const config = readConfig(env);
  const definition = await loadDefinition(config.serviceFile);
  return { config, definition, store: await openStore(config.databaseUrl, config.mode, clock) };
}

/** Whatever else listens there would answer too, and its answer would leave the outcome unknown. */
async function isSimulatedSeqr(soapUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(`${soapUrl}?wsdl`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok && (await answer.text()).includes('refundPayment');
  } catch {
    return false;
  }
}
