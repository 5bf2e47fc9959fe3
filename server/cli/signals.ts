// What ends a command from outside: Ctrl-C, a system that stops, a terminal that is closed.
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Does work that must come to its end, or end in its own way.
 *  @param onSignal is called instead of ending the process */
export async function undisturbed<T>(onSignal: () => void, work: () => Promise<T>): Promise<T> {
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return await work();
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}
