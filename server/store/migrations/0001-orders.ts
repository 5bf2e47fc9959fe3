// The first tables: sessions, orders with their attempts, and the outbox.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('meta')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();

  await schema
    .createTable('sessions')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('msisdn_sealed', 'text')
    .addColumn('msisdn_last4', 'text')
    .addColumn('subscriber_key_sealed', 'text')
    .addColumn('parameters', 'text', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .execute();

  await schema
    .createTable('orders')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('token_hash', 'text', (c) => c.notNull().references('sessions.token_hash'))
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('basket', 'text', (c) => c.notNull())
    .addColumn('pending', 'text')
    .addColumn('booking_number', 'text', (c) => c.notNull().unique())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('invoice_reference', 'text', (c) => c.unique())
    .addColumn('client_invoice_id', 'text')
    .addColumn('invoice_version', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('launched_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('payment', 'text')
    .addColumn('confirmed_at', 'bigint')
    .addColumn('verified_at', 'bigint')
    .addColumn('reversed_at', 'bigint')
    .addColumn('alarm', 'text')
    .addColumn('next_check_at', 'bigint')
    .addColumn('asked_at', 'bigint', (c) => c.notNull())
    .addColumn('row_version', 'integer', (c) => c.notNull())
    .execute();

  // One live order per token: two tabs cannot make two invoices.
  await schema
    .createIndex('orders_live')
    .unique()
    .on('orders')
    .column('token_hash')
    .where(sql.ref('status'), 'in', ['placing', 'payable'])
    .execute();
  await schema.createIndex('orders_by_token').on('orders').columns(['token_hash', 'created_at']).execute();
  await schema.createIndex('orders_due').on('orders').column('next_check_at').execute();

  await schema
    .createTable('attempts')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .addColumn('client_invoice_id', 'text', (c) => c.notNull().unique())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('invoice_reference', 'text')
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .execute();
  await schema.createIndex('attempts_by_order').on('attempts').column('order_id').execute();

  await schema
    .createTable('outbox')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('released_at', 'bigint')
    .execute();
}
