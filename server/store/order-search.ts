// Finding orders among a million: every way to look is an index, and the newest come first.
import type { Kysely, Selectable } from 'kysely';
import type { OrderStatus } from '../../shared/order-status.ts';
import type { Order } from './records.ts';
import { orderFromRow } from './rows.ts';
import type { Tables } from './schema.ts';

/** What is looked for; everything that is given must hold. */
export interface OrderQuery {
  /** What the order is called. */
  by?: { kind: 'booking' | 'reference' | 'phone'; text: string };
  status?: OrderStatus;
  /** Epoch milliseconds, the first included, the last not. */
  fromMs?: number;
  beforeMs?: number;
  /** Behind this one. */
  after?: Pick<Order, 'createdAt' | 'id'>;
}

/** An order with the digits that it was found by. */
export type FoundOrder = Order & { msisdnLast4: string | null };

export class OrderSearch {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async find({ by, status, fromMs, beforeMs, after }: OrderQuery, limit: number): Promise<FoundOrder[]> {
    let query = this.#db.selectFrom('orders').selectAll();
    if (by?.kind === 'booking') query = query.where('booking_number', '=', by.text);
    if (by?.kind === 'phone') query = query.where('msisdn_last4', '=', by.text);
    if (by?.kind === 'reference') {
      const ids = await this.#namedBy(by.text);
      if (ids.length === 0) return [];
      query = query.where('id', 'in', ids);
    }
    if (status) query = query.where('status', '=', status);
    if (fromMs !== undefined) query = query.where('created_at', '>=', fromMs);
    if (beforeMs !== undefined) query = query.where('created_at', '<', beforeMs);
    if (after) {
      const { createdAt, id } = after;
      // The first condition lets the index begin there; the second parts those of one millisecond.
      query = query
        .where('created_at', '<=', createdAt)
        .where((eb) => eb.or([eb('created_at', '<', createdAt), eb('id', '<', id)]));
    }
    const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
    return rows.map(foundFromRow);
  }

  /** Those whose alarm waits for a person, oldest first. */
  async alarmed(limit: number): Promise<FoundOrder[]> {
    const query = this.#db.selectFrom('orders').selectAll().where('alarm', 'is not', null);
    const rows = await query.orderBy('created_at').limit(limit).execute();
    return rows.map(foundFromRow);
  }

  /** Those whose money waits at SEQR to be taken, the longest reserved first. */
  async reserved(limit: number): Promise<FoundOrder[]> {
    const rows = await this.#db
      .selectFrom('orders')
      .selectAll()
      .where('status', '=', 'payable')
      .where('reservation', 'is not', null)
      .orderBy('created_at')
      .limit(limit)
      .execute();
    return rows.map(foundFromRow);
  }

  /** The orders whose invoice, payment or refund bears that number of SEQR's: one, or none. Asked for one after the
   *  other, since each is an index of its own, and an `or` over all would be none. */
  async #namedBy(reference: string): Promise<string[]> {
    const orders = this.#db.selectFrom('orders').select('id');
    const [invoiced, paid, refunded] = await Promise.all([
      orders.where('invoice_reference', '=', reference).execute(),
      orders.where('ers_reference', '=', reference).execute(),
      this.#db
        .selectFrom('refunds')
        .select('order_id as id')
        .where((eb) => eb.or([eb('ers_reference', '=', reference), eb('id', '=', reference)]))
        .execute(),
    ]);
    return [...new Set([...invoiced, ...paid, ...refunded].map(({ id }) => id))];
  }
}

function foundFromRow(row: Selectable<Tables['orders']>): FoundOrder {
  return { ...orderFromRow(row), msisdnLast4: row.msisdn_last4 };
}
