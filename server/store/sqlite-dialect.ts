// Kysely's SQLite dialect, made safe: what is committed is on the disk, and who finds the file locked waits.
import SQLite from 'better-sqlite3';
import { SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely';
import type { DatabaseConnection, DialectAdapter, Driver, SqliteDialectConfig } from 'kysely';
import { CompiledQuery } from 'kysely';

class ImmediateDriver extends SqliteDriver {
  // A plain "begin" takes its write lock late and then fails with SQLITE_BUSY instead of waiting.
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

class TransactionalAdapter extends SqliteAdapter {
  // Else a migration that fails stays half applied and blocks every later start.
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** The embedded engine on one file, or on `:memory:`.
 *  @throws {Error} when the file cannot be opened or the engine would not sync its commits */
export class DurableSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(file: string) {
    const config = { database: openDurably(file) };
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#config);
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalAdapter();
  }
}

function openDurably(file: string): SQLite.Database {
  const database = new SQLite(file);
  database.pragma('journal_mode = WAL');
  // WAL files are reopened with NORMAL, which does not sync a commit: said anew at every open.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 5000');
  const level: unknown = database.pragma('synchronous', { simple: true });
  if (level !== 2)
    throw new Error(`${file}: the engine would not sync its commits (synchronous is ${String(level)})`);
  return database;
}
