// Both engines of the store, for suites that must hold on each.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openStore } from '../server/store/open.ts';
import type { Store } from '../server/store/store.ts';
import type { Clock } from '../server/world.ts';

export const ENGINES = ['sqlite', 'postgres'] as const;
export type Engine = (typeof ENGINES)[number];

/** The address of an empty store of one's own. */
export async function emptyStoreUrl(engine: Engine): Promise<string> {
  if (engine === 'sqlite') return 'file::memory:';
  const server = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return `${server}/${name}`;
}

export async function openEmptyStore(engine: Engine, clock: Clock): Promise<Store> {
  return openStore(await emptyStoreUrl(engine), 'sandbox', clock);
}
