// Whether the log of acts is as it was written: every row is sealed with the one before it.
import { NO_ACT, sealedText } from '../store/acts.ts';
import type { Acts, Seal } from '../store/acts.ts';

export interface Verified {
  count: number;
  /** The last row's hash. Kept elsewhere, it shows later that nothing was cut off at the end. */
  head: string;
  /** The first row that is not as it was written, and what is wrong with it. */
  fault: { number: number; why: 'is missing' | 'was changed' } | null;
  /** Whether the chain still holds the head that was given. */
  holdsHead: boolean;
}

const BATCH = 1_000;

interface Verification {
  /** Is told how many rows were read. */
  onProgress?: (count: number) => void;
  /** Of an earlier verification. What it vouched for must still be there: a log that was cut, or made anew by somebody
   *  who has the key, holds together in itself. */
  head?: string;
}

/** Reads the whole log. */
export async function verifyActs(
  acts: Acts,
  seal: Seal,
  { onProgress, head = '' }: Verification = {},
): Promise<Verified> {
  let holdsHead = head === NO_ACT.hash;
  let last: { number: number; hash: string } = NO_ACT;
  for (;;) {
    const rows = await acts.readFrom(last.number, BATCH);
    for (const { hash, ...act } of rows) {
      const expected = last.number + 1;
      const state = { count: last.number, head: last.hash, holdsHead };
      if (act.number !== expected) return { ...state, fault: { number: expected, why: 'is missing' } };
      if (hash !== seal(sealedText(act, last.hash)))
        return { ...state, fault: { number: act.number, why: 'was changed' } };
      last = { number: act.number, hash };
      holdsHead ||= hash === head;
    }
    onProgress?.(last.number);
    if (rows.length < BATCH) return { count: last.number, head: last.hash, fault: null, holdsHead };
  }
}
