// The append-only log of what operators did: each row's hash seals the row and the hash before it, so that a row that is
// changed, left out or put in shows. Knows no key: who appends brings the seal.
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './schema.ts';

export interface Act {
  at: number;
  operator: string;
  /** What was done: "refund requested", "signed in". */
  act: string;
  /** To what: an order's, a refund's or a closing's id, or an operator's name. */
  subject: string | null;
  /** Why, in the operator's own words; always there where money moves. */
  reason: string | null;
  detail: Record<string, string | number | boolean | null>;
}

/** An act with its place in the log. */
export interface LoggedAct extends Act {
  number: number;
  hash: string;
}

/** The keyed hash of a text. */
export type Seal = (text: string) => string;

/** An act about to be logged. */
export interface Entry {
  act: Act;
  seal: Seal;
}

/** What is sealed of an act: all of it, its number, and the hash before it. */
export function sealedText({ number, ...act }: Omit<LoggedAct, 'hash'>, hashBefore: string): string {
  const { at, operator, act: what, subject, reason, detail } = act;
  return JSON.stringify([hashBefore, number, at, operator, what, subject, reason, detail]);
}

/** What stands before the first act. */
export const NO_ACT: Pick<LoggedAct, 'number' | 'hash'> = { number: 0, hash: '' };

/** As far as PostgreSQL counts in an `integer`, which every number is compared with as one. */
const BEYOND = 2 ** 31 - 1;

export class Acts {
  readonly #db: Kysely<Tables>;
  readonly #isEmbedded: boolean;

  constructor(db: Kysely<Tables>, isEmbedded: boolean) {
    this.#db = db;
    this.#isEmbedded = isEmbedded;
  }

  append(entry: Entry): Promise<LoggedAct> {
    return this.#db.transaction().execute((tx) => this.appendIn(tx, entry));
  }

  /** The same as a part of something greater: both are written, or neither. */
  async appendIn(tx: Transaction<Tables>, { act, seal }: Entry): Promise<LoggedAct> {
    // Two that read the same last row would both follow it. The embedded engine has one writer as it is.
    const turn = tx.selectFrom('meta').select('key').where('key', '=', 'acts');
    await (this.#isEmbedded ? turn : turn.forUpdate()).execute();
    const query = tx.selectFrom('acts').select(['number', 'hash']).orderBy('number', 'desc').limit(1);
    const last = (await query.executeTakeFirst()) ?? NO_ACT;
    const numbered = { ...act, number: last.number + 1 };
    const hash = seal(sealedText(numbered, last.hash));
    await tx
      .insertInto('acts')
      .values({ ...numbered, detail: JSON.stringify(act.detail), hash })
      .execute();
    return { ...numbered, hash };
  }

  /** @param after the number behind which to begin; oldest first */
  async readFrom(after: number, limit: number): Promise<LoggedAct[]> {
    const query = this.#db.selectFrom('acts').selectAll().where('number', '>', after);
    return (await query.orderBy('number').limit(limit).execute()).map(actFromRow);
  }

  /** The newest first, below a number; however great it is. */
  async readBefore(before: number, limit: number): Promise<LoggedAct[]> {
    const query = this.#db.selectFrom('acts').selectAll().where('number', '<', Math.min(before, BEYOND));
    return (await query.orderBy('number', 'desc').limit(limit).execute()).map(actFromRow);
  }

  /** What was done to one thing, oldest first. */
  async about(subject: string): Promise<LoggedAct[]> {
    const query = this.#db.selectFrom('acts').selectAll().where('subject', '=', subject);
    return (await query.orderBy('number').execute()).map(actFromRow);
  }
}

function actFromRow(row: Tables['acts']): LoggedAct {
  return { ...row, detail: JSON.parse(row.detail) as Act['detail'] };
}
