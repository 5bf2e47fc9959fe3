// Opens the store that DATABASE_URL names, brings its tables up to date, and refuses one of another mode.
import { connected, StoreError } from './connect.ts';
import type { Connected } from './connect.ts';
import { migrate } from './migrate.ts';
import { Store } from './store.ts';
import { systemClock } from '../world.ts';
import type { Clock } from '../world.ts';

/** @param url `file:PATH` (embedded) or `postgres://…`
 *  @param mode of this process; a store remembers the first one and refuses every other
 *  @throws {StoreError} with what is wrong; the URL's password is in no message */
export function openStore(url: string, mode: string, clock: Clock = systemClock): Promise<Store> {
  return connected(url, 'opened', async (engine) => {
    await migrate(engine);
    await claimMode(engine, mode);
    return new Store(engine, clock);
  });
}

/** Nobody sells free tickets by forgetting a variable: a sandbox's store is never a shop's.
 *  @throws {StoreError} when the store was made in another mode */
export async function claimMode({ db }: Pick<Connected, 'db'>, mode: string): Promise<void> {
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
