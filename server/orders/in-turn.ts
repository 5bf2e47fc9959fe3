// One at a time per order, within this process: a thousand equal requests are one, and different ones queue.

interface Turn {
  /** What is asked for, as text. */
  request: string;
  outcome: Promise<unknown>;
}

/** Makes a function that runs work for a key after everything that was given before for the same key; a request equal
 *  to the last one that still waits or runs gets that one's outcome. */
export function createTurns(): <T>(key: string, request: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Turn>();
  return async <T>(key: string, request: string, work: () => Promise<T>): Promise<T> => {
    const before = last.get(key);
    if (before?.request === request) return before.outcome as Promise<T>;
    const outcome = (before?.outcome ?? Promise.resolve()).then(work, work);
    const mine: Turn = { request, outcome };
    last.set(key, mine);
    try {
      return await outcome;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
