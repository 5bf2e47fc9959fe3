// A service that could go live, in a test's hand: behind a proxy with TLS, with a SEQR, a store on the disk and operators.
// Each test spoils something.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import SQLite from 'better-sqlite3';
import pg from 'pg';
import { onTestFinished, vi } from 'vitest';
import { createApp } from '../../server/app.ts';
import { addOperator } from '../../server/desk/operators.ts';
import { CHECKS } from '../../server/doctor/checks.ts';
import { examine } from '../../server/doctor/examine.ts';
import type { Around } from '../../server/doctor/patient.ts';
import type { Way } from '../../server/doctor/visit.ts';
import { readAsFarAsPossible } from '../../server/doctor/reading.ts';
import { createMetrics } from '../../server/metrics.ts';
import { UnderWay } from '../../server/orders/under-way.ts';
import { Documents } from '../../server/pages/documents.ts';
import type { PageSource } from '../../server/pages/source.ts';
import { createSecrets } from '../../server/secrets.ts';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import { openStore } from '../../server/store/open.ts';
import { systemClock, systemRandom } from '../../server/world.ts';
import type { Checkup, Finding } from '../../shared/desk/checkup.ts';
import type { Role } from '../../shared/desk/operators.ts';
import { PASSWORD } from '../desk/clerk.ts';
import { emptyStoreUrl } from '../engines.ts';
import type { Engine } from '../engines.ts';
import { DESK, openShop } from '../shop.ts';
import { CERTIFICATE } from './certificate.ts';
import { startFront } from './front.ts';
import type { Meddling } from './front.ts';

export const SECRET_KEY = 'Zk3vQ9xT1mB7rW0aYh5LcN8sPf2JdUeG4iKo6HtXyVbR';
export const WEBHOOK_SECRET = 'whsec_1zq8eT0Wm4vUeY7bJ2c9RkXh3PaN6LsDf5GtIoQyBnM=';

/** Merchants' own, so that they are not the sandbox's. */
export const CREDENTIALS = {
  ...sandboxCredentials,
  serviceId: 'FERRY',
  terminalId: 'canary-terminal-9f1c',
  terminalPassword: 'canary-terminal-word',
  resellerId: 'canary-reseller',
  resellerPassword: 'canary-reseller-word',
};

/** The page as the build makes it, as far as anybody looks at it here. */
const PAGES: PageSource = {
  folder: 'dist',
  template: () =>
    Promise.resolve('<html><head><!--{{early}}--><title>{{name}}</title></head><!--{{carried}}--></html>'),
  messages: (language) => Promise.resolve(JSON.stringify({ tooOld: language })),
  script: () => Promise.resolve('early()'),
};

interface Options {
  /** "none": no store was made yet. */
  engine?: Engine | 'none';
  /** Between customers and the service, and between the service and SEQR. */
  front?: Meddling;
  seqr?: Meddling;
  isTls?: boolean;
  operators?: Record<string, Role[]>;
  password?: string;
  /** Epoch milliseconds; null: never. */
  backedUpAt?: number | null;
  mode?: string;
  /** Where the embedded store lies; by default in a folder of its own. */
  folder?: string;
}

export type GoingLive = Awaited<ReturnType<typeof goingLive>>;

