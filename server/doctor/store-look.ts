// The store as the doctor sees it: read only, by a connection of its own. Makes nothing, migrates nothing, claims nothing.
import type { Clock } from '../world.ts';
import { lookAtPostgres } from './postgres-look.ts';
import type { PostgresFacts } from './postgres-look.ts';
import { lookAtSqlite } from './sqlite-look.ts';
import type { SqliteFacts } from './sqlite-look.ts';

export interface StoreLook {
  engine: SqliteFacts | PostgresFacts;
  /** The mode that it was made in; null in one that no service has opened. */
  mode: string | null;
  /** Epoch milliseconds; null: never by us. */
  backedUpAt: number | null;
  /** Those who may sign in. */
  operators: { name: string; roles: string[]; passwordHash: string }[];
  openOrders: number;
  /** Epoch milliseconds; null: never. */
  lastClosingAt: number | null;
}

/** Runs one query. */
export type Ask = (sql: string) => Promise<Record<string, unknown>[]>;

/** @throws {NoStoreYet} @throws {Error} why it cannot be looked at; no password is in it */
export function lookAtStore(url: string, clock: Clock): Promise<StoreLook> {
  return url.startsWith('file:')
    ? lookAtSqlite(url.slice('file:'.length), readContent)
    : lookAtPostgres(url, clock, readContent);
}

/** What is the same on both engines. */
async function readContent(ask: Ask): Promise<Omit<StoreLook, 'engine'>> {
  const meta = new Map(
    (await ask('select key, value from meta')).map(({ key, value }) => [key, String(value)]),
  );
  const [orders] = await ask("select count(*) as n from orders where status in ('placing', 'payable')");
  const [closings] = await ask('select max(requested_at) as at from closings');
  const operators = await ask(
    'select name, roles, password_hash from operators where disabled_at is null order by name',
  );
  const backedUpAt = meta.get('backed_up_at');
  return {
    mode: meta.get('mode') ?? null,
    backedUpAt: /^\d+$/.test(backedUpAt ?? '') ? Number(backedUpAt) : null,
    operators: operators.map(({ name, roles, password_hash: passwordHash }) => ({
      name: String(name),
      roles: JSON.parse(String(roles)) as string[],
      passwordHash: String(passwordHash),
    })),
    openOrders: Number(orders?.['n']),
    lastClosingAt: closings?.['at'] == null ? null : Number(closings['at']),
  };
}
