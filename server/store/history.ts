// What a write has changed on an order, in the words of its timeline. One row a write, in the write's own transaction.
import type { Kysely, Transaction } from 'kysely';
import { isLive } from '../../shared/order-status.ts';
import type { Order } from './records.ts';
import type { Tables } from './schema.ts';

/** Everything that a timeline tells of an order. */
export type Happening =
  | 'placed'
  | 'invoiced'
  | 'changing'
  | 'changed'
  | 'launched'
  | 'carded'
  | 'reserved'
  | 'paid'
  | 'canceled'
  | 'failed'
  | 'expired'
  | 'confirmed'
  | 'verified'
  | 'reversed'
  | 'alarmed';

export interface HistoryRow {
  at: number;
  changes: Happening[];
  /** SEQR's own words, if they brought it about. */
  told: string | null;
}

/** What happened between two versions of an order. */
export function happenings(before: Order, after: Order): Happening[] {
  const found: Happening[] = [];
  const isNew = (field: keyof Order) => after[field] !== null && before[field] === null;
  if (isNew('invoiceReference')) found.push('invoiced');
  if (after.pending && after.pending.basket !== before.pending?.basket) found.push('changing');
  else if (after.basket.revision > before.basket.revision) found.push('changed');
  if (isNew('launchedAt')) found.push('launched');
  if (after.cardsSealed !== before.cardsSealed) found.push('carded');
  if (isNew('reservation')) found.push('reserved');
  if (after.status !== before.status && !isLive(after.status)) found.push(after.status as Happening);
  if (isNew('confirmedAt')) found.push('confirmed');
  if (isNew('verifiedAt')) found.push('verified');
  if (isNew('reversedAt')) found.push('reversed');
  if (after.alarm !== null && after.alarm !== before.alarm) found.push('alarmed');
  return found;
}

export async function saveHistory(
  tx: Transaction<Tables>,
  { id, rowVersion }: Order,
  { at, changes, told }: HistoryRow,
): Promise<void> {
  await tx
    .insertInto('history')
    .values({ order_id: id, row_version: rowVersion, at, changes: JSON.stringify(changes), told })
    .execute();
}

/** The order's timeline, oldest first. */
export async function readHistory(db: Kysely<Tables>, orderId: string): Promise<HistoryRow[]> {
  const query = db.selectFrom('history').selectAll().where('order_id', '=', orderId);
  const rows = await query.orderBy('row_version').execute();
  return rows.map(({ at, changes, told }) => ({ at, changes: JSON.parse(changes) as Happening[], told }));
}
