// The ledger of refunds: a row before the call, one row for one request, and never more than what is left. What is left
// the domain decides, here under a lock, so that two clerks cannot both have the last krona.
import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { Acts, Entry } from './acts.ts';
import { removeNote } from './meta.ts';
import type { Order, Refund, SideEffect } from './records.ts';
import { orderFromRow } from './rows.ts';
import type { Tables } from './schema.ts';
import { saveSideEffect } from './written-along.ts';

/** Decides from the order and its refunds, which nobody else can change meanwhile, whether there is a new one. */
export type Judge<No> = (order: Order, refunds: Refund[]) => Refund | No;

/** What is written with a move, in the same transaction. */
export interface Along {
  entry?: Entry;
  sideEffect?: SideEffect;
}

export class Refunds {
  readonly #db: Kysely<Tables>;
  readonly #isEmbedded: boolean;
  readonly #acts: Acts;

  constructor(db: Kysely<Tables>, isEmbedded: boolean, acts: Acts) {
    this.#db = db;
    this.#isEmbedded = isEmbedded;
    this.#acts = acts;
  }

  /** Opens a refund unless its request is known already.
   *  @param entryOf the act to log for the new row
   *  @returns the new row, the known one, or the judge's no; null for an unknown order */
  async open<No extends object>(
    orderId: string,
    requestKey: string,
    judge: Judge<No>,
    entryOf: (refund: Refund) => Entry,
  ): Promise<{ refund: Refund; isNew: boolean } | No | null> {
    return this.#db.transaction().execute(async (tx) => {
      const locked = tx.selectFrom('orders').selectAll().where('id', '=', orderId);
      const row = await (this.#isEmbedded ? locked : locked.forUpdate()).executeTakeFirst();
      if (!row) return null;
      const known = await tx
        .selectFrom('refunds')
        .selectAll()
        .where('request_key', '=', requestKey)
        .executeTakeFirst();
      if (known) return { refund: refundFromRow(known), isNew: false };
      const verdict = judge(orderFromRow(row), await readByOrder(tx, orderId));
      if (!isRefund(verdict)) return verdict;
      await tx.insertInto('refunds').values(refundToRow(verdict)).execute();
      await this.#acts.appendIn(tx, entryOf(verdict));
      return { refund: verdict, isNew: true };
    });
  }

  /** Moves a refund on, if it still is in the state that was seen: of two, one moves it.
   *  @returns null when it was no longer there */
  async move(
    id: string,
    from: Refund['state'],
    change: Partial<Omit<Refund, 'id' | 'orderId' | 'requestKey'>>,
    along: Along = {},
  ): Promise<Refund | null> {
    return this.#db.transaction().execute(async (tx) => {
      const seen = await tx.selectFrom('refunds').selectAll().where('id', '=', id).executeTakeFirst();
      if (seen?.state !== from) return null;
      const after = { ...refundFromRow(seen), ...change };
      const { numUpdatedRows } = await tx
        .updateTable('refunds')
        .set(refundToRow(after))
        .where('id', '=', id)
        .where('state', '=', from)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return null;
      if (along.sideEffect) await saveSideEffect(tx, along.sideEffect);
      if (along.entry) await this.#acts.appendIn(tx, along.entry);
      return after;
    });
  }

  /** Ends the hold that a restore has laid on all of them.
   *  @returns false when there was none; then nothing is logged */
  async release(entry: Entry): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      if (!(await removeNote(tx, 'refunds_held_since'))) return false;
      await this.#acts.appendIn(tx, entry);
      return true;
    });
  }

  async find(id: string): Promise<Refund | null> {
    const row = await this.#db.selectFrom('refunds').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? refundFromRow(row) : null;
  }

  /** The order's refunds, oldest first. */
  findByOrder(orderId: string): Promise<Refund[]> {
    return readByOrder(this.#db, orderId);
  }

  /** Those in a state, oldest first. */
  async findInState(state: Refund['state'], limit: number): Promise<Refund[]> {
    const query = this.#db.selectFrom('refunds').selectAll().where('state', '=', state);
    return (await query.orderBy('requested_at').limit(limit).execute()).map(refundFromRow);
  }

  /** Those in one of the states, newest first. */
  async findNewest(states: readonly Refund['state'][], limit: number): Promise<Refund[]> {
    const query = this.#db.selectFrom('refunds').selectAll().where('state', 'in', states);
    return (await query.orderBy('requested_at', 'desc').orderBy('id').limit(limit).execute()).map(
      refundFromRow,
    );
  }
}

async function readByOrder(db: Kysely<Tables> | Transaction<Tables>, orderId: string): Promise<Refund[]> {
  const query = db.selectFrom('refunds').selectAll().where('order_id', '=', orderId);
  return (await query.orderBy('requested_at').orderBy('id').execute()).map(refundFromRow);
}

const isRefund = (verdict: object): verdict is Refund => 'requestKey' in verdict;

export function refundFromRow(row: Selectable<Tables['refunds']>): Refund {
  return {
    id: row.id,
    orderId: row.order_id,
    requestKey: row.request_key,
    state: row.state,
    amountMinor: row.amount_minor,
    currency: row.currency,
    lines: row.lines === null ? null : (JSON.parse(row.lines) as Refund['lines']),
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    decidedBy: row.decided_by,
    sentAt: row.sent_at,
    endedAt: row.ended_at,
    ersReference: row.ers_reference,
    resultCode: row.result_code,
    failure: row.failure,
  };
}

function refundToRow(refund: Refund): Insertable<Tables['refunds']> {
  return {
    id: refund.id,
    order_id: refund.orderId,
    request_key: refund.requestKey,
    state: refund.state,
    amount_minor: refund.amountMinor,
    currency: refund.currency,
    lines: refund.lines && JSON.stringify(refund.lines),
    reason: refund.reason,
    requested_by: refund.requestedBy,
    requested_at: refund.requestedAt,
    decided_by: refund.decidedBy,
    sent_at: refund.sentAt,
    ended_at: refund.endedAt,
    ers_reference: refund.ersReference,
    result_code: refund.resultCode,
    failure: refund.failure,
  };
}
