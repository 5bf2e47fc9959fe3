// The states of an order and the directions in which they may move. Knows nothing of SEQR's own words for them.

/** Every state of an order. Refunds and a reversal are facts beside the state, not states. */
export const ORDER_STATUSES = ['placing', 'payable', 'paid', 'canceled', 'failed', 'expired'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** A live order still waits for its money: there is at most one of them per token. */
export const LIVE_STATUSES = ['placing', 'payable'] as const satisfies readonly OrderStatus[];

/** PAID outranks every other state whenever it comes; everything else only moves forward. */
const RANK: Record<OrderStatus, number> = {
  placing: 0,
  payable: 1,
  canceled: 2,
  failed: 2,
  expired: 2,
  paid: 3,
};

/** True while the customer may still pay. */
export function isLive(status: OrderStatus): boolean {
  return status === 'placing' || status === 'payable';
}

/** True when an order in state `from` may be written as `to`. Staying is not a move. */
export function mayMove(from: OrderStatus, to: OrderStatus): boolean {
  return RANK[to] > RANK[from];
}
