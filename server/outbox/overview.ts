// Deliveries as the desk sees them: what of an order went out, what waits, and what waits for a person.
import type { DeliveryDto } from '../../shared/desk/orders.ts';
import type { Delivery, Order } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { Deliverer } from './deliverer.ts';

/** All of one order, those that are held back until a person has looked among them. */
export async function deliveriesOf(store: Store, deliverer: Deliverer, order: Order): Promise<DeliveryDto[]> {
  const made = await store.deliveries.findByOrder(order.id);
  const held: Delivery[] = [];
  for (const event of await store.deliveries.findHeld(order.id)) {
    for (const channel of await deliverer.channelsFor(event)) held.push(notMade(event, channel));
  }
  return [...made, ...held].map((delivery) => deliveryDto(delivery, order));
}

/** Those that wait for a person, the longest first. */
export async function stuckDeliveries(store: Store, limit: number): Promise<DeliveryDto[]> {
  const stuck = await store.deliveries.findStuck(limit);
  const dtos = stuck.map(async (delivery) => {
    const order = await store.findOrder(delivery.event.orderId);
    return order && deliveryDto(delivery, order);
  });
  return (await Promise.all(dtos)).filter((dto) => dto !== null);
}

export function deliveryDto(
  delivery: Delivery,
  { bookingNumber }: Pick<Order, 'bookingNumber'>,
): DeliveryDto {
  const { key, event, channel, attempts, nextAt, deliveredAt, lastError } = delivery;
  const { orderId, kind } = event;
  const state = stateOf(delivery);
  return {
    key,
    orderId,
    bookingNumber,
    channel,
    kind,
    state,
    attempts,
    nextAt,
    deliveredAt,
    lastError,
  };
}

function stateOf({ event, deliveredAt, stuckAt }: Delivery): DeliveryDto['state'] {
  if (event.releasedAt === null) return 'held';
  if (deliveredAt !== null) return 'delivered';
  return stuckAt === null ? 'waiting' : 'stuck';
}

/** What will be made of an event when it is released. */
function notMade(event: Delivery['event'], channel: Delivery['channel']): Delivery {
  return {
    key: `${event.key}:${channel}`,
    event,
    channel,
    attempts: 0,
    nextAt: null,
    leasedUntil: null,
    deliveredAt: null,
    stuckAt: null,
    lastError: null,
  };
}
