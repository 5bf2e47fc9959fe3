// The attempts to place an order's invoice, as they are looked up; they are written along with their order.
import type { Kysely } from 'kysely';
import type { Attempt } from './records.ts';
import { attemptFromRow } from './rows.ts';
import type { Tables } from './schema.ts';

export class Attempts {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async find(key: string): Promise<Attempt | null> {
    const row = await this.#db.selectFrom('attempts').selectAll().where('key', '=', key).executeTakeFirst();
    return row ? attemptFromRow(row) : null;
  }

  /** The order's attempts, oldest first. */
  async ofOrder(orderId: string): Promise<Attempt[]> {
    const query = this.#db.selectFrom('attempts').selectAll().where('order_id', '=', orderId);
    return (await query.orderBy('started_at').orderBy('client_invoice_id').execute()).map(attemptFromRow);
  }

  /** Those whose invoice a notification has named and SEQR has yet to tell about. */
  async named(orderId: string): Promise<Attempt[]> {
    const query = this.#db.selectFrom('attempts').selectAll().where('order_id', '=', orderId);
    return (await query.where('state', '=', 'named').execute()).map(attemptFromRow);
  }
}
