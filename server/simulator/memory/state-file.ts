// The state file: an embedded database of its own, in which every document is one row. What is written is on the
// disk when `write` resolves, so a kill -9 right after an answer loses nothing.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, sql } from 'kysely';
import { DurableSqliteDialect } from '../../store/sqlite-dialect.ts';
import type { StoredDocument } from './books.ts';

interface Database {
  document: StoredDocument;
}

/** Rows per statement: three parameters each, far below the engine's limit. */
const BATCH = 500;

export class StateFile {
  readonly #db: Kysely<Database>;

  private constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Opens or creates the file; `:memory:` lives as long as the process.
   *  @throws {Error} that names the file, when it cannot be opened */
  static async open(path: string): Promise<StateFile> {
    try {
      if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
      const db = new Kysely<Database>({ dialect: new DurableSqliteDialect(path) });
      await db.schema
        .createTable('document')
        .ifNotExists()
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('json', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('document_key', ['kind', 'id'])
        .execute();
      return new StateFile(db);
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      throw new Error(`the simulated SEQR's memory ${path} cannot be opened: ${reason}`, { cause: error });
    }
  }

  /** Every document, in the order in which they were first written. */
  read(): Promise<StoredDocument[]> {
    return this.#db
      .selectFrom('document')
      .selectAll()
      .orderBy(sql`rowid`)
      .execute();
  }

  /** Writes all of the documents or, when it fails, none. */
  async write(documents: readonly StoredDocument[]): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      for (let start = 0; start < documents.length; start += BATCH) {
        await transaction
          .insertInto('document')
          .values(documents.slice(start, start + BATCH))
          .onConflict((conflict) =>
            conflict.columns(['kind', 'id']).doUpdateSet((row) => ({ json: row.ref('excluded.json') })),
          )
          .execute();
      }
    });
  }

  close(): Promise<void> {
    return this.#db.destroy();
  }
}
