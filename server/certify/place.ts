// Which SEQR is certified against, what of the configuration the service runs with meanwhile, and who holds the phone.
import * as v from 'valibot';
import { FaultsSchema } from '../../shared/simulator-app.ts';
import type { Config } from '../config.ts';

export interface Place {
  /** - `own`: the simulated SEQR in this process, with an empty memory: nothing of the developer's is touched
   *  - `simulator`: a simulated SEQR that runs alone, driven by its app's interface
   *  - `live`: a SEQR that is asked with real credentials, and a person with a phone */
  kind: 'own' | 'simulator' | 'live';
  config: Config;
}

/** How long the app's interface of a simulator on this machine may take to answer. */
const PATIENCE_MS = 2_000;

export async function choosePlace(
  config: Config,
  { fetch }: { fetch: typeof globalThis.fetch },
): Promise<Place> {
  // Nothing of the service's own goes to its output, which is the answer's; and no day ends by itself meanwhile.
  const quiet: Config = { ...config, logLevel: 'silent', schedule: null };
  const { soapUrl } = config.seqr;
  if (config.mode === 'sandbox' && soapUrl === null) return { kind: 'own', config: inMemory(quiet) };
  const isSimulated =
    config.mode === 'sandbox' && soapUrl !== null && (await hasApp(appUrlOf(soapUrl), fetch));
  return { kind: isSimulated ? 'simulator' : 'live', config: quiet };
}

/** Where the simulated SEQR of a SOAP address has its app's interface. */
export function appUrlOf(soapUrl: string): string {
  return new URL('app', soapUrl).href;
}

/** A service that remembers nothing, at a port that is free. */
function inMemory(config: Config): Config {
  return {
    ...config,
    port: 0,
    host: '127.0.0.1',
    publicUrl: null,
    databaseUrl: 'file::memory:',
    simulatorStateFile: ':memory:',
    seqr: { ...config.seqr, sessionSoapUrl: null },
    desk: { ...config.desk, listener: null, url: null },
    // Nobody else is to hear of payments that are none.
    outbox: { ...config.outbox, sms: { kind: 'simulated', from: 'Sandbox' }, webhook: null },
  };
}

async function hasApp(appUrl: string, fetch: typeof globalThis.fetch): Promise<boolean> {
  try {
    const answer = await fetch(`${appUrl}/faults`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    // There are servers that answer 200 to everything, also before a SEQR where money is moved.
    return answer.ok && v.is(FaultsSchema, await answer.json());
  } catch {
    return false;
  }
}
