// An order as programs read it: as the desk sees it, with everything that an operator might do to it.
import { ROLES } from '../../shared/desk/operators.ts';
import type { DeskOrder } from '../../shared/desk/orders.ts';
import { deliveriesOf } from '../outbox/overview.ts';
import { deskOrder } from '../routes/desk/dto.ts';
import type { Order } from '../store/records.ts';
import type { Office } from './command.ts';

export async function orderDocument({ shop, deliverer }: Office, order: Order): Promise<DeskOrder> {
  return deskOrder(shop, order, [...ROLES], await deliveriesOf(shop.store, deliverer, order));
}
