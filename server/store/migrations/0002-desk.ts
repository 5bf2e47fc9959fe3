// The desk's tables: operators with their sessions, the log of acts, the ledger of refunds, the history of each order;
// and what orders are found by.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** @param isEmbedded whether JSON is read as SQLite or as PostgreSQL reads it */
export async function up(db: Kysely<unknown>, isEmbedded: boolean): Promise<void> {
  await addToOrders(db, isEmbedded);
  await createHistory(db);
  await createOperators(db);
  await createActs(db);
  await createRefunds(db);
}

/** The newest come first everywhere, so every index that orders are listed by ends with the time. */
async function addToOrders(db: Kysely<unknown>, isEmbedded: boolean): Promise<void> {
  const { schema } = db;
  await schema.alterTable('orders').addColumn('ers_reference', 'text').execute();
  await schema.alterTable('orders').addColumn('msisdn_last4', 'text').execute();
  const ersReference = isEmbedded
    ? sql`payment ->> 'ersReference'`
    : sql`cast(payment as json) ->> 'ersReference'`;
  await sql`update orders set ers_reference = ${ersReference},
    msisdn_last4 = (select msisdn_last4 from sessions where sessions.token_hash = orders.token_hash)`.execute(
    db,
  );
  await schema.createIndex('orders_by_ers').on('orders').column('ers_reference').execute();
  await schema.createIndex('orders_by_phone').on('orders').columns(['msisdn_last4', 'created_at']).execute();
  await schema.createIndex('orders_by_status').on('orders').columns(['status', 'created_at']).execute();
  await schema.createIndex('orders_by_time').on('orders').columns(['created_at', 'id']).execute();
  // Few of a million are alarmed: an index over those alone.
  await schema
    .createIndex('orders_alarmed')
    .on('orders')
    .column('created_at')
    .where(sql.ref('alarm'), 'is not', null)
    .execute();
}

async function createHistory({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('history')
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .addColumn('row_version', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('changes', 'text', (c) => c.notNull())
    .addColumn('told', 'text')
    .addPrimaryKeyConstraint('history_key', ['order_id', 'row_version'])
    .execute();
}

async function createOperators({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('operators')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('password_hash', 'text', (c) => c.notNull())
    .addColumn('roles', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('disabled_at', 'bigint')
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('locked_until', 'bigint', (c) => c.notNull())
    .execute();
  await schema
    .createTable('operator_sessions')
    .addColumn('key_hash', 'text', (c) => c.primaryKey())
    .addColumn('operator', 'text', (c) => c.notNull().references('operators.name'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
  await schema.createIndex('operator_sessions_by_name').on('operator_sessions').column('operator').execute();
}

async function createActs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('acts')
    .addColumn('number', 'integer', (c) => c.primaryKey())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('operator', 'text', (c) => c.notNull())
    .addColumn('act', 'text', (c) => c.notNull())
    .addColumn('subject', 'text')
    .addColumn('reason', 'text')
    .addColumn('detail', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('acts_by_subject').on('acts').column('subject').execute();
  // Whoever appends holds this row: each act must see the one before it.
  await sql`insert into meta (key, value) values ('acts', 'one writer at a time')`.execute(db);
}

async function createRefunds({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('refunds')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .addColumn('request_key', 'text', (c) => c.notNull().unique())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('amount_minor', 'bigint', (c) => c.notNull())
    .addColumn('currency', 'text', (c) => c.notNull())
    .addColumn('lines', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('requested_by', 'text', (c) => c.notNull())
    .addColumn('requested_at', 'bigint', (c) => c.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('sent_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('ers_reference', 'text')
    .addColumn('result_code', 'integer')
    .addColumn('failure', 'text')
    .execute();
  await schema.createIndex('refunds_by_order').on('refunds').columns(['order_id', 'requested_at']).execute();
  await schema.createIndex('refunds_by_state').on('refunds').columns(['state', 'requested_at']).execute();
  await schema.createIndex('refunds_by_ers').on('refunds').column('ers_reference').execute();
}
