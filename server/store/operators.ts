// Who may work at the desk, and the sessions of those who are signed in. Knows hashes only: neither a password nor a
// session's key is ever here.
import type { Kysely, Selectable } from 'kysely';
import type { Role } from '../../shared/desk/operators.ts';
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
  readonly #isEmbedded: boolean;
  readonly #acts: Acts;

  constructor(db: Kysely<Tables>, isEmbedded: boolean, acts: Acts) {
    this.#db = db;
    this.#isEmbedded = isEmbedded;
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
      const { passwordHash, roles, disabledAt } = change;
      const { numUpdatedRows } = await tx
        .updateTable('operators')
        .set({
          ...(passwordHash === undefined ? null : { password_hash: passwordHash }),
          ...(roles === undefined ? null : { roles: JSON.stringify(roles) }),
          ...(disabledAt === undefined ? null : { disabled_at: disabledAt }),
          failures: 0,
          locked_until: 0,
        })
        .where('name', '=', name)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
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

  /** Counts one more try to sign in, unless the name is locked, and locks it behind that: nobody who comes at the same
   *  time gets one more.
   *  @param lockMs for how long, by how many tries there were in a row
   *  @returns how many there were, or until when none is allowed; no tries for a name that is nobody's */
  async takeTry(
    name: string,
    now: number,
    lockMs: (tries: number) => number,
  ): Promise<{ tries: number; lockedUntil: number | null }> {
    return this.#db.transaction().execute(async (tx) => {
      const query = tx.selectFrom('operators').select(['failures', 'locked_until']).where('name', '=', name);
      const row = await (this.#isEmbedded ? query : query.forUpdate()).executeTakeFirst();
      if (!row) return { tries: 0, lockedUntil: null };
      if (row.locked_until > now) return { tries: row.failures, lockedUntil: row.locked_until };
      const tries = row.failures + 1;
      await tx
        .updateTable('operators')
        .set({ failures: tries, locked_until: now + lockMs(tries) })
        .where('name', '=', name)
        .execute();
      return { tries, lockedUntil: null };
    });
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
