// After a restore the ledger may lack refunds that were made since the backup, and SEQR refuses only what goes beyond the
// whole sum: until a person has compared the books, nothing is given back.
import { actEntry } from './act-entry.ts';
import { Refusal } from './refusal.ts';
import type { Shop } from './shop.ts';

/** @returns why no refund may be made now; null when refunds are not held */
export async function whyRefundsAreHeld({ store }: Pick<Shop, 'store'>): Promise<Refusal | null> {
  const since = await store.meta.time('refunds_held_since');
  return since === null
    ? null
    : new Refusal('refunds-held', { detail: `restored from a backup of ${new Date(since).toISOString()}` });
}

/** Lets refunds be made again, by the word of an operator who has compared the books.
 *  @returns false when they were not held */
export function allowRefunds(
  shop: Pick<Shop, 'store' | 'clock' | 'secrets'>,
  { operator, reason }: { operator: string; reason: string },
): Promise<boolean> {
  return shop.store.refunds.release(
    actEntry(shop, { operator, act: 'refunds allowed after a restore', subject: null, reason }),
  );
}
