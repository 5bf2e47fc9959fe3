// When a delivery that failed is tried again, and from when on a person should look. Pure.
import type { Random } from '../world.ts';

const FIRST_MS = 5_000;
const LONGEST_MS = 60 * 60_000;
/** So many failures in a row are some ten minutes: longer than a restart takes. */
const STUCK_AFTER = 8;

/** How far ahead a due time can be. */
export const FARTHEST_MS = LONGEST_MS;

/** Twice as long each time, up to an hour, and then every hour; less up to a quarter, so that what failed together does
 *  not come back together.
 *  @param attempts how many have failed in a row, from 1 */
export function nextAttemptAt(now: number, attempts: number, random: Random): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempts - 1));
  const [byte = 0] = random(1);
  return now + Math.round(longest * (1 - byte / 255 / 4));
}

export function isStuck(attempts: number): boolean {
  return attempts >= STUCK_AFTER;
}
