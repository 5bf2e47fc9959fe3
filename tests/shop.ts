// The whole service in a test's hand: real HTTP between page, service and simulated SEQR, one clock that is turned.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createApp } from '../server/app.ts';
import { Closer } from '../server/closing/closer.ts';
import type { Schedule } from '../server/closing/schedule.ts';
import { createMetrics } from '../server/metrics.ts';
import type { Shop } from '../server/orders/shop.ts';
import { UnderWay } from '../server/orders/under-way.ts';
import { Watcher } from '../server/orders/watcher.ts';
import { Deliverer } from '../server/outbox/deliverer.ts';
import { openChannels } from '../server/outbox/open-channels.ts';
import type { OutboxSettings } from '../server/outbox/settings.ts';
import { Documents } from '../server/pages/documents.ts';
import { ENTRIES } from '../server/pages/source.ts';
import type { PageSource } from '../server/pages/source.ts';
import { createSecrets } from '../server/secrets.ts';
import { createSeqrClient } from '../server/seqr/client.ts';
import type { CallRecord } from '../server/seqr/client.ts';
import type { OperationName } from '../server/seqr/operations.ts';
import { loadDefinition } from '../server/service/load.ts';
import { sandboxService } from '../server/simulator/merchant.ts';
import { sandboxCredentials } from '../server/simulator/sandbox-credentials.ts';
import { createSimulator } from '../server/simulator/simulator.ts';
import type { SimulatorOptions } from '../server/simulator/simulator.ts';
import { systemRandom } from '../server/world.ts';
import type { Checkup } from '../shared/desk/checkup.ts';
import type { Observer } from '../server/start.ts';
import type { LaunchDto, OrderDto, PutOrder, SessionDto } from '../shared/api.ts';
import type { Problem } from '../shared/problem.ts';
import type { Bill, Fault, ScanAnswer, TextMessage } from '../shared/simulator-app.ts';
import { openEmptyStore } from './engines.ts';
import type { Engine } from './engines.ts';
import { ManualClock } from './manual-clock.ts';

export interface Answer<T> {
  status: number;
  /** What was asked for, or the members of a problem document. */
  body: T & Partial<Pick<Problem, 'code' | 'canRetry' | 'detail'>>;
}

interface Options {
  engine?: Engine;
  simulator?: Partial<SimulatorOptions>;
  serviceFile?: string;
  /** When the day is closed by itself. */
  schedule?: Schedule;
  /** Which ways out there are; by default the simulated phone network and receipts. */
  outbox?: Partial<OutboxSettings>;
  /** What the desk tells of the doctor. */
  checkUp?: () => Promise<Checkup>;
  /** What stands in for the built pages is enough for whoever does not open them in a browser. */
  documents?: Documents;
  /** Sees what is said to SEQR and what it tells. */
  observer?: Observer;
}

const TICK_MS = 250;

/** How long a test waits for what must come: far longer than it ever takes, so that only a fault reaches it. */
export const PATIENCE = { timeout: 10_000 };

const UNBUILT: PageSource = {
  folder: 'dist',
  template: (entry) => Promise.resolve(`<title>${entry}</title>`),
  messages: (language) => Promise.resolve(JSON.stringify({ tooOld: language })),
  script: () => Promise.resolve(''),
};

/** What a configuration would say of the desk. */
export const DESK = {
  timeZone: 'Europe/Stockholm',
  terminalIds: [sandboxCredentials.terminalId],
  closesAt: null,
  isPrivate: false,
  isSecure: false,
};

export type TestShop = Awaited<ReturnType<typeof openShop>>;

