// Who may work at the desk, and the sessions of those who are signed in. Knows hashes only: neither a password nor a
// session's key is ever here.
import type { Kysely, Selectable } from 'kysely';
import type { Role } from '../../shared/desk.ts';
import type { Acts, Entry } from './acts.ts';
import type { Tables } from './schema.ts';

export interface Operator {
  /** What they sign in with and are logged by. */
  name: string;
  passwordHash: string;
  roles: Role[];
  createdAt: number;
  disabledAt: number | null;
  /** Wrong passwords in a row, and until when no more are tried. */
  failures: number;
  lockedUntil: number;
}

export interface OperatorSession {
  /** Of the key in the cookie. */
  keyHash: string;
  operator: string;
  createdAt: number;
  seenAt: number;
  endedAt: number | null;
}

export class Operators {
  readonly #db: Kysely<Tables>;
  readonly #acts: Acts;

  constructor(db: Kysely<Tables>, acts: Acts) {
    this.#db = db;
    this.#acts = acts;
  }

  /** @returns false when the name is taken */
  async add(operator: Operator, entry: Entry): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('operators')
        .values(operatorToRow(operator))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      await this.#acts.appendIn(tx, entry);
      return true;
    });
  }

  /** Changes an operator and logs it. @returns false for an unknown name */
  async change(
    name: string,
    change: Partial<Pick<Operator, 'passwordHash' | 'roles' | 'disabledAt'>>,
    entry: Entry,
  ): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      const row = await tx.selectFrom('operators').selectAll().where('name', '=', name).executeTakeFirst();
      if (!row) return false;
      const after: Operator = { ...operatorFromRow(row), ...change, failures: 0, lockedUntil: 0 };
      await tx.updateTable('operators').set(operatorToRow(after)).where('name', '=', name).execute();
      await this.#acts.appendIn(tx, entry);
      return true;
    });
  }

  async find(name: string): Promise<Operator | null> {
    const query = this.#db.selectFrom('operators').selectAll().where('name', '=', name);
    const row = await query.executeTakeFirst();
    return row ? operatorFromRow(row) : null;
  }

  async all(): Promise<Operator[]> {
    return (await this.#db.selectFrom('operators').selectAll().orderBy('name').execute()).map(
      operatorFromRow,
    );
  }

  /** Counts one more wrong password, in the row itself: a hundred at once are a hundred.
   *  @returns how many there were in a row */
  async countFailure(name: string): Promise<number> {
    const row = await this.#db
      .updateTable('operators')
      .set((eb) => ({ failures: eb('failures', '+', 1) }))
      .where('name', '=', name)
      .returning('failures')
      .executeTakeFirst();
    return row?.failures ?? 0;
  }

  async lock(name: string, until: number): Promise<void> {
    await this.#db.updateTable('operators').set({ locked_until: until }).where('name', '=', name).execute();
  }

  /** The wrong passwords before it are forgotten.
   *  @param session that begins with it, if any */
  async signIn(name: string, entry: Entry, session: OperatorSession | null): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      await tx
        .updateTable('operators')
        .set({ failures: 0, locked_until: 0 })
        .where('name', '=', name)
        .execute();
      if (session)
        await tx
          .insertInto('operator_sessions')
          .values({
            key_hash: session.keyHash,
            operator: session.operator,
            created_at: session.createdAt,
            seen_at: session.seenAt,
            ended_at: session.endedAt,
          })
          .execute();
      await this.#acts.appendIn(tx, entry);
    });
  }

  async findSession(keyHash: string): Promise<OperatorSession | null> {
    const query = this.#db.selectFrom('operator_sessions').selectAll().where('key_hash', '=', keyHash);
    const row = await query.executeTakeFirst();
    return row
      ? {
          keyHash: row.key_hash,
          operator: row.operator,
          createdAt: row.created_at,
          seenAt: row.seen_at,
          endedAt: row.ended_at,
        }
      : null;
  }

  async seeSession(keyHash: string, at: number): Promise<void> {
    const update = this.#db.updateTable('operator_sessions').set({ seen_at: at });
    await update.where('key_hash', '=', keyHash).execute();
  }

  /** Ends one session, or all of an operator's. */
  async endSessions(which: { keyHash: string } | { operator: string }, at: number): Promise<void> {
    const update = this.#db
      .updateTable('operator_sessions')
      .set({ ended_at: at })
      .where('ended_at', 'is', null);
    await (
      'keyHash' in which
        ? update.where('key_hash', '=', which.keyHash)
        : update.where('operator', '=', which.operator)
    ).execute();
  }
}

function operatorFromRow(row: Selectable<Tables['operators']>): Operator {
  return {
    name: row.name,
    passwordHash: row.password_hash,
    roles: JSON.parse(row.roles) as Role[],
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    failures: row.failures,
    lockedUntil: row.locked_until,
  };
}

function operatorToRow(operator: Operator): Tables['operators'] {
  return {
    name: operator.name,
    password_hash: operator.passwordHash,
    roles: JSON.stringify(operator.roles),
    created_at: operator.createdAt,
    disabled_at: operator.disabledAt,
    failures: operator.failures,
    locked_until: operator.lockedUntil,
  };
}
