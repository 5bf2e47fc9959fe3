// The tables, as kysely sees them. Epoch milliseconds, JSON and references as text: the same on both engines.
import type { OrderStatus } from '../../shared/order-status.ts';
import type { Attempt, SideEffect } from './records.ts';

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
  };
}
