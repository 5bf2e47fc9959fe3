// Events on their way out: which are released, one delivery for each way that they go, and which process may try which
// delivery now. A claim is a column of the delivery's own row and ends by itself. Knows no way by name.
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Delivery, SideEffect } from './records.ts';
import type { Tables } from './schema.ts';

/** How an attempt ended. `nextAt`: when the next one is due; null: not before a person says so. */
export type Attempted =
  | { kind: 'delivered'; at: number }
  | { kind: 'failed'; at: number; nextAt: number | null; isStuck: boolean; error: string };

export class Deliveries {
  readonly #db: Kysely<Tables>;
  readonly #isEmbedded: boolean;

  constructor(db: Kysely<Tables>, isEmbedded: boolean) {
    this.#db = db;
    this.#isEmbedded = isEmbedded;
  }

  /** Released events of which no deliveries were made yet, oldest first. */
  async findReleased(limit: number): Promise<SideEffect[]> {
    const rows = await this.#db
      .selectFrom('outbox')
      .selectAll()
      .where('released_at', 'is not', null)
      .where('fanned_out_at', 'is', null)
      .orderBy('released_at')
      .limit(limit)
      .execute();
    return rows.map(eventFromRow);
  }

  /** Makes one delivery for each channel, all of them or, when somebody else was faster, none.
   *  @param channels none is an answer as well: then the event goes nowhere */
  async fanOut(
    event: Pick<SideEffect, 'key' | 'orderId'>,
    channels: readonly Delivery['channel'][],
    now: number,
  ): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('outbox')
        .set({ fanned_out_at: now })
        .where('key', '=', event.key)
        .where('released_at', 'is not', null)
        .where('fanned_out_at', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      for (const channel of channels) await insertDelivery(tx, event, channel, now);
      return true;
    });
  }

  /** Takes up to `limit` deliveries of one channel that are due. Taking moves the due time: that is the lease, and it
   *  ends by itself when whoever took the delivery dies.
   *  @param farthestMs how far ahead a due time can be; farther ones were set before a clock was set back */
  async takeDue(
    channel: Delivery['channel'],
    now: number,
    { leaseMs, farthestMs }: { leaseMs: number; farthestMs: number },
    limit: number,
  ): Promise<Delivery[]> {
    const leasedUntil = now + leaseMs;
    return this.#db.transaction().execute(async (tx) => {
      let due = tx
        .selectFrom('deliveries')
        .select('key')
        .where('channel', '=', channel)
        .where((eb) => eb.or([eb('next_at', '<=', now), eb('next_at', '>', now + farthestMs)]));
      due = due.orderBy('next_at').limit(limit);
      if (!this.#isEmbedded) due = due.forUpdate().skipLocked();
      const keys = (await due.execute()).map(({ key }) => key);
      if (keys.length === 0) return [];
      await tx
        .updateTable('deliveries')
        .set({ next_at: leasedUntil, leased_until: leasedUntil })
        .where('key', 'in', keys)
        .execute();
      return select(tx).where('deliveries.key', 'in', keys).execute().then(fromRows);
    });
  }

  /** Writes down how an attempt ended. A failure counts only under the lease that the attempt was made under; a success
   *  always, since nothing takes it back.
   *  @returns false when the lease had ended and somebody else has the delivery now, or it was delivered before */
  async record(delivery: Pick<Delivery, 'key' | 'leasedUntil'>, outcome: Attempted): Promise<boolean> {
    const own = this.#db
      .updateTable('deliveries')
      .set((eb) => ({ attempts: eb('attempts', '+', 1), leased_until: null }))
      .where('key', '=', delivery.key)
      .where('delivered_at', 'is', null);
    const written =
      outcome.kind === 'delivered'
        ? own.set({ delivered_at: outcome.at, next_at: null, stuck_at: null, last_error: null })
        : own
            .set((eb) => ({
              next_at: outcome.nextAt,
              last_error: outcome.error,
              stuck_at: outcome.isStuck ? eb.fn.coalesce('stuck_at', eb.val(outcome.at)) : null,
            }))
            .where('leased_until', '=', delivery.leasedUntil);
    return (await written.executeTakeFirst()).numUpdatedRows === 1n;
  }

  /** A person says so: the delivery is due now, and its failures are counted anew.
   *  @returns false when there is none of that key, or it is delivered, or being tried right now */
  async retry(key: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('deliveries')
      .set({ next_at: now, leased_until: null, stuck_at: null, attempts: 0 })
      .where('key', '=', key)
      .where('delivered_at', 'is', null)
      .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', now)]))
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async find(key: string): Promise<Delivery | null> {
    const rows = await select(this.#db).where('deliveries.key', '=', key).execute();
    return fromRows(rows)[0] ?? null;
  }

  /** The order's deliveries, oldest event first. */
  findByOrder(orderId: string): Promise<Delivery[]> {
    const query = select(this.#db).where('deliveries.order_id', '=', orderId);
    return query.orderBy('deliveries.created_at').orderBy('deliveries.key').execute().then(fromRows);
  }

  /** Events of the order that were written and not released: a person must look first. */
  async findHeld(orderId: string): Promise<SideEffect[]> {
    const query = this.#db.selectFrom('outbox').selectAll().where('order_id', '=', orderId);
    const rows = await query.where('released_at', 'is', null).orderBy('created_at').execute();
    return rows.map(eventFromRow);
  }

  /** Those that wait for a person, the longest first. */
  findStuck(limit: number): Promise<Delivery[]> {
    const query = select(this.#db).where('stuck_at', 'is not', null).orderBy('stuck_at').limit(limit);
    return query.execute().then(fromRows);
  }

  /** After a restart of the embedded engine no lease is worth waiting for. */
  async releaseAll(now: number): Promise<void> {
    if (!this.#isEmbedded) return;
    await this.#db
      .updateTable('deliveries')
      .set({ next_at: now, leased_until: null })
      .where('leased_until', 'is not', null)
      .execute();
  }
}

async function insertDelivery(
  tx: Transaction<Tables>,
  { key: eventKey, orderId }: Pick<SideEffect, 'key' | 'orderId'>,
  channel: Delivery['channel'],
  now: number,
): Promise<void> {
  await tx
    .insertInto('deliveries')
    .values({
      key: `${eventKey}:${channel}`,
      event_key: eventKey,
      order_id: orderId,
      channel,
      created_at: now,
      attempts: 0,
      next_at: now,
      leased_until: null,
      delivered_at: null,
      stuck_at: null,
      last_error: null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/** Deliveries with the event that each is of. */
function select(db: Kysely<Tables> | Transaction<Tables>) {
  return db
    .selectFrom('deliveries')
    .innerJoin('outbox', 'outbox.key', 'deliveries.event_key')
    .selectAll('deliveries')
    .select(['outbox.kind', 'outbox.created_at as happened_at', 'outbox.released_at']);
}

type Row = Selectable<Tables['deliveries']> &
  Pick<Selectable<Tables['outbox']>, 'kind' | 'released_at'> & { happened_at: number };

function fromRows(rows: Row[]): Delivery[] {
  return rows.map((row) => ({
    key: row.key,
    event: {
      key: row.event_key,
      orderId: row.order_id,
      kind: row.kind,
      createdAt: row.happened_at,
      releasedAt: row.released_at,
    },
    channel: row.channel,
    attempts: row.attempts,
    nextAt: row.next_at,
    leasedUntil: row.leased_until,
    deliveredAt: row.delivered_at,
    stuckAt: row.stuck_at,
    lastError: row.last_error,
  }));
}

function eventFromRow(row: Selectable<Tables['outbox']>): SideEffect {
  return {
    key: row.key,
    orderId: row.order_id,
    kind: row.kind,
    createdAt: row.created_at,
    releasedAt: row.released_at,
  };
}
