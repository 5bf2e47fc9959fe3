// How fast something is: calls with so many under way at once, for at most so many calls and so long.

export interface Bounds {
  /** Calls under way at any time. */
  concurrency: number;
  maxCalls: number;
  maxMs: number;
}

export interface Speed {
  callsPerSecond: number;
  /** Microseconds of this process' CPU for one call: steadier than the speed while the machine has other work. */
  cpuMicros: number;
}

/** Rejects with the first failure of a call. */
export async function measure(call: () => Promise<unknown>, bounds: Bounds): Promise<Speed> {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const endsAt = startedAt + bounds.maxMs;
  let started = 0;
  const caller = async () => {
    while (started < bounds.maxCalls && performance.now() < endsAt) {
      started += 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: bounds.concurrency }, caller));
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    callsPerSecond: (started * 1000) / (performance.now() - startedAt),
    cpuMicros: (user + system) / started,
  };
}

/** The middle one; the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const above = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const below = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (below + above) / 2;
}
