// What is remembered, and the few ways to change it. The same queries on both engines; knows no rule of the domain.
import type { Kysely } from 'kysely';
import { LIVE_STATUSES } from '../../shared/order-status.ts';
import type { Clock } from '../world.ts';
import { Acts } from './acts.ts';
import { Attempts } from './attempts.ts';
import { Claims } from './claims.ts';
import { Closings } from './closings.ts';
import type { Connected } from './connect.ts';
import { Deliveries } from './deliveries.ts';
import { happenings, readHistory, saveHistory } from './history.ts';
import type { HistoryRow } from './history.ts';
import { Meta } from './meta.ts';
import { Operators } from './operators.ts';
import { OrderSearch } from './order-search.ts';
import type { Attempt, Order, Session, SideEffect } from './records.ts';
import { Refunds } from './refunds.ts';
import { attemptToRow, orderFromRow, orderToRow, sessionFromRow, sessionToRow } from './rows.ts';
import type { Tables } from './schema.ts';
import { Snapshots } from './snapshot.ts';
import { releaseEffects, saveAttempt, saveSideEffect } from './written-along.ts';

/** An order's own fields, and what is written in the same transaction: its attempt, its side effect. */
export interface Change extends Partial<Omit<Order, 'id' | 'rowVersion'>> {
  attempt?: Attempt;
  sideEffect?: SideEffect;
  /** Lets the order's side effects go out, as of this time. */
  releaseEffectsAt?: number;
  /** SEQR's words that bring the change about, for the order's timeline. */
  told?: string | null;
}

/** Decides, from the order as it is now, what to change; null for nothing. Must be pure: it may be asked again. */
export type Decide = (order: Order) => Change | null;

/** Four writers at the most race for one order: notification, watcher, page, operator. */
const MAX_ROUNDS = 50;

export class Store {
  /** Who may watch an order, and ask about it. */
  readonly claims: Claims;
  readonly attempts: Attempts;
  /** What operators find orders by, who they are, what they did, and what they gave back. */
  readonly search: OrderSearch;
  readonly operators: Operators;
  readonly acts: Acts;
  readonly refunds: Refunds;
  /** The days' closes, and what they compare. */
  readonly closings: Closings;
  /** What tells others of orders, and how far that has come. */
  readonly deliveries: Deliveries;
  /** What the store notes about itself, and all of it as it is at one moment. */
  readonly meta: Meta;
  readonly snapshots: Snapshots;
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #listeners = new Set<(orderId: string) => void>();

  constructor({ db, isEmbedded, patiently }: Connected, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
    this.claims = new Claims(db, isEmbedded);
    this.attempts = new Attempts(db);
    this.search = new OrderSearch(db);
    this.acts = new Acts(db, isEmbedded);
    this.operators = new Operators(db, isEmbedded, this.acts);
    this.refunds = new Refunds(db, isEmbedded, this.acts);
    this.closings = new Closings(db, isEmbedded, this.acts);
    this.deliveries = new Deliveries(db, isEmbedded);
    this.meta = new Meta(db);
    this.snapshots = new Snapshots(patiently, isEmbedded);
  }

  /** Calls back after each write of an order by this process. @returns the way to stop it */
  onChange(listener: (orderId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async findOrder(id: string): Promise<Order | null> {
    const row = await this.#db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? orderFromRow(row) : null;
  }

  async findOrderByReference(invoiceReference: string): Promise<Order | null> {
    const query = this.#db.selectFrom('orders').selectAll().where('invoice_reference', '=', invoiceReference);
    const row = await query.executeTakeFirst();
    return row ? orderFromRow(row) : null;
  }

  /** The token's newest order; ids break the tie of one millisecond. */
  async findNewestOrder(tokenHash: string): Promise<Order | null> {
    const row = await this.#db
      .selectFrom('orders')
      .selectAll()
      .where('token_hash', '=', tokenHash)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row ? orderFromRow(row) : null;
  }

  async findLiveOrder(tokenHash: string): Promise<Order | null> {
    const row = await this.#db
      .selectFrom('orders')
      .selectAll()
      .where('token_hash', '=', tokenHash)
      .where('status', 'in', LIVE_STATUSES)
      .executeTakeFirst();
    return row ? orderFromRow(row) : null;
  }

  async findSideEffects(orderId: string): Promise<SideEffect[]> {
    const rows = await this.#db.selectFrom('outbox').selectAll().where('order_id', '=', orderId).execute();
    return rows.map((row) => ({
      key: row.key,
      orderId: row.order_id,
      kind: row.kind,
      createdAt: row.created_at,
      releasedAt: row.released_at,
    }));
  }

  /** The order's timeline, oldest first. */
  findHistory(orderId: string): Promise<HistoryRow[]> {
    return readHistory(this.#db, orderId);
  }

  async findSession(tokenHash: string): Promise<Session | null> {
    const query = this.#db.selectFrom('sessions').selectAll().where('token_hash', '=', tokenHash);
    const row = await query.executeTakeFirst();
    return row ? sessionFromRow(row) : null;
  }

  async saveSession(session: Session): Promise<void> {
    const { token_hash, ...rest } = sessionToRow(session);
    await this.#db
      .insertInto('sessions')
      .values({ token_hash, ...rest })
      .onConflict((conflict) => conflict.column('token_hash').doUpdateSet(rest))
      .execute();
  }

  /** Stores a new order with its first attempt.
   *  @returns false when its id, its booking number or its token's one live order stands in the way */
  async createOrder(order: Order, attempt: Attempt): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('orders')
        .values((eb) => ({
          ...orderToRow(order),
          asked_at: 0,
          msisdn_last4: eb
            .selectFrom('sessions')
            .select('sessions.msisdn_last4')
            .where('sessions.token_hash', '=', order.tokenHash),
        }))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      await tx.insertInto('attempts').values(attemptToRow(attempt)).execute();
      await saveHistory(tx, order, { at: this.#clock.now(), changes: ['placed'], told: null });
      return true;
    });
  }

  /** Changes an order by compare-and-set, as often as somebody else was faster.
   *  @returns the order as it is now, changed or not; null for an unknown one
   *  @throws {Error} when others were faster time and again: something is wrong then */
  async changeOrder(id: string, decide: Decide): Promise<Order | null> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const before = await this.findOrder(id);
      const change = before && decide(before);
      if (!change) return before;
      const after = await this.#write(before, change);
      if (after) {
        for (const listener of this.#listeners) listener(id);
        return after;
      }
    }
    throw new Error(`order ${id} could not be written in ${MAX_ROUNDS} rounds`);
  }

  /** @returns null when the order is no longer the one that was read */
  async #write(before: Order, change: Change): Promise<Order | null> {
    const { attempt, sideEffect, releaseEffectsAt, told = null, ...fields } = change;
    const after: Order = { ...before, ...fields, rowVersion: before.rowVersion + 1 };
    return this.#db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('orders')
        .set(orderToRow(after))
        .where('id', '=', before.id)
        .where('row_version', '=', before.rowVersion)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return null;
      if (attempt) await saveAttempt(tx, attempt);
      if (sideEffect) await saveSideEffect(tx, sideEffect);
      if (releaseEffectsAt !== undefined) await releaseEffects(tx, before.id, releaseEffectsAt);
      const changes = happenings(before, after);
      if (changes.length > 0) await saveHistory(tx, after, { at: this.#clock.now(), changes, told });
      return after;
    });
  }

  /** @throws when the engine does not answer */
  async ping(): Promise<void> {
    await this.#db.selectFrom('meta').select('key').limit(1).execute();
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }
}
