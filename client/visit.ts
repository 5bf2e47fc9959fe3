// Opening a visit: the session of the TOKEN, with some patience. Knows nothing of what is done with it.
import type { SessionDto } from '../shared/api.ts';
import { ApiProblem, type Api } from './api.ts';
import type { Clock } from './surroundings.ts';

interface VisitOptions {
  api: Pick<Api, 'openSession'>;
  clock: Clock;
  invoiceReference: string | null;
  /** False once another visit is wanted: then the answer does not matter any more. */
  isWanted: () => boolean;
}

/** SEQR needs a moment to open a visit, and phones change networks: silent tries before the customer is told. */
const RETRY_AFTER_MS = [500, 1_000, 2_000, 4_000];

/** @returns the session, or null when it is not wanted any more
 *  @throws {ApiProblem} when it cannot be had, or not for now */
export async function openVisit({
  api,
  clock,
  invoiceReference,
  isWanted,
}: VisitOptions): Promise<SessionDto | null> {
  for (const delayMs of [...RETRY_AFTER_MS, null]) {
    try {
      const session = await api.openSession(invoiceReference);
      return isWanted() ? session : null;
    } catch (error) {
      if (!isWanted()) return null;
      if (delayMs === null || !(error instanceof ApiProblem) || !error.canRetry) throw error;
    }
    await new Promise<void>((resolve) => clock.setTimeout(resolve, delayMs));
    if (!isWanted()) return null;
  }
  return null;
}
