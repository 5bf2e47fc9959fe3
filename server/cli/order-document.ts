// An order as programs read it: as the desk sees it, with everything that an operator might do to it.
import { ROLES } from '../../shared/desk.ts';
import type { DeskOrder } from '../../shared/desk.ts';
import { deliveriesOf } from '../outbox/overview.ts';
import { deskOrder } from '../routes/desk/dto.ts';
import type { Order } from '../store/records.ts';
import type { Office } from './command.ts';

export async function orderDocument({ shop, deliverer }: Office, order: Order): Promise<DeskOrder> {
  const deliveries = await deliveriesOf(shop.store, deliverer, order);
  const { reservation } = order;
  return {
    ...(await deskOrder(shop, order, [...ROLES], deliveries)),
    reservation: reservation && {
      amountMinor: reservation.amountMinor,
      reservedAt: reservation.reservedAt,
      lapsesAt: reservation.lapsesAt,
    },
  };
}
