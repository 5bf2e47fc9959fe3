// A certification in a test's hand: the whole service around it, its time turned until it is over.
import { certify } from '../../server/certify/certify.ts';
import type { Certified } from '../../server/certify/certify.ts';
import { Own } from '../../server/certify/own.ts';
import { Recorder } from '../../server/certify/recorder.ts';
import { Redactor } from '../../server/certify/redact.ts';
import { SimulatedPhone } from '../../server/certify/simulated-phone.ts';
import type { Bench } from '../../server/certify/bench.ts';
import { createPools } from '../../server/seqr/client.ts';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import { openShop } from '../shop.ts';
import type { TestShop } from '../shop.ts';

export interface Around {
  shop: TestShop;
  bench: Bench;
  recorder: Recorder;
  redactor: Redactor;
  /** What a person was told. */
  told: string[];
  /** Runs it to its end, time passing all the while. */
  run: (around?: Partial<Turns>) => Promise<Certified>;
}

interface Turns {
  reachSeqr: () => Promise<boolean>;
  onStep: (title: string) => void;
  /** Each time that some time has passed. */
  onPass: () => void;
}

type Options = Parameters<typeof openShop>[0];

export async function openCertified(options: Options = {}, changed: Partial<Bench> = {}): Promise<Around> {
  let now: () => number = () => 0;
  const recorder = new Recorder(createPools(), { now: () => now(), sleep: () => Promise.resolve() });
  const shop = await openShop({ ...options, observer: recorder });
  now = () => shop.clock.now();
  const told: string[] = [];
  const redactor = new Redactor(Object.values(sandboxCredentials), ['jetty']);
  const phone: SimulatedPhone = new SimulatedPhone(
    {
      serviceUrl: shop.url,
      appUrl: `${shop.url}/simulator/app`,
      serviceId: sandboxCredentials.serviceId,
      fetch,
      onToken: (token) => redactor.learn(token),
    },
    () => bench,
  );
  const bench: Bench = {
    shop: shop.shop,
    recorder,
    phone,
    own: new Own(shop.shop),
    sendsReceipts: true,
    deskUrl: `${shop.url}/desk`,
    tell: (text) => void told.push(text),
    signal: new AbortController().signal,
    ...changed,
  };
  return {
    ...{ shop, bench, recorder, redactor, told },
    run: async ({ reachSeqr = () => Promise.resolve(true), onStep, onPass } = {}) => {
      const state = { isOver: false };
      const running = certify(bench, {
        reachSeqr,
        onStep: ({ title }) => onStep?.(title),
        onResult: () => undefined,
      }).finally(() => (state.isOver = true));
      while (!state.isOver) {
        await shop.pass(250);
        onPass?.();
        await shop.deliver();
        await shop.closer.look();
        await shop.closer.drain();
      }
      return running;
    },
  };
}
