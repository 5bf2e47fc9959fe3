// An order that needs a person: said loudly when it is found, and once.
import type { Order } from '../store/records.ts';
import type { Shop } from './shop.ts';

/** Logs the alarm that a change has brought; silent while it is the one that was there before. */
export function tellAlarm({ log }: Pick<Shop, 'log'>, before: Order, after: Order | null): void {
  if (!after || after.alarm === null || after.alarm === before.alarm) return;
  log.error({ orderId: after.id, alarm: after.alarm }, 'order needs a person');
}
