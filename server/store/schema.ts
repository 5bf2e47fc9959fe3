// The tables, as kysely sees them. Epoch milliseconds, JSON and references as text: the same on both engines.
import type { OrderStatus } from '../../shared/order-status.ts';
import type { ClosingState } from '../../shared/desk/closings.ts';
import type { Attempt, Delivery, Refund, SideEffect } from './records.ts';

export interface Tables {
  meta: { key: string; value: string };
  sessions: {
    token_hash: string;
    msisdn_sealed: string | null;
    msisdn_last4: string | null;
    subscriber_key_sealed: string | null;
    parameters: string;
    seen_at: number;
  };
  orders: {
    id: string;
    token_hash: string;
    status: OrderStatus;
    basket: string;
    pending: string | null;
    booking_number: string;
    language: string;
    invoice_reference: string | null;
    client_invoice_id: string | null;
    invoice_version: number;
    created_at: number;
    expires_at: number;
    launched_at: number | null;
    ended_at: number | null;
    cards_sealed: string | null;
    reservation: string | null;
    payment: string | null;
    confirmed_at: number | null;
    verified_at: number | null;
    reversed_at: number | null;
    alarm: string | null;
    next_check_at: number | null;
    /** When SEQR was last asked on behalf of a page: they share one call a second. */
    asked_at: number;
    row_version: number;
    /** Of the payment, to find it by. */
    ers_reference: string | null;
    /** The session's, to find it by. */
    msisdn_last4: string | null;
  };
  attempts: {
    key: string;
    order_id: string;
    client_invoice_id: string;
    state: Attempt['state'];
    invoice_reference: string | null;
    started_at: number;
  };
  outbox: {
    key: string;
    order_id: string;
    kind: SideEffect['kind'];
    created_at: number;
    released_at: number | null;
    /** When its deliveries were made. */
    fanned_out_at: number | null;
  };
  deliveries: {
    key: string;
    event_key: string;
    order_id: string;
    channel: Delivery['channel'];
    created_at: number;
    attempts: number;
    next_at: number | null;
    leased_until: number | null;
    delivered_at: number | null;
    stuck_at: number | null;
    last_error: string | null;
  };
  history: {
    order_id: string;
    row_version: number;
    at: number;
    changes: string;
    told: string | null;
  };
  operators: {
    name: string;
    password_hash: string;
    roles: string;
    created_at: number;
    disabled_at: number | null;
    failures: number;
    locked_until: number;
  };
  operator_sessions: {
    key_hash: string;
    operator: string;
    created_at: number;
    seen_at: number;
    ended_at: number | null;
  };
  acts: {
    number: number;
    at: number;
    operator: string;
    act: string;
    subject: string | null;
    reason: string | null;
    detail: string;
    hash: string;
  };
  refunds: {
    id: string;
    order_id: string;
    request_key: string;
    state: Refund['state'];
    amount_minor: number;
    currency: string;
    lines: string | null;
    reason: string;
    requested_by: string;
    requested_at: number;
    decided_by: string | null;
    sent_at: number | null;
    ended_at: number | null;
    ers_reference: string | null;
    result_code: number | null;
    failure: string | null;
  };
  closings: {
    id: string;
    request_key: string;
    /** What has periods of its own: "shop", or "terminal:" and its id. */
    scope: string;
    terminal_id: string | null;
    state: ClosingState;
    transaction_period_id: string | null;
    requested_by: string;
    requested_at: number;
    marked_at: number | null;
    matched_at: number | null;
    explanation: string | null;
    break_count: number | null;
    result: string | null;
    /** How often the report was asked for. */
    fetches: number;
    /** When the report is asked for next; null when that waits for a person, or is over. */
    next_at: number | null;
  };
  /** What the reports of a scope have listed: a payment's reference, a refund's id. */
  listed: { scope: string; name: string; closing_id: string };
}
