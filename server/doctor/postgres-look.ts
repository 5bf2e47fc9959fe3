// A PostgreSQL store: what is in it, and whether its server keeps what it has promised.
import pg from 'pg';
import type { Clock } from '../world.ts';
import type { Ask, StoreLook } from './store-look.ts';

export interface PostgresFacts {
  kind: 'postgres';
  host: string;
  version: string;
  /** By name: what makes a commit last. */
  durability: Record<(typeof DURABILITY)[number], string>;
  /** How far its clock is before ours, in milliseconds; below zero: behind. */
  clockAheadMs: number;
}

export const DURABILITY = ['fsync', 'synchronous_commit', 'full_page_writes'] as const;

const PATIENCE_MS = 3_000;

export async function lookAtPostgres(
  url: string,
  clock: Clock,
  read: (ask: Ask) => Promise<Omit<StoreLook, 'engine'>>,
): Promise<StoreLook> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    options: '-c default_transaction_read_only=on',
  });
  // Without a listener a connection that is cut later would end the process; the query tells of it.
  client.on('error', () => undefined);
  const ask: Ask = async (sql) => (await client.query<Record<string, unknown>>(sql)).rows;
  try {
    await client.connect();
    const content = await read(ask);
    const askedAt = clock.now();
    const [row = {}] = await ask(
      `select extract(epoch from clock_timestamp()) * 1000 as at, current_setting('server_version') as version,
         ${DURABILITY.map((name) => `current_setting('${name}') as ${name}`).join(', ')}`,
    );
    const ourTime = (askedAt + clock.now()) / 2;
    return {
      ...content,
      engine: {
        kind: 'postgres',
        host: client.host,
        version: String(row['version']),
        durability: {
          fsync: String(row['fsync']),
          synchronous_commit: String(row['synchronous_commit']),
          full_page_writes: String(row['full_page_writes']),
        },
        clockAheadMs: Number(row['at']) - ourTime,
      },
    };
  } finally {
    await client.end().catch(() => undefined);
  }
}
