// Waits until SEQR's report of a closed period is compared: by the running service, or here, whoever takes it first.
import { Closer } from '../closing/closer.ts';
import type { ClosingRecord } from '../store/closing-rows.ts';
import type { Office } from './command.ts';
import { showProgress } from './progress.ts';

/** A report that is not there by then is a matter for later; the service goes on asking. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 500;

/** @returns the closing as it is when it is compared, needs a person, or is not worth waiting for any longer */
export async function awaitReport(office: Office, closing: ClosingRecord): Promise<ClosingRecord> {
  const { store, clock } = office.shop;
  const closer = new Closer(office.shop, null);
  const progress = showProgress(office, 'Waiting for SEQR’s report', PATIENCE_MS);
  const begunAt = clock.now();
  let current = closing;
  try {
    while (current.state === 'marked' && current.nextAt !== null && clock.now() < begunAt + PATIENCE_MS) {
      await clock.sleep(LOOK_EVERY_MS);
      progress.to(clock.now() - begunAt);
      await closer.look();
      await closer.drain();
      current = (await store.closings.find(closing.id)) ?? current;
    }
    return current;
  } finally {
    progress.stop();
    await closer.stop();
  }
}
