// What was made at SEQR for a certification: its invoices, orders and payments; and how they are taken back afterwards, also
// when it failed half-way. What cannot be taken back is named.
import { randomUUID } from 'node:crypto';
import { isLive } from '../../shared/order-status.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { refundOrder } from '../orders/refund-order.ts';
import { refundableMinor, whyNotRefundable } from '../orders/refundable.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Shop } from '../orders/shop.ts';
import { takeBack } from '../orders/take-back.ts';
import type { Order, Refund } from '../store/records.ts';

/** In whose name the log of acts has what was done here. */
export const OPERATOR = 'certify';
const REASON = 'paid for a certification';

/** SEQR may come back: so long it is waited for, and asked again. */
const PATIENCE_MS = 60_000;
const AGAIN_AFTER_MS = 5_000;

/** Something that stays at SEQR. */
export interface LeftOver {
  text: string;
  /** True when nobody knows whether money was moved, or a period closed. */
  isUnknown: boolean;
}

/** Something that is still there after a look: `again` when trying once more may help. */
type Remains = LeftOver & { again: boolean };

export class Own {
  readonly #shop: Shop;
  /** Invoices that no order of the store has, which nobody has seen. */
  readonly #invoices = new Set<string>();
  readonly #orders = new Set<string>();
  readonly #expected: (() => Promise<string | null>)[] = [];
  readonly #unknown: LeftOver[] = [];

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  addInvoice(reference: string): void {
    this.#invoices.add(reference);
  }

  addOrder(id: string): void {
    this.#orders.add(id);
  }

  /** An order that may still come, of somebody who is slow.
   *  @param find its id, once it is there */
  expectOrder(find: () => Promise<string | null>): void {
    this.#expected.push(find);
  }

  /** Something of which nobody knows whether it was done. */
  addUnknown(text: string, { isMoney = true } = {}): void {
    this.#unknown.push({ text, isUnknown: isMoney });
  }

  /** True for an order that was placed for this certification. */
  hasOrder(id: string): boolean {
    return this.#orders.has(id);
  }

  /** @returns why it is not certainly dead; null when it is */
  async cancelInvoice(reference: string): Promise<string | null> {
    const failure = await takeBack(this.#shop, reference);
    if (failure) return failure.message;
    this.#invoices.delete(reference);
    return null;
  }

  /** @returns why it is not certainly dead; null when it has ended */
  async cancelOrder(id: string): Promise<string | null> {
    const outcome = await cancelOrder(this.#shop, id, 'canceled');
    return outcome instanceof Refusal ? outcome.code : null;
  }

  /** Gives back all that was paid, by the ledger: once, and known to the books.
   *  @returns null when nothing is left to give back */
  async refund(orderId: string): Promise<Refund | null> {
    const { store } = this.#shop;
    const order = await store.findOrder(orderId);
    if (!order) return null;
    const refunds = await store.refunds.findByOrder(orderId);
    const open = refunds.find(({ state }) => state === 'awaiting' || state === 'unknown' || state === 'sent');
    if (open) return open;
    if (refundableMinor(order, refunds) <= 0) return null;
    const request = { key: randomUUID(), reason: REASON, what: { kind: 'whole' } } as const;
    const outcome = await refundOrder(this.#shop, { orderId, request, operator: OPERATOR });
    if (outcome instanceof Refusal)
      throw new Error(`it was not given back: ${outcome.detail ?? outcome.code}`);
    return outcome.refund;
  }

  /** Cancels every invoice that is open and gives back every payment, trying again while SEQR is away.
   *  @returns what could not be brought to an end */
  async takeAllBack(): Promise<LeftOver[]> {
    const { clock } = this.#shop;
    const end = clock.now() + PATIENCE_MS;
    for (;;) {
      for (const find of this.#expected) {
        const id = await find();
        if (id !== null) this.addOrder(id);
      }
      const left = [...(await this.#endInvoices()), ...(await this.#endOrders())];
      const isOver = !left.some(({ again }) => again) || clock.now() >= end;
      if (isOver) return [...left.map(({ text, isUnknown }) => ({ text, isUnknown })), ...this.#unknown];
      await clock.sleep(AGAIN_AFTER_MS);
    }
  }

  async #endInvoices(): Promise<Remains[]> {
    const left: Remains[] = [];
    for (const reference of this.#invoices) {
      const failure = await this.cancelInvoice(reference);
      if (failure === null) continue;
      const text = `invoice ${reference} could not be cancelled (${failure}); nobody has seen it, and it lapses at SEQR`;
      left.push({ text, isUnknown: false, again: true });
    }
    return left;
  }

  async #endOrders(): Promise<Remains[]> {
    const left: Remains[] = [];
    for (const id of this.#orders) {
      const remains = await this.#endOrder(id).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        return { text: `order ${id}: ${reason}`, isUnknown: false, again: false };
      });
      if (remains) left.push(remains);
    }
    return left;
  }

  async #endOrder(id: string): Promise<Remains | null> {
    const order = await this.#shop.store.findOrder(id);
    if (!order || !isLive(order.status)) return order && this.#giveBack(order);
    const outcome = await cancelOrder(this.#shop, id, 'canceled');
    // Else it was paid in the last moment.
    if (!(outcome instanceof Refusal)) return this.#giveBack(outcome);
    const invoice = order.invoiceReference ?? 'not known';
    const text = `order ${order.bookingNumber} (invoice ${invoice}) could not be cancelled (${outcome.code}): the running service goes on asking, and cancels it when its time is over`;
    return { text, isUnknown: false, again: true };
  }

  async #giveBack({ id, status, bookingNumber }: Order): Promise<Remains | null> {
    if (status !== 'paid') return null;
    const refund = await this.refund(id);
    // Giving back asks SEQR first: only now it is known whether it was confirmed, or taken back.
    const order = await this.#shop.store.findOrder(id);
    const why = order && order.reversedAt === null ? whyNotRefundable(order) : null;
    if (refund === null)
      return why === null
        ? null
        : { text: `${bookingNumber} was not given back: ${why}`, isUnknown: false, again: true };
    const { id: number, state, resultCode, failure } = refund;
    switch (state) {
      case 'done':
        return null;
      case 'unknown':
      case 'sent':
        return {
          text: `nobody knows whether refund ${number} of ${bookingNumber} was made: see "refunds list"`,
          isUnknown: true,
          again: state === 'sent',
        };
      case 'awaiting':
        return {
          text: `refund ${number} of ${bookingNumber} waits for a second operator: agree to it at the desk`,
          isUnknown: false,
          again: false,
        };
      case 'refused':
      case 'rejected':
        return {
          text: `${bookingNumber} was paid, and not given back: ${failure ?? state}`,
          isUnknown: false,
          // Without a code SEQR was not reached.
          again: resultCode === null && state === 'refused',
        };
    }
  }
}
