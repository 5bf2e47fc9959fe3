// What a payment may bring beside its money: the cards that the customer has shown, and a reservation.
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['cards_sealed', 'reservation'])
    await db.schema.alterTable('orders').addColumn(column, 'text').execute();
}
