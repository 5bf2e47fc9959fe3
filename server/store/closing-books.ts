// Our side of a reconciliation: payments and refunds by the time of their commit, and by what a report calls them.
// Read in pages, so that settling gets its turn in between.
import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import type { Payment, Refund } from './records.ts';
import type { Tables } from './schema.ts';

/** A payment of ours, as far as a report can tell of it. */
export interface BookedPayment {
  orderId: string;
  bookingNumber: string;
  ersReference: string | null;
  amountMinor: number;
  currency: string;
  isReversed: boolean;
}

/** A refund of the ledger. */
export interface BookedRefund {
  id: string;
  orderId: string;
  bookingNumber: string;
  state: Refund['state'];
  ersReference: string | null;
  amountMinor: number;
  currency: string;
  sentAt: number | null;
}

const PAGE = 5_000;

export class ClosingBooks {
  readonly #db: Kysely<Tables>;
  readonly #isEmbedded: boolean;

  constructor(db: Kysely<Tables>, isEmbedded: boolean) {
    this.#db = db;
    this.#isEmbedded = isEmbedded;
  }

  /** Payments that were confirmed from one time to another, were not taken back, and that no report of the scope has
   *  listed. */
  async paymentsBetween(scope: string, from: number, to: number): Promise<BookedPayment[]> {
    const found: BookedPayment[] = [];
    let after = { at: from, id: '' };
    for (;;) {
      const rows = await this.#db
        .selectFrom('orders')
        .select(['id', 'booking_number', 'payment', 'reversed_at', 'confirmed_at'])
        .where((eb) =>
          eb.or([
            eb('confirmed_at', '>', after.at),
            eb.and([eb('confirmed_at', '=', after.at), eb('id', '>', after.id)]),
          ]),
        )
        .where('confirmed_at', '>=', after.at)
        .where('confirmed_at', '<', to)
        .where('reversed_at', 'is', null)
        .where((eb) => eb.not(eb.exists(this.#listedAs('orders.ers_reference', scope))))
        .orderBy('confirmed_at')
        .orderBy('id')
        .limit(PAGE)
        .execute();
      found.push(...rows.map(paymentFromRow));
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return found;
      after = { at: last.confirmed_at ?? to, id: last.id };
    }
  }

  async paymentsByReference(references: readonly string[]): Promise<BookedPayment[]> {
    const found: BookedPayment[] = [];
    for (let start = 0; start < references.length; start += PAGE) {
      const names = textsOf(references.slice(start, start + PAGE), this.#isEmbedded);
      const rows = await this.#db
        .selectFrom('orders')
        .select(['id', 'booking_number', 'payment', 'reversed_at'])
        .where('ers_reference', 'in', sql<string>`(select value from ${names})`)
        .where('payment', 'is not', null)
        .execute();
      found.push(...rows.map(paymentFromRow));
    }
    return found;
  }

  /** Refunds that were made from one time to another, and that no report of the scope has listed. */
  async refundsBetween(scope: string, from: number, to: number): Promise<BookedRefund[]> {
    const rows = await this.#refunds()
      .where('refunds.state', '=', 'done')
      .where('refunds.sent_at', '>=', from)
      .where('refunds.sent_at', '<', to)
      .where((eb) => eb.not(eb.exists(this.#listedAs('refunds.id', scope))))
      .execute();
    return rows.map(refundFromRow);
  }

  /** Refunds, in whatever state, by their ids or SEQR's references: a report may name them by either. */
  async refundsByName(names: readonly string[]): Promise<BookedRefund[]> {
    const found: BookedRefund[] = [];
    for (let start = 0; start < names.length; start += PAGE) {
      const texts = textsOf(names.slice(start, start + PAGE), this.#isEmbedded);
      const rows = await this.#refunds()
        .where((eb) =>
          eb.or([
            eb('refunds.id', 'in', sql<string>`(select value from ${texts})`),
            eb('refunds.ers_reference', 'in', sql<string>`(select value from ${texts})`),
          ]),
        )
        .execute();
      found.push(...rows.map(refundFromRow));
    }
    return found;
  }

  /** The ids of refunds that were sent before a time and whose answer was lost. */
  async unknownRefunds(sentBefore: number): Promise<string[]> {
    const query = this.#db.selectFrom('refunds').select('id').where('state', '=', 'unknown');
    return (await query.where('sent_at', '<', sentBefore).execute()).map(({ id }) => id);
  }

  /** Which of the names an earlier report of the scope has listed. */
  async listedBefore(scope: string, names: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (let start = 0; start < names.length; start += PAGE) {
      const texts = textsOf(names.slice(start, start + PAGE), this.#isEmbedded);
      const rows = await this.#db
        .selectFrom('listed')
        .select('name')
        .where('scope', '=', scope)
        .where('name', 'in', sql<string>`(select value from ${texts})`)
        .execute();
      for (const { name } of rows) found.add(name);
    }
    return found;
  }

  /** A report of the scope has listed it by this number. */
  #listedAs(column: 'orders.ers_reference' | 'refunds.id', scope: string) {
    return this.#db
      .selectFrom('listed')
      .select('name')
      .where('scope', '=', scope)
      .where('name', '=', sql.ref<string>(column));
  }

  #refunds() {
    return this.#db
      .selectFrom('refunds')
      .innerJoin('orders', 'orders.id', 'refunds.order_id')
      .select([
        'refunds.id',
        'refunds.order_id',
        'refunds.state',
        'refunds.ers_reference',
        'refunds.amount_minor',
        'refunds.currency',
        'refunds.sent_at',
        'orders.booking_number',
      ]);
  }
}

/** Any number of texts as one parameter, to select `value` from. */
export function textsOf(texts: readonly string[], isEmbedded: boolean): RawBuilder<unknown> {
  const json = JSON.stringify(texts);
  return isEmbedded
    ? sql`json_each(${json})`
    : sql`(select value from json_array_elements_text(cast(${json} as json)) as texts (value)) as texts`;
}

function paymentFromRow(row: {
  id: string;
  booking_number: string;
  payment: string | null;
  reversed_at: number | null;
}): BookedPayment {
  const payment = JSON.parse(row.payment ?? '{}') as Partial<Payment>;
  return {
    orderId: row.id,
    bookingNumber: row.booking_number,
    ersReference: payment.ersReference ?? null,
    amountMinor: payment.amountMinor ?? 0,
    currency: payment.currency ?? '',
    isReversed: row.reversed_at !== null,
  };
}

function refundFromRow(row: {
  id: string;
  order_id: string;
  booking_number: string;
  state: Refund['state'];
  ers_reference: string | null;
  amount_minor: number;
  currency: string;
  sent_at: number | null;
}): BookedRefund {
  return {
    id: row.id,
    orderId: row.order_id,
    bookingNumber: row.booking_number,
    state: row.state,
    ersReference: row.ers_reference,
    amountMinor: row.amount_minor,
    currency: row.currency,
    sentAt: row.sent_at,
  };
}
