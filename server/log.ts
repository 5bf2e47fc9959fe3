// Structured logs, a JSON line each, written before the call returns: what was logged survives kill -9.
import { destination, pino } from 'pino';
import type { Logger } from 'pino';

/** @param level the least that is written */
export function createLog(level: string): Logger {
  return pino(
    { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    destination({ sync: true }),
  );
}
