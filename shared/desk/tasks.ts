// What waits for a person, under /desk/api/tasks.
import type { ClosingRow } from './closings.ts';
import type { DeliveryDto, DeskOrder, OrderRow } from './orders.ts';
import type { RefundDto } from './refunds.ts';

/** `GET /desk/api/tasks`: everything that waits for a person. */
export interface Tasks {
  /** Refunds are held since the store was restored: one entry with the backup's time, in epoch milliseconds. */
  held: { key: string; since: number }[];
  awaiting: RefundDto[];
  unknown: RefundDto[];
  alarmed: (OrderRow & { alarm: string })[];
  /** Money that a clerk is to take before it lapses. */
  reserved: (OrderRow & { reservation: NonNullable<DeskOrder['reservation']> })[];
  stuck: DeliveryDto[];
  closings: ClosingRow[];
}
