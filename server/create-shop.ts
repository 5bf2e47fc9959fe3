// What the domain works with, built from the configuration: the same for the service and for the command line, which must
// not differ in who they are to SEQR, nor in what they seal with. Opens nothing.
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Shop } from './orders/shop.ts';
import type { DeskSettings } from './routes/desk/desk.ts';
import { createSecrets } from './secrets.ts';
import { createSeqrClient } from './seqr/client.ts';
import type { CallRecord, Pools } from './seqr/client.ts';
import type { Definition } from './service/definition.ts';
import type { Store } from './store/store.ts';
import type { Clock, Random } from './world.ts';

interface Parts {
  definition: Definition;
  store: Store;
  log: Logger;
  clock: Clock;
  random: Random;
  /** Where the service listens: what the configuration leaves open is there. */
  url: string;
  /** Hears of every call to SEQR. */
  onCall?: (record: CallRecord) => void;
  /** What its calls travel through, where they are to be seen. */
  pools?: Pools;
}

/** What operators must know of the configuration, at the desk and on the command line. */
export type OperatorSettings = Pick<DeskSettings, 'timeZone' | 'terminalIds' | 'closesAt'>;

/** @returns the shop, and where the SEQR is that it calls */
export function createShop(config: Config, parts: Parts): { shop: Shop; soapUrl: string } {
  const { url, onCall, pools, ...rest } = parts;
  const { clock, random, log } = rest;
  const soapUrl = config.seqr.soapUrl ?? `${url}/simulator/soap`;
  const sessionSoapUrl = config.seqr.sessionSoapUrl ?? `${url}/simulator/soap/session`;
  const shop: Shop = {
    ...rest,
    seqr: createSeqrClient(
      { ...config.seqr, soapUrl, sessionSoapUrl },
      {
        clock,
        random,
        ...(pools && { pools }),
        onCall: (record) => {
          onCall?.(record);
          log.debug(record, 'asked SEQR');
        },
      },
    ),
    secrets: createSecrets(config.secretKey, random),
    publicUrl: config.publicUrl ?? url,
    terminalId: config.seqr.terminalId,
    invoiceTimeoutMs: config.invoiceTimeoutMs,
  };
  return { shop, soapUrl };
}

export function operatorSettings(config: Config): OperatorSettings {
  const { timeZone, seqr, schedule } = config;
  return { timeZone, terminalIds: [seqr.terminalId], closesAt: schedule?.closeAt ?? null };
}
