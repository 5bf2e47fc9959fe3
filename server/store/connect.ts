// Reaches the engine that DATABASE_URL names. Knows no table.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import type { Dialect } from 'kysely';
import { createPostgresDialect } from './postgres-dialect.ts';
import type { Tables } from './schema.ts';
import { DurableSqliteDialect } from './sqlite-dialect.ts';

/** A store that cannot be used. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

export interface Connected {
  db: Kysely<Tables>;
  /** SQLite in this process, or else PostgreSQL. */
  isEmbedded: boolean;
  /** Does what reads or changes whole tables, where a statement may take longer than any of a customer's may. */
  patiently: <T>(work: (db: Kysely<Tables>) => Promise<T>) => Promise<T>;
}

/** Works with a store, and closes it when the work fails.
 *  @param url `file:PATH` (embedded) or `postgres://…`
 *  @param done what is to be done with it, for the message when it cannot be
 *  @throws {StoreError} with what is wrong; the URL's password is in no message */
export async function connected<T>(
  url: string,
  done: 'opened' | 'filled',
  work: (connected: Connected) => Promise<T>,
): Promise<T> {
  const isEmbedded = url.startsWith('file:');
  const dialect = isEmbedded ? sqlite(url.slice('file:'.length)) : createPostgresDialect(url);
  const db = new Kysely<Tables>({ dialect });
  const patiently: Connected['patiently'] = isEmbedded ? (long) => long(db) : (long) => byPatient(url, long);
  try {
    return await work({ db, isEmbedded, patiently });
  } catch (error) {
    await db.destroy();
    throw error instanceof StoreError
      ? error
      : new StoreError(`the store cannot be ${done}: ${String(error)}`);
  }
}

/** The embedded engine has no such limits; on PostgreSQL they belong to the connection. */
async function byPatient<T>(url: string, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
  const db = new Kysely<Tables>({ dialect: createPostgresDialect(url, 'patient') });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

function sqlite(file: string): Dialect {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    return new DurableSqliteDialect(file);
  } catch (error) {
    throw new StoreError(`the store ${file} cannot be opened: ${String(error)}`);
  }
}