/** Opens a shop that closes with its test. The watcher looks only while the test lets time pass. */
export async function openShop({
  engine = 'sqlite',
  simulator: rules = {},
  serviceFile,
  schedule,
  outbox,
  documents: given,
  checkUp = () => Promise.resolve({ at: 0, isReady: true, findings: [] }),
  observer,
}: Options = {}) {
  const clock = new ManualClock();
  const random = systemRandom;
  const definition = await loadDefinition(serviceFile ?? 'server/service/examples/archipelago-ferry.yaml');
  const store = await openEmptyStore(engine, clock);
  const logged: string[] = [];
  const log = pino({ level: 'debug', base: null }, { write: (line: string) => void logged.push(line) });
  const calls: CallRecord[] = [];
  const metrics = createMetrics();

  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const notifying = new Set<Promise<unknown>>();
  const service = sandboxService({
    origin: url,
    receiverName: 'Ferry',
    currency: definition.service.currency,
    credentials: sandboxCredentials,
  });
  const simulator = await createSimulator({
    services: [service],
    clock,
    random,
    fetch: (input, init) => {
      const call = fetch(input, init);
      const ended = call.catch(() => undefined).finally(() => notifying.delete(ended));
      notifying.add(ended);
      return call;
    },
    ...rules,
  });
  const account = {
    ...sandboxCredentials,
    clientId: 'Test company',
    soapUrl: `${url}/simulator/soap`,
    sessionSoapUrl: `${url}/simulator/soap/session`,
  };
  const seqr = createSeqrClient(account, {
    clock,
    random,
    ...(observer && { pools: observer.pools }),
    onCall: (record) => {
      calls.push(record);
      metrics.onCall(record);
    },
  });
  const secrets = createSecrets('a key that only tests know, of 32+', random);
  const shop: Shop = {
    store,
    seqr,
    definition,
    secrets,
    clock,
    random,
    log,
    publicUrl: url,
    terminalId: sandboxCredentials.terminalId,
    invoiceTimeoutMs: 600_000,
  };
  const documents = given ?? new Documents(UNBUILT, definition);
  const inline = await documents.inlineHashes(ENTRIES);
  const watcher = new Watcher(shop);
  const closer = new Closer(shop, schedule ?? null);
  const ways = openChannels(
    {
      sms: { kind: 'simulated', from: 'Ferry' },
      webhook: null,
      receipts: { mimeType: 'text/html' },
      ...outbox,
    },
    { ...shop, fetch, simulatedSmsUrl: `${url}/simulator/sms` },
  );
  const deliverer = new Deliverer(shop, ways.channels);
  const underWay = new UnderWay();
  const closing = new AbortController();
  const build = () =>
    createApp({
      shop,
      watcher,
      underWay,
      documents,
      inline,
      appScheme: 'seqr-demo',
      serviceId: sandboxCredentials.serviceId,
      reachSeqr: () => Promise.resolve(true),
      desk: DESK,
      metrics,
      deliverer,
      checkUp,
      closing: closing.signal,
      sandbox: { simulator: simulator.app },
    });
  const app = build();
  const answer = getRequestListener((observer?.before(app) ?? app).fetch);
  server.on('request', (request, response) => void answer(request, response));

  onTestFinished(async () => {
    closing.abort();
    await watcher.stop();
    await closer.stop();
    await deliverer.stop();
    await ways.close();
    await underWay.ended();
    server.close();
    server.closeAllConnections();
    await seqr.close();
    await simulator.close();
    await store.close();
  });

  /** Waits for everything that is under way: notifications first, then what they woke. */
  async function quiet(): Promise<void> {
    while (notifying.size > 0) await Promise.all(notifying);
    await watcher.drain();
  }

  async function app_<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/simulator/app/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  async function visit(query = '?jetty=7', language = 'en') {
    const { token } = await app_<ScanAnswer>('POST', 'scan', { url: `HTTP://SEQR.SE/000/SANDBOX${query}` });
    return visitor(token, language);
  }

  /** A page with this token. */
  function visitor(token: string, language = 'en') {
    async function send<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
      const response = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'accept-language': language,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Answer<T>['body'] };
    }
    return {
      token,
      tokenHash: secrets.hashToken(token),
      session: (invoiceReference?: string) =>
        send<SessionDto>('POST', '/api/session', invoiceReference === undefined ? {} : { invoiceReference }),
      put: (id: string, put: PutOrder) =>
        send<OrderDto & { order?: OrderDto }>('PUT', `/api/orders/${id}`, put),
      get: (id: string) => send<OrderDto>('GET', `/api/orders/${id}`),
      launch: (id: string) => send<LaunchDto>('POST', `/api/orders/${id}/launch`),
      cancel: (id: string) => send<OrderDto>('POST', `/api/orders/${id}/cancel`),
      /** A new order, of so many adults if nothing else is said, with the wallet link used. */
      order: async (
        quantity = 2,
        put: PutOrder = adults(quantity),
      ): Promise<OrderDto & { invoiceReference: string }> => {
        const id = randomUUID();
        const { status, body } = await send<OrderDto>('PUT', `/api/orders/${id}`, put);
        if (status !== 200 || body.invoiceReference === null) throw new Error(JSON.stringify(body));
        await send<LaunchDto>('POST', `/api/orders/${id}/launch`);
        return { ...body, invoiceReference: body.invoiceReference };
      },
    };
  }

  return {
    url,
    shop,
    /** The service as SEQR has registered it. */
    service,
    store,
    watcher,
    closer,
    deliverer,
    documents,
    clock,
    /** Every call to SEQR so far, and every line that was logged. */
    calls,
    logged,
    /** The surface anew, after a test has changed its parts. */
    rebuild: () => ({ app: build() }),
    visit,
    visitor,
    quiet,
    /** How often SEQR was asked for this. */
    called: (operation: OperationName): number => calls.filter((call) => call.operation === operation).length,
    /** Lets time pass, the watcher looking all the while. */
    pass: async (ms: number): Promise<void> => {
      for (let left = ms; left > 0; left -= TICK_MS) {
        await clock.advance(Math.min(TICK_MS, left));
        await watcher.look();
        await quiet();
      }
    },
    /** Lets time pass, the day's close looked after all the while, and orders left alone. */
    passClosing: async (ms: number): Promise<void> => {
      for (let left = ms; left > 0; left -= 1_000) {
        await clock.advance(Math.min(1_000, left));
        await closer.look();
        await closer.drain();
      }
    },
    /** Lets the outbox look, and waits for what it has begun. */
    deliver: async (): Promise<void> => {
      await deliverer.look();
      await deliverer.drain();
    },
    /** Lets time pass with the service as good as dead. */
    sleepThrough: (ms: number) => clock.advance(ms),
    bill: (reference: string) => app_<Bill>('GET', `bills/${reference}`),
    bills: () => app_<Bill[]>('GET', 'bills'),
    /** The phone's text messages. */
    messages: () => app_<TextMessage[]>('GET', 'messages'),
    pay: (reference: string) => app_<Bill>('POST', `bills/${reference}/pay`, { pin: '1234' }),
    showCard: (reference: string, value: string) => app_<Bill>('POST', `bills/${reference}/card`, { value }),
    act: (reference: string, verb: 'decline' | 'cancel') => app_<Bill>('POST', `bills/${reference}/${verb}`),
    expireToken: (token: string) => app_('POST', `tokens/${token}`, { state: 'expired' }),
    token: (token: string, state: string) => app_('POST', `tokens/${token}`, { state }),
    faults: (...faults: (Pick<Fault, 'on' | 'kind'> & Partial<Fault>)[]) => app_('PUT', 'faults', faults),
    notify: (key: string, body?: string) =>
      fetch(`${url}/notifications/${key}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: body ?? null,
      }),
  };
}

export function adults(quantity: number, revision?: number): PutOrder {
  return { lines: [{ sku: 'adult', quantity }], ...(revision === undefined ? {} : { revision }) };
}
