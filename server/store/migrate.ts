// Brings the tables up to date, and says how far they are. Several processes may start at once: the migrator holds a lock
// of its own.
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import { StoreError } from './connect.ts';
import type { Connected } from './connect.ts';
import type { Tables } from './schema.ts';
import * as orders from './migrations/0001-orders.ts';
import * as desk from './migrations/0002-desk.ts';
import * as loyalty from './migrations/0003-loyalty.ts';
import * as closings from './migrations/0004-closings.ts';
import * as deliveries from './migrations/0005-deliveries.ts';

/** Forward only: there is no way back but a backup. */
const migrations = (isEmbedded: boolean): Record<string, Migration> => ({
  '0001-orders': orders,
  '0002-desk': { up: (db) => desk.up(db as Kysely<unknown>, isEmbedded) },
  '0003-loyalty': loyalty,
  '0004-closings': { up: (db) => closings.up(db as Kysely<unknown>, isEmbedded) },
  '0005-deliveries': deliveries,
});

/** All that this version knows, oldest first. */
export const MIGRATIONS: readonly string[] = Object.keys(migrations(true));

/** @param level how far; all the way when left out
 *  @throws {StoreError} that says which table could not be made */
export async function migrate({ db, isEmbedded, patiently }: Connected, level?: string): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations(isEmbedded)) };
  const run = (by: Kysely<Tables>) => {
    const migrator = new Migrator({ db: by, provider });
    return level === undefined ? migrator.migrateToLatest() : migrator.migrateTo(level);
  };
  const known = await new Migrator({ db, provider }).getMigrations();
  // A start that has nothing to change does not wait long for a server that is silent.
  const isDone = known.every(({ executedAt }) => executedAt !== undefined);
  const { error } = await (isDone ? run(db) : patiently(run));
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : 'for no reason that it tells';
  throw new StoreError(`the store cannot be brought up to date: ${reason}`, { cause: error });
}
