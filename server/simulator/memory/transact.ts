// One turn of the simulated SEQR: what time has done, what is asked for, all of it on the disk, and only then the
// answer and the notifications.
import { lapse } from '../business/invoice-life.ts';
import type { SimulatedSeqr } from './simulated-seqr.ts';
import type { StateFile } from './state-file.ts';

/** Does the work at once, and answers with its result when that is on the disk, with all that was before it. */
export type Transact = <T>(work: () => T) => Promise<T>;

interface Options {
  seqr: SimulatedSeqr;
  stateFile: Pick<StateFile, 'write'>;
  /** Called with the invoices whose payment is on the disk and not yet told. */
  notify: (invoiceReference: string) => void;
}

export function createTransact({ seqr, stateFile, notify }: Options): Transact {
  const commit = createCommit(seqr, stateFile);
  return async (work) => {
    lapse(seqr);
    const result = work();
    const due = seqr.notificationsDue.splice(0);
    await commit();
    due.forEach(notify);
    return result;
  };
}

/** Writes what has changed. While one write runs, all that comes meanwhile waits for one next write together. */
function createCommit({ books }: SimulatedSeqr, stateFile: Options['stateFile']): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function write(): Promise<void> {
    const changes = books.takeChanges();
    try {
      await stateFile.write(changes);
    } catch (error) {
      books.putBack(changes);
      throw error;
    }
  }

  function start(): Promise<void> {
    next = null;
    const mine = write().finally(() => {
      if (running === mine) running = null;
    });
    running = mine;
    return mine;
  }

  return () => {
    if (next) return next;
    // Nothing new: but what the answer rests on may be being written right now.
    if (!books.hasChanges) return running ?? Promise.resolve();
    if (!running) return start();
    // Whether that write succeeds is for those to hear who wait for it.
    next = running.then(start, start);
    return next;
  };
}
