// What is examined, and by which means: the configuration, the network, SEQR and the store, each looked at once.
import { lookup } from 'node:dns/promises';
import type { Config } from '../config.ts';
import { createSecrets } from '../secrets.ts';
import { createSeqrClient } from '../seqr/client.ts';
import type { SeqrClient } from '../seqr/client.ts';
import { createPool } from '../seqr/send.ts';
import type { Definition } from '../service/definition.ts';
import { loadDefinition } from '../service/load.ts';
import { lookAtStore } from './store-look.ts';
import type { StoreLook } from './store-look.ts';
import type { Clock, Random } from '../world.ts';
import type { Reading } from './reading.ts';
import { createVisit, NoVisit } from './visit.ts';
import type { Visit, Visited, Way } from './visit.ts';

/** Who answers at an address. */
export type Host = 'this service' | 'a service with another SECRET_KEY' | Visited | NoVisit;

export interface Patient extends Reading {
  /** The simulated SEQR in the service's own process is meant. */
  isSimulated: boolean;
  clock: Clock;
  /** Where the service listens on this machine, if it runs here. */
  ownUrl: string;
  /** Where customers and SEQR reach it; and the same without a name and a password that may be in it. */
  publicUrl: string;
  shownUrl: string;
  seqrUrls: { client: string; session: string };
  seqr: SeqrClient;
  visit: Visit;
  /** The addresses of a name. @throws when there are none */
  resolve: (host: string) => Promise<string[]>;
  /** Whether invoices may be sent, which nobody is to pay. */
  mayInvoice: boolean;
  /** Where the environment may stand. */
  environmentFile: string;
  /** @throws {DefinitionError} */
  definition: () => Promise<Definition>;
  /** As it was at the first look. @throws {Error} that says why it cannot be looked at */
  store: () => Promise<StoreLook>;
  /** As it is now. @throws {Error} likewise */
  lookAtStore: () => Promise<StoreLook>;
  /** What the page's first address answers to others. @throws {NoVisit} */
  reach: () => Promise<Visited>;
  /** Who takes SEQR's calls there. */
  hostAt: (origin: string) => Promise<Host>;
  close: () => Promise<void>;
}

/** The world around, handed in: a test is another one. */
export interface Around {
  clock: Clock;
  random: Random;
  ownUrl: string;
  mayInvoice: boolean;
  environmentFile?: string;
  way?: Way;
  resolve?: (host: string) => Promise<string[]>;
}

/** A report's own patience is a minute; here somebody waits. */
const SEQR_PATIENCE_MS = 4_000;

export function createPatient(reading: Reading, around: Around): Patient {
  const { config } = reading;
  const {
    clock,
    random,
    ownUrl,
    mayInvoice,
    environmentFile = '.env',
    way = {},
    resolve = resolveName,
  } = around;
  const visit = createVisit(way, () => clock.now());
  const publicUrl = config.publicUrl ?? ownUrl;
  const { origin, pathname } = new URL(publicUrl);
  const seqrUrls = urlsOf(config, ownUrl);
  const account = { ...config.seqr, soapUrl: seqrUrls.client, sessionSoapUrl: seqrUrls.session };
  const seqr = createSeqrClient(account, {
    clock,
    random,
    pools: { settling: impatientPool(), general: impatientPool() },
  });
  const look = () => lookAtStore(config.databaseUrl, clock);
  const hosts = new Map<string, Promise<Host>>();
  const { notificationProbe } = createSecrets(config.secretKey, random);
  const probe = () => notificationProbe(Buffer.from(random(6)).toString('base64url'));
  return {
    ...reading,
    isSimulated: config.mode === 'sandbox' && config.seqr.soapUrl === null,
    clock,
    ownUrl,
    publicUrl,
    shownUrl: origin + pathname.replace(/\/$/, ''),
    seqrUrls,
    seqr,
    visit,
    resolve,
    mayInvoice,
    environmentFile,
    definition: once(() => loadDefinition(config.serviceFile)),
    store: once(look),
    lookAtStore: look,
    reach: once(() => visit(`${publicUrl}/order`)),
    hostAt: (origin) => {
      const known = hosts.get(origin) ?? askHost(visit, `${origin}/notifications/${probe()}`);
      hosts.set(origin, known);
      return known;
    },
    close: () => seqr.close(),
  };
}

const resolveName = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

function urlsOf({ seqr }: Config, ownUrl: string): Patient['seqrUrls'] {
  return {
    client: seqr.soapUrl ?? `${ownUrl}/simulator/soap`,
    session: seqr.sessionSoapUrl ?? `${ownUrl}/simulator/soap/session`,
  };
}

function impatientPool(): ReturnType<typeof createPool> {
  const pool = createPool(4);
  return {
    ...pool,
    post: (url, envelope, timeoutMs, maxLength) =>
      pool.post(url, envelope, Math.min(timeoutMs, SEQR_PATIENCE_MS), maxLength),
  };
}

/** The probe is a call as SEQR makes it, and only a service with the same SECRET_KEY knows it. */
async function askHost(visit: Visit, url: string): Promise<Host> {
  try {
    const visited = await visit(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    if (visited.status === 200 && visited.body === '') return 'this service';
    const isOurKind = visited.status === 404 && visited.body.includes('"urn:problem:not-found"');
    return isOurKind ? 'a service with another SECRET_KEY' : visited;
  } catch (error) {
    if (error instanceof NoVisit) return error;
    throw error;
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
