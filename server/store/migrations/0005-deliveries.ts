// What becomes of an event: one delivery for each way that it goes.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable('outbox').addColumn('fanned_out_at', 'bigint').execute();
  // Until now nobody delivered anything: an old event must not reach a customer weeks later.
  await sql`update outbox set fanned_out_at = released_at where released_at is not null`.execute(db);
  // Few of all events wait to be fanned out: an index over those alone.
  await schema
    .createIndex('outbox_released')
    .on('outbox')
    .column('released_at')
    .where(sql.ref('fanned_out_at'), 'is', null)
    .execute();
  await schema.createIndex('outbox_by_order').on('outbox').column('order_id').execute();

  await schema
    .createTable('deliveries')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('event_key', 'text', (c) => c.notNull().references('outbox.key'))
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint')
    .addColumn('leased_until', 'bigint')
    .addColumn('delivered_at', 'bigint')
    .addColumn('stuck_at', 'bigint')
    .addColumn('last_error', 'text')
    .execute();
  await schema.createIndex('deliveries_due').on('deliveries').columns(['channel', 'next_at']).execute();
  await schema.createIndex('deliveries_by_order').on('deliveries').column('order_id').execute();
  await schema
    .createIndex('deliveries_stuck')
    .on('deliveries')
    .column('stuck_at')
    .where(sql.ref('stuck_at'), 'is not', null)
    .execute();
}
