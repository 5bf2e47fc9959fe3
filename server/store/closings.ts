// The days' closes: a row before the mark, who may fetch its report now, and the one transaction that ends it.
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Closing, ClosingResult, ClosingState } from '../../shared/desk/closings.ts';
import type { Acts, Entry } from './acts.ts';
import { ClosingBooks, textsOf } from './closing-books.ts';
import { changesToRow, closingFromRow, closingToRow, scopeOf, WITHOUT_RESULT } from './closing-rows.ts';
import type { ClosingChanges, ClosingRecord, ClosingRow } from './closing-rows.ts';
import type { SideEffect } from './records.ts';
import type { Tables } from './schema.ts';
import { saveSideEffect } from './written-along.ts';

/** What SEQR's report has brought. */
export interface Completion {
  result: ClosingResult;
  explanation: string | null;
  matchedAt: number;
  /** What it lists that no report before it has listed. */
  listed: string[];
  refunds: { id: string; ersReference: string; sideEffect: SideEffect }[];
}

/** Rows of one statement: PostgreSQL gives each four seconds. */
const CHUNK = 20_000;

export class Closings {
  /** Our side of the comparison. */
  readonly books: ClosingBooks;
  readonly #db: Kysely<Tables>;
  readonly #isEmbedded: boolean;
  readonly #acts: Acts;

  constructor(db: Kysely<Tables>, isEmbedded: boolean, acts: Acts) {
    this.#db = db;
    this.#isEmbedded = isEmbedded;
    this.#acts = acts;
    this.books = new ClosingBooks(db, isEmbedded);
  }

