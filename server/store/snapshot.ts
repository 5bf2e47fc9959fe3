// All rows of the store as they were at one moment, while the service goes on writing. Knows no file.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Connected } from './connect.ts';
import type { Tables } from './schema.ts';
import { COPIED_TABLES, PRIMARY_KEYS } from './tables.ts';
import type { CopiedTable, RowBatch, Value } from './tables.ts';

const BATCH = 500;

export interface Snapshot {
  /** The mode that the store was made in. */
  mode: string;
  /** The names of the migrations that made the tables, oldest first. */
  migrations: string[];
  counts: Record<CopiedTable, number>;
  /** Every row of every table, in an order in which they can be written again. */
  rows: () => AsyncGenerator<RowBatch>;
}

export class Snapshots {
  readonly #patiently: Connected['patiently'];
  readonly #isEmbedded: boolean;

  constructor(patiently: Connected['patiently'], isEmbedded: boolean) {
    this.#patiently = patiently;
    this.#isEmbedded = isEmbedded;
  }

  /** @param work reads what it needs; the moment ends with it */
  take<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const read = async (db: Kysely<Tables>) =>
      work({
        mode: await readMode(db),
        migrations: await readMigrations(db),
        counts: await countRows(db),
        rows: () => readRows(db),
      });
    return this.#patiently((db) =>
      this.#isEmbedded
        ? readEmbedded(db, read)
        : db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read),
    );
  }
}

/** Our own transactions take the lock of the one writer as they begin: the service would wait for a copy to end. */
function readEmbedded<T>(store: Kysely<Tables>, read: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
  return store.connection().execute(async (db) => {
    await sql`begin deferred`.execute(db);
    try {
      return await read(db);
    } finally {
      await sql`rollback`.execute(db);
    }
  });
}

async function readMode(db: Kysely<Tables>): Promise<string> {
  const query = db.selectFrom('meta').select('value').where('key', '=', 'mode');
  return (await query.executeTakeFirstOrThrow()).value;
}

async function readMigrations(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

async function countRows(db: Kysely<Tables>): Promise<Record<CopiedTable, number>> {
  const counts: Partial<Record<CopiedTable, number>> = {};
  for (const table of COPIED_TABLES) counts[table] = await countOf(db, table);
  return counts as Record<CopiedTable, number>;
}

/** How many rows a table has. */
export async function countOf(db: Kysely<Tables>, table: CopiedTable): Promise<number> {
  const counted = sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`;
  return Number((await counted.execute(db)).rows[0]?.count);
}

async function* readRows(db: Kysely<Tables>): AsyncGenerator<RowBatch> {
  for (const table of COPIED_TABLES) {
    const keys = PRIMARY_KEYS[table];
    const key = sql.join(keys.map((column) => sql.ref(column)));
    let after = sql``;
    for (;;) {
      const page = sql<
        Record<string, Value>
      >`select * from ${sql.table(table)} ${after} order by ${key} limit ${sql.lit(BATCH)}`;
      const { rows } = await page.execute(db);
      const last = rows.at(-1);
      if (!last) break;
      const columns = Object.keys(last);
      yield { table, columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
      if (rows.length < BATCH) break;
      after = sql`where (${key}) > (${sql.join(keys.map((column) => last[column]))})`;
    }
  }
}
