// Which process may look at which order now. A claim is a column of the order's own row: no second table, no lock that
// outlives its owner.
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** How long one claim of the watcher holds before another one may have the order. */
export interface ClaimTimes {
  /** For an order whose wallet link was used. */
  launchedMs: number;
  /** For one whose link was never opened. */
  waitingMs: number;
}

export class Claims {
  readonly #db: Kysely<Tables>;
  readonly #isEmbedded: boolean;

  constructor(db: Kysely<Tables>, isEmbedded: boolean) {
    this.#db = db;
    this.#isEmbedded = isEmbedded;
  }

  /** Takes up to `limit` orders that are due. Taking moves the due time: that is the lease, and it ends by itself
   *  when whoever took the order dies.
   *  @returns their ids */
  async takeDue(now: number, times: ClaimTimes, limit: number): Promise<string[]> {
    return this.#db.transaction().execute(async (tx) => {
      let due = tx
        .selectFrom('orders')
        .select('id')
        .where((eb) =>
          eb.or([
            eb('next_check_at', '<=', now),
            // A clock that was set back, or another machine's that is ahead, must not leave a payment unwatched.
            eb.and([
              eb('next_check_at', '>', now + times.waitingMs),
              eb.or([
                eb('status', '=', 'payable'),
                eb.and([eb('status', '=', 'paid'), eb('confirmed_at', 'is', null)]),
              ]),
            ]),
          ]),
        );
      due = due.orderBy('next_check_at').limit(limit);
      if (!this.#isEmbedded) due = due.forUpdate().skipLocked();
      const ids = (await due.execute()).map(({ id }) => id);
      if (ids.length === 0) return [];
      await tx
        .updateTable('orders')
        .set((eb) => ({
          next_check_at: eb
            .case()
            .when(eb.and([eb('status', '=', 'payable'), eb('launched_at', 'is', null)]))
            .then(now + times.waitingMs)
            .else(now + times.launchedMs)
            .end(),
        }))
        .where('id', 'in', ids)
        .execute();
      return ids;
    });
  }

  /** Takes the right to ask SEQR on behalf of a page: one caller in `everyMs` gets it, over all processes. A turn that
   *  was taken far in the future was taken before a clock was set back, and counts for nothing; a little ahead are
   *  only callers that have overtaken this one. */
  async takeQuestion(id: string, now: number, everyMs: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('orders')
      .set({ asked_at: now })
      .where('id', '=', id)
      .where((eb) => eb.or([eb('asked_at', '<=', now - everyMs), eb('asked_at', '>', now + everyMs)]))
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /** After a restart of the embedded engine no claim is worth waiting for: everything watched is due at once. */
  async releaseAll(now: number): Promise<void> {
    if (!this.#isEmbedded) return;
    await this.#db
      .updateTable('orders')
      .set({ next_check_at: now })
      .where('next_check_at', '>', now)
      .execute();
  }
}
