// The simulated SEQR, whole: its memory and state file, its SOAP face, its app face, and the passing of time.
// The one way in; it stands for a company on the other side of the net, so it knows nothing of our orders.
import { Hono } from 'hono';
import type { Clock, Random } from '../world.ts';
import { SANDBOX_CUSTOMER } from './merchant.ts';
import type { Customer, SimulatedService } from './merchant.ts';
import { createNotify } from './notify.ts';
import { createSimulatedSeqr, DEFAULT_RULES } from './memory/simulated-seqr.ts';
import type { Rules } from './memory/simulated-seqr.ts';
import { createSoapEndpoint } from './soap/endpoint.ts';
import { StateFile } from './memory/state-file.ts';
import { createTransact } from './memory/transact.ts';
import { createSmsGateway } from './app/sms-gateway.ts';
import { createWalletSide } from './app/wallet-side.ts';

/** How often invoices are looked through for what time has done to them, so that the customer's phone hears of a
 *  reversal although nobody asks. Every call looks as well: this is not what makes the 20 seconds exact. */
const TICK_MS = 250;

export interface SimulatorOptions extends Partial<Rules> {
  /** Path of its own file, or `:memory:` (default) to forget at the end. */
  stateFile?: string;
  services: readonly SimulatedService[];
  customer?: Customer;
  clock: Clock;
  random: Random;
  fetch: typeof fetch;
  /** Hears of what went wrong, without secrets. */
  log?: (message: string, facts: Record<string, string>) => void;
}

export interface Simulator {
  /** Serves /simulator/soap…, /simulator/app/… and /simulator/sms. */
  app: Hono;
  /** Lets time pass also while nobody asks. */
  start(): void;
  /** Ends what is under way and closes the state file. */
  close(): Promise<void>;
}

/** Builds the simulated SEQR, with all that its state file remembers.
 *  @throws {Error} when the state file cannot be opened or read */
export async function createSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { services, customer = SANDBOX_CUSTOMER, clock, random, fetch, log = () => undefined } = options;
  const stateFile = await StateFile.open(options.stateFile ?? ':memory:');
  const documents = await stateFile.read();
  const seqr = createSimulatedSeqr({ documents, services, customer, rules: rulesOf(options), clock, random });
  const closing = new AbortController();
  const underWay = new Set<Promise<void>>();
  const transact = createTransact({ seqr, stateFile, notify: (reference) => track(notify(reference)) });
  const notify = createNotify({ seqr, transact, fetch, signal: closing.signal, log });

  const app = new Hono();
  app.route('/', createSoapEndpoint({ seqr, transact, log }));
  app.route('/', createWalletSide({ seqr, transact, log }));
  app.route('/', createSmsGateway({ seqr, transact }));
  return {
    app,
    start: () => track(letTimePass()),
    close: async () => {
      closing.abort();
      await Promise.all(underWay);
      await stateFile.close();
    },
  };

  async function letTimePass(): Promise<void> {
    while (!closing.signal.aborted) {
      await clock.sleep(TICK_MS, closing.signal);
      await transact(() => undefined).catch((error: unknown) =>
        log('the state file cannot be written', { error: String(error) }),
      );
    }
  }

  function track(work: Promise<void>): void {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  }
}

function rulesOf({ strictVersions, paymentTakesMs, tokenLifeMs, notificationBody }: Partial<Rules>): Rules {
  return {
    strictVersions: strictVersions ?? DEFAULT_RULES.strictVersions,
    paymentTakesMs: paymentTakesMs ?? DEFAULT_RULES.paymentTakesMs,
    tokenLifeMs: tokenLifeMs ?? DEFAULT_RULES.tokenLifeMs,
    notificationBody: notificationBody ?? DEFAULT_RULES.notificationBody,
  };
}