  /** Opens a closing unless its request is known, or another one of its scope is `marking` or `unknown`.
   *  @returns the new row, the known one, or the one in the way */
  async open(
    closing: ClosingRecord,
    entry: Entry | null = null,
  ): Promise<{ is: 'new' | 'known' | 'in-the-way'; closing: ClosingRecord }> {
    for (;;) {
      const isNew = await this.#db.transaction().execute(async (tx) => {
        const insert = tx.insertInto('closings').values(closingToRow(closing));
        const { numInsertedOrUpdatedRows } = await insert
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows === 1n && entry) await this.#acts.appendIn(tx, entry);
        return numInsertedOrUpdatedRows === 1n;
      });
      if (isNew) return { is: 'new', closing };
      const all = this.#db.selectFrom('closings').selectAll();
      const known = await all.where('request_key', '=', closing.requestKey).executeTakeFirst();
      if (known) return { is: 'known', closing: closingFromRow(known) };
      const inTheWay = await all
        .where('scope', '=', scopeOf(closing.terminalId))
        .where('state', 'in', ['marking', 'unknown'])
        .executeTakeFirst();
      // None: it has ended in between, and there is room now.
      if (inTheWay) return { is: 'in-the-way', closing: closingFromRow(inTheWay) };
    }
  }

  /** Moves a closing on, if it still is in one of the states.
   *  @returns null when it is not, and `taken` when another closing of its scope has the period's number */
  async move(
    id: string,
    from: readonly ClosingState[],
    changes: ClosingChanges,
    entry: Entry | null = null,
  ): Promise<ClosingRecord | 'taken' | null> {
    return this.#db.transaction().execute(async (tx) => {
      const seen = await tx.selectFrom('closings').selectAll().where('id', '=', id).executeTakeFirst();
      if (!seen || !from.includes(seen.state)) return null;
      const { transactionPeriodId: period } = changes;
      if (period !== undefined && (await isTaken(tx, seen, period))) return 'taken';
      const { numUpdatedRows } = await tx
        .updateTable('closings')
        .set(changesToRow(changes))
        .where('id', '=', id)
        .where('state', 'in', from)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return null;
      if (entry) await this.#acts.appendIn(tx, entry);
      return { ...closingFromRow(seen), ...changes };
    });
  }

  /** Ends a closing with what was found: its result, the refunds that it settles and what it lists, all or nothing.
   *  @returns false when it was ended already, or is about another period by now
   *  @throws when a report that was matched meanwhile lists the same, or a refund that it settles was found not made: it
   *    is to be matched anew */
  async complete({ id, terminalId, transactionPeriodId }: Closing, completion: Completion): Promise<boolean> {
    const { result, explanation, matchedAt, listed, refunds } = completion;
    return this.#db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('closings')
        .set({
          state: 'matched',
          result: JSON.stringify(result),
          break_count: result.breaks.length,
          matched_at: matchedAt,
          explanation,
          next_at: null,
        })
        .where('id', '=', id)
        .where('state', '=', 'marked')
        .where('transaction_period_id', '=', transactionPeriodId)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      for (const refund of refunds) await settleRefund(tx, refund, matchedAt);
      for (let start = 0; start < listed.length; start += CHUNK) {
        const names = textsOf(listed.slice(start, start + CHUNK), this.#isEmbedded);
        await sql`insert into listed (scope, name, closing_id)
          select cast(${scopeOf(terminalId)} as text), value, cast(${id} as text) from ${names}`.execute(tx);
      }
      return true;
    });
  }

  /** Takes closings whose report is due. Taking moves the time on: that is the lease. */
  async takeDue(now: number, leaseMs: number, limit: number): Promise<ClosingRecord[]> {
    return this.#db.transaction().execute(async (tx) => {
      let due = tx.selectFrom('closings').selectAll().where('state', '=', 'marked');
      // A time that is further away than a lease was set before a clock was set back.
      due = due.where((eb) => eb.or([eb('next_at', '<=', now), eb('next_at', '>', now + 2 * leaseMs)]));
      due = due.orderBy('next_at').limit(limit);
      if (!this.#isEmbedded) due = due.forUpdate().skipLocked();
      const rows = await due.execute();
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0)
        await tx
          .updateTable('closings')
          .set({ next_at: now + leaseMs })
          .where('id', 'in', ids)
          .execute();
      return rows.map(closingFromRow);
    });
  }

  /** Calls `unknown` what has been `marking` since before a time: whoever asked has died.
   *  @returns their ids */
  async sweep(before: number, explanation: string): Promise<string[]> {
    const rows = await this.#db
      .updateTable('closings')
      .set({ state: 'unknown', explanation })
      .where('state', '=', 'marking')
      .where('requested_at', '<', before)
      .returning('id')
      .execute();
    return rows.map(({ id }) => id);
  }

  /** After a restart of the embedded engine no lease is worth waiting for. */
  async releaseAll(now: number): Promise<void> {
    if (!this.#isEmbedded) return;
    await this.#db.updateTable('closings').set({ next_at: now }).where('next_at', '>', now).execute();
  }

  async find(id: string): Promise<ClosingRecord | null> {
    const row = await this.#db.selectFrom('closings').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? closingFromRow(row) : null;
  }

  /** The newest first; without their results, which may be long. */
  async list(limit: number, states?: readonly ClosingState[]): Promise<ClosingRecord[]> {
    let query = this.#db.selectFrom('closings').select(WITHOUT_RESULT);
    if (states) query = query.where('state', 'in', states);
    const rows = await query.orderBy('requested_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
    return rows.map((row) => closingFromRow({ ...row, result: null }));
  }

  /** When the last closing of the same scope before this one was asked for that is in a state; null: there is none. */
  async lastBefore({ terminalId, requestedAt }: Closing, state: ClosingState): Promise<number | null> {
    const row = await this.#db
      .selectFrom('closings')
      .select((eb) => eb.fn.max('requested_at').as('at'))
      .where('scope', '=', scopeOf(terminalId))
      .where('state', '=', state)
      .where('requested_at', '<', requestedAt)
      .executeTakeFirst();
    return row?.at ?? null;
  }
}

async function isTaken(tx: Transaction<Tables>, { id, scope }: ClosingRow, period: string | null) {
  const query = tx.selectFrom('closings').select('id').where('scope', '=', scope).where('id', '!=', id);
  return (await query.where('transaction_period_id', '=', period).executeTakeFirst()) !== undefined;
}

/** One whose outcome was open, and is SEQR's word now. */
async function settleRefund(
  tx: Transaction<Tables>,
  { id, ersReference, sideEffect }: Completion['refunds'][number],
  endedAt: number,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('refunds')
    .set({ state: 'done', ers_reference: ersReference, ended_at: endedAt, failure: null })
    .where('id', '=', id)
    .where('state', 'in', ['unknown', 'sent'])
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return saveSideEffect(tx, sideEffect);
  const now = await tx.selectFrom('refunds').select('state').where('id', '=', id).executeTakeFirst();
  if (now?.state !== 'done') throw new Error(`refund ${id} is ${now?.state ?? 'gone'} by now`);
}
