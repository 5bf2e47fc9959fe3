// The days' closes: one row for each mark of a period, and what SEQR's reports have listed so far.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** @param isEmbedded whether a table can be its own index */
export async function up(db: Kysely<unknown>, isEmbedded: boolean): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('closings')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('request_key', 'text', (c) => c.notNull().unique())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('terminal_id', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('transaction_period_id', 'text')
    .addColumn('requested_by', 'text', (c) => c.notNull())
    .addColumn('requested_at', 'bigint', (c) => c.notNull())
    .addColumn('marked_at', 'bigint')
    .addColumn('matched_at', 'bigint')
    .addColumn('explanation', 'text')
    .addColumn('break_count', 'integer')
    .addColumn('result', 'text')
    .addColumn('fetches', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint')
    .execute();
  // While one mark's outcome is open, another could close an empty period, or one too many.
  await schema
    .createIndex('closings_open')
    .unique()
    .on('closings')
    .column('scope')
    .where(sql.ref('state'), 'in', ['marking', 'unknown'])
    .execute();
  // One period is matched once, whoever has told its number.
  await schema
    .createIndex('closings_by_period')
    .unique()
    .on('closings')
    .columns(['scope', 'transaction_period_id'])
    .execute();
  await schema.createIndex('closings_by_time').on('closings').columns(['requested_at', 'id']).execute();
  await schema.createIndex('closings_due').on('closings').column('next_at').execute();

  const listed = schema
    .createTable('listed')
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('closing_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('listed_key', ['scope', 'name']);
  // Hundreds of thousands of short rows: a second copy beside the index would double the writing.
  await (isEmbedded ? listed.modifyEnd(sql`without rowid`) : listed).execute();
  await schema.createIndex('orders_by_confirmation').on('orders').columns(['confirmed_at', 'id']).execute();
  await schema.createIndex('refunds_by_sending').on('refunds').column('sent_at').execute();
}
