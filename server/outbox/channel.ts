// What the three ways out have in common: an event with all that there is to tell of it, and the way's own two verbs.
import type { Order, Refund, SideEffect } from '../store/records.ts';
import type { Store } from '../store/store.ts';

/** An event with its order as it is now. */
export interface OrderEvent {
  /** Unique, and the same however often it is delivered. */
  key: string;
  kind: SideEffect['kind'];
  happenedAt: number;
  order: Order;
  /** What was given back; only `refunded` has it. */
  refund: Refund | null;
  /** The customer's phone number, sealed; null when SEQR has not told it. */
  msisdnSealed: string | null;
}

export interface Channel {
  /** True when the event goes this way. */
  takes(event: OrderEvent): boolean;
  /** Delivers it, or delivers it again: who receives it may get it twice.
   *  @throws {DeliveryFailure} */
  deliver(event: OrderEvent, signal: AbortSignal): Promise<void>;
}

/** Puts together what there is to tell. @returns null when the order, or what was given back, is not there */
export async function readEvent(store: Store, event: SideEffect): Promise<OrderEvent | null> {
  const { key, kind, orderId, createdAt: happenedAt } = event;
  const order = await store.findOrder(orderId);
  // The key ends with the refund's id: records.ts.
  const refund = kind === 'refunded' ? await store.refunds.find(key.split(':').at(-1) ?? '') : null;
  if (!order || (kind === 'refunded' && !refund)) return null;
  const session = await store.findSession(order.tokenHash);
  return { key, kind, happenedAt, order, refund, msisdnSealed: session?.msisdnSealed ?? null };
}
