// Opens the store that DATABASE_URL names, brings its tables up to date, and refuses one of another mode.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import type { Dialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import * as orders from './migrations/0001-orders.ts';
import * as desk from './migrations/0002-desk.ts';
import * as loyalty from './migrations/0003-loyalty.ts';
import * as closings from './migrations/0004-closings.ts';
import * as deliveries from './migrations/0005-deliveries.ts';
import { createPostgresDialect } from './postgres-dialect.ts';
import type { Tables } from './schema.ts';
import { DurableSqliteDialect } from './sqlite-dialect.ts';
import { Store } from './store.ts';
import { systemClock } from '../world.ts';
import type { Clock } from '../world.ts';

/** Forward only: there is no way back but a backup. */
const migrations = (isEmbedded: boolean): Record<string, Migration> => ({
  '0001-orders': orders,
  '0002-desk': { up: (db) => desk.up(db as Kysely<unknown>, isEmbedded) },
  '0003-loyalty': loyalty,
  '0004-closings': { up: (db) => closings.up(db as Kysely<unknown>, isEmbedded) },
  '0005-deliveries': deliveries,
});

/** A store that cannot be used. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** @param url `file:PATH` (embedded) or `postgres://…`
 *  @param mode of this process; a store remembers the first one and refuses every other
 *  @throws {StoreError} with what is wrong; the URL's password is in no message */
export async function openStore(url: string, mode: string, clock: Clock = systemClock): Promise<Store> {
  const isEmbedded = url.startsWith('file:');
  const db = new Kysely<Tables>({
    dialect: isEmbedded ? sqlite(url.slice('file:'.length)) : createPostgresDialect(url),
  });
  try {
    await migrate(db, isEmbedded);
    await claimMode(db, mode);
    return new Store(db, isEmbedded, clock);
  } catch (error) {
    await db.destroy();
    throw error instanceof StoreError
      ? error
      : new StoreError(`the store cannot be opened: ${String(error)}`);
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

async function migrate(db: Kysely<Tables>, isEmbedded: boolean): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations(isEmbedded)) };
  const migrator = new Migrator({ db, provider });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : 'for no reason that it tells';
  throw new StoreError(`the store cannot be brought up to date: ${reason}`, { cause: error });
}

/** Nobody sells free tickets by forgetting a variable: a sandbox's store is never a shop's. */
async function claimMode(db: Kysely<Tables>, mode: string): Promise<void> {
  await db
    .insertInto('meta')
    .values({ key: 'mode', value: mode })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'mode')
    .executeTakeFirstOrThrow();
  if (value !== mode)
    throw new StoreError(`this store was made in ${value} mode and is not opened in ${mode} mode`);
}