export async function goingLive({
  engine = 'none',
  front = {},
  seqr = {},
  isTls = true,
  operators = { anna: ['look', 'refund', 'close'] },
  password = PASSWORD,
  backedUpAt = Date.now(),
  mode = 'production',
  folder,
}: Options = {}) {
  const shop = await openShop();
  Object.assign(shop.service.terminal, {
    id: CREDENTIALS.terminalId,
    password: CREDENTIALS.terminalPassword,
  });
  Object.assign(shop.service.reseller, {
    id: CREDENTIALS.resellerId,
    password: CREDENTIALS.resellerPassword,
  });
  const seqrPort = await startFront(shop.url, seqr, false);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const ownUrl = `http://127.0.0.1:${port}`;
  const publicPort = await startFront(ownUrl, front, isTls);
  const publicUrl = `${isTls ? 'https' : 'http'}://tickets.example:${publicPort}`;
  const documents = new Documents(PAGES, shop.shop.definition);
  const secrets = createSecrets(SECRET_KEY, systemRandom);
  const app = createApp({
    shop: { ...shop.shop, publicUrl, secrets },
    watcher: shop.watcher,
    deliverer: shop.deliverer,
    checkUp: () => Promise.reject(new Error('asked directly')),
    underWay: new UnderWay(),
    documents,
    inline: await documents.inlineHashes(['page']),
    appScheme: 'seqr',
    serviceId: 'FERRY',
    reachSeqr: () => Promise.resolve(true),
    desk: DESK,
    metrics: createMetrics(),
    closing: new AbortController().signal,
    sandbox: null,
  });
  const answer = getRequestListener(app.fetch);
  server.on('request', (request, response) => void answer(request, response));

  const databaseUrl = engine === 'none' ? 'file:./data/of/nobody.db' : await storeUrl(engine, folder);
  if (engine !== 'none') await fill(databaseUrl, { mode, operators, password, backedUpAt });
  const env: Record<string, string> = {
    SEQR_MODE: mode,
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: publicUrl,
    SECRET_KEY,
    WEBHOOK_URL: 'https://erp.example/seqr',
    WEBHOOK_SECRET,
    SEQR_SOAP_URL: `http://127.0.0.1:${seqrPort}/simulator/soap`,
    SEQR_SESSION_SOAP_URL: `http://127.0.0.1:${seqrPort}/simulator/soap/session`,
    SEQR_TERMINAL_ID: CREDENTIALS.terminalId,
    SEQR_TERMINAL_PASSWORD: CREDENTIALS.terminalPassword,
    SEQR_RESELLER_ID: CREDENTIALS.resellerId,
    SEQR_RESELLER_USER_ID: CREDENTIALS.resellerUserId,
    SEQR_RESELLER_PASSWORD: CREDENTIALS.resellerPassword,
    SEQR_CLIENT_ID: 'Archipelago Ferries AB',
    SEQR_SERVICE_ID: CREDENTIALS.serviceId,
    DATABASE_URL: databaseUrl,
    SMS_GATEWAY: 'http',
    SMS_FROM: 'Ferry',
    SMS_HTTP_URL: 'https://sms.example/send',
    SMS_HTTP_USER: 'ferry',
    SMS_HTTP_PASSWORD: 'canary-sms-word',
    CLOSE_AT: '23:55',
  };

  /** Has everything looked at. @param change of the environment; undefined takes a variable away */
  async function checkUp(
    change: Record<string, string | undefined> = {},
    around: Partial<Around> = {},
    checks = CHECKS,
  ): Promise<Checkup> {
    return examine(
      readAsFarAsPossible({ ...env, ...change }),
      {
        clock: systemClock,
        random: systemRandom,
        ownUrl,
        mayInvoice: false,
        // As the DNS and the authorities of everybody else would have it.
        resolve: () => Promise.resolve(['203.0.113.7']),
        way: { ca: CERTIFICATE, lookup },
        ...around,
      },
      checks,
    );
  }

  return {
    shop,
    env,
    ownUrl,
    publicUrl,
    publicPort,
    databaseUrl,
    checkUp,
    /** Has one thing looked at. */
    find: async (
      id: string,
      change: Parameters<typeof checkUp>[0] = {},
      around: Partial<Around> = {},
    ): Promise<Finding> => {
      const { findings } = await checkUp(
        change,
        around,
        CHECKS.filter((check) => check.id === id),
      );
      const [finding] = findings;
      if (!finding) throw new Error(`there is no ${id}`);
      return finding;
    },
  };
}

/** Every name leads here. */
const lookup: Way['lookup'] = (_name, { all }, found) =>
  all === true ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4);

/** The ids of what is so. */
export const ofVerdict = ({ findings }: Checkup, verdict: Finding['verdict']): string[] =>
  findings.filter((finding) => finding.verdict === verdict).map(({ id }) => id);

/** A folder on a disk, as a service would have it; and the temporary one is elsewhere. */
export async function ownFolder(): Promise<string> {
  await mkdir('test-results', { recursive: true });
  const folder = await mkdtemp(resolve('test-results', 'doctor-'));
  vi.stubEnv('TMPDIR', '/nowhere');
  onTestFinished(() => {
    vi.unstubAllEnvs();
    return rm(folder, { recursive: true });
  });
  return folder;
}

async function storeUrl(engine: Engine, folder?: string): Promise<string> {
  return engine === 'postgres'
    ? emptyStoreUrl('postgres')
    : `file:${join(folder ?? (await ownFolder()), 'seqr.db')}`;
}

async function fill(
  url: string,
  {
    mode,
    operators,
    password,
    backedUpAt,
  }: Required<Pick<Options, 'mode' | 'operators' | 'password' | 'backedUpAt'>>,
): Promise<void> {
  const store = await openStore(url, mode);
  const office = {
    store,
    clock: systemClock,
    random: systemRandom,
    secrets: createSecrets(SECRET_KEY, systemRandom),
  };
  for (const [name, roles] of Object.entries(operators))
    await addOperator(office, { name, password, roles, by: 'test' });
  await store.close();
  if (backedUpAt !== null)
    await write(url, `insert into meta (key, value) values ('backed_up_at', '${backedUpAt}')`);
}

/** Writes past the store. */
export async function write(url: string, sql: string): Promise<void> {
  if (url.startsWith('file:')) {
    const database = new SQLite(url.slice('file:'.length));
    database.exec(sql);
    database.close();
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
