// Writes a copy's rows into a store that holds nothing yet: all of them, or none.
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { Acts } from './acts.ts';
import type { Entry } from './acts.ts';
import { connected, StoreError } from './connect.ts';
import type { Connected } from './connect.ts';
import { noteTime } from './meta.ts';
import { migrate, MIGRATIONS } from './migrate.ts';
import { claimMode } from './open.ts';
import type { Tables } from './schema.ts';
import { countOf } from './snapshot.ts';
import { COPIED_TABLES } from './tables.ts';
import type { RowBatch } from './tables.ts';

export interface Copy {
  mode: string;
  /** The names of the migrations that had made its tables. */
  migrations: readonly string[];
  /** When it was made. */
  at: number;
  rows: AsyncIterable<RowBatch>;
}

/** @param url of a store that nobody has used
 *  @param entry the act to log behind those of the copy
 *  @param now nothing that was claimed before it is waited for
 *  @throws {StoreError} when the store is not empty, of another mode, or newer; and whatever `rows` throws. Nothing of the
 *    copy is in the store then */
export async function restoreStore(
  url: string,
  copy: Copy,
  { entry, now }: { entry: Entry; now: number },
): Promise<void> {
  const level = levelOf(copy);
  await connected(url, 'filled', async (engine) => {
    await engine.patiently(requireEmpty);
    await requireNotBeyond(engine.db, copy);
    await migrate(engine, level);
    await claimMode(engine, copy.mode);
    await engine.patiently((db) => db.transaction().execute((tx) => fill(tx, engine, copy, { entry, now })));
    await migrate(engine);
    await engine.db.destroy();
  });
}

/** The rows are written into tables as they were when they were read; what has changed since is done to both. */
function levelOf({ migrations }: Copy): string {
  const level = migrations.at(-1);
  if (level !== undefined && migrations.every((name, index) => MIGRATIONS[index] === name)) return level;
  throw new StoreError(
    `it was made by a newer version of this service (its tables are at ${level ?? 'nothing'}): restore it with that version`,
  );
}

async function requireNotBeyond(db: Kysely<Tables>, { migrations }: Copy): Promise<void> {
  if (!(await tablesIn(db)).has('kysely_migration')) return;
  const applied = await sql`select name from kysely_migration`.execute(db);
  if (applied.rows.length > migrations.length)
    throw new StoreError(
      'the store’s tables are newer than the backup: name a store in DATABASE_URL that no service has opened yet',
    );
}

async function requireEmpty(db: Kysely<Tables>): Promise<void> {
  const existing = await tablesIn(db);
  for (const table of COPIED_TABLES) {
    const count = existing.has(table) ? await countOf(db, table) : 0;
    if (count > 0)
      throw new StoreError(
        `the store is not empty (${count} rows in ${table}), and nothing is written over: name another one in DATABASE_URL`,
      );
  }
}

async function tablesIn(db: Kysely<Tables>): Promise<Set<string>> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  return new Set(tables.map(({ name }) => name));
}

async function fill(
  tx: Transaction<Tables>,
  { isEmbedded }: Connected,
  copy: Copy,
  { entry, now }: { entry: Entry; now: number },
): Promise<void> {
  // Whoever might open a shop here meanwhile waits. The embedded engine has one writer as it is.
  if (!isEmbedded) await sql`lock table orders, operators, sessions in share row exclusive mode`.execute(tx);
  await requireEmpty(tx);
  for await (const batch of copy.rows) await insert(tx, batch);
  // Whoever held a claim is another process, on another machine: what is open is asked for at once.
  await tx.updateTable('orders').set({ next_check_at: now }).where('next_check_at', '>', now).execute();
  await new Acts(tx, isEmbedded).appendIn(tx, entry);
  await noteTime(tx, 'backed_up_at', copy.at);
  await noteTime(tx, 'refunds_held_since', copy.at);
}

async function insert(tx: Transaction<Tables>, { table, columns, rows }: RowBatch): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const values = sql.join(rows.map((row) => sql`(${sql.join(row)})`));
  await sql`insert into ${sql.table(table)} (${names}) values ${values}`.execute(tx);
}
