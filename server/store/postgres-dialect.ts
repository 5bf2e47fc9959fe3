// Kysely's PostgreSQL dialect, made safe against a server that falls silent: SEQR's twenty seconds run on meanwhile.
import { PostgresDialect } from 'kysely';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';

/** How long one statement may take: `quick` beside SEQR's twenty seconds, `patient` for what reads or changes whole tables. */
export type Pace = 'quick' | 'patient';

/** @param url `postgres://…` */
export function createPostgresDialect(url: string, pace: Pace = 'quick'): PostgresDialect {
  return new PostgresDialect({ pool: new RenewedPool(() => createPool(url, PACES[pace])) });
}

const PACES = {
  quick: { query_timeout: 4_000, statement_timeout: 4_000, idle_in_transaction_session_timeout: 5_000 },
  // A disk that is slow to take a copy holds its transaction up.
  patient: {
    query_timeout: 30 * 60_000,
    statement_timeout: 30 * 60_000,
    idle_in_transaction_session_timeout: 60_000,
  },
} satisfies Record<Pace, pg.PoolConfig>;

function createPool(url: string, limits: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 16,
    // No wait without an end, and no lock that outlives a dead process by more than a moment.
    connectionTimeoutMillis: 2_000,
    ...limits,
    // At every pace: whoever waits for a table's lock keeps all others from that table.
    lock_timeout: 3_000,
    keepAlive: true,
    types: { getTypeParser: parserOf },
  });
  // Without a listener the error of an idle connection would end the process; the next query tells of it anyway.
  pool.on('error', () => undefined);
  return pool;
}

type TypeId = Parameters<typeof pg.types.getTypeParser>[0];

/** int8 arrives as text; our epoch milliseconds are safe integers. */
function parserOf(type: TypeId, format?: 'text' | 'binary'): unknown {
  return type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format);
}

/** A pool that is given up whole when one of its connections stops answering: the others, idle, would each have to be
 *  waited for in their turn. */
class RenewedPool implements PostgresPool {
  readonly options = {};
  readonly #create: () => pg.Pool;
  #pool: pg.Pool;

  constructor(create: () => pg.Pool) {
    this.#create = create;
    this.#pool = create();
  }

  async connect(): Promise<PostgresPoolClient> {
    const pool = this.#pool;
    const client = await pool.connect();
    let failure: Error | null = null;
    const query = async (sql: string, parameters: readonly unknown[]) => {
      // A transaction that is to be rolled back on it would wait once more.
      if (failure !== null) throw failure;
      try {
        return await client.query(sql, [...parameters]);
      } catch (error) {
        // What the server itself objects to is an answer.
        if (error instanceof pg.DatabaseError) throw error;
        failure = error instanceof Error ? error : new Error('the query failed', { cause: error });
        this.#renew(pool);
        throw failure;
      }
    };
    return {
      // The type's other form is for cursors, which nothing here opens.
      query: query as unknown as PostgresPoolClient['query'],
      release: () => client.release(failure !== null),
    };
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  #renew(failed: pg.Pool): void {
    if (failed !== this.#pool) return;
    this.#pool = this.#create();
    failed.end().catch(() => undefined);
  }
}
