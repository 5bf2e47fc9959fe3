// deliveries: what went out to customers, SEQR and the merchant's own system, and what waits for a person.
import type { Command } from 'commander';
import type { DeliveryDto } from '../../shared/desk/orders.ts';
import { retryDelivery } from '../desk/retry-delivery.ts';
import { Refusal } from '../orders/refusal.ts';
import { deliveriesOf, deliveryDto, stuckDeliveries } from '../outbox/overview.ts';
import { limit } from './arguments.ts';
import { addCommand } from './command.ts';
import type { CommonOptions, Office, Perform } from './command.ts';
import { refused } from './failure.ts';
import { namedOrder } from './named-order.ts';
import { list, time } from './output.ts';
import type { Outcome } from './output.ts';
import { actingAs, addActing } from './who-acts.ts';
import type { ActingOptions } from './who-acts.ts';

interface ListOptions extends CommonOptions {
  about?: string;
  limit: number;
}

export function deliveryCommands(program: Command, perform: Perform): void {
  const deliveries = program
    .command('deliveries')
    .description('what goes out: text messages, webhooks, receipts');

  addCommand(deliveries, 'list', 'those that are stuck, or all of an order')
    .option('--about <booking>', 'all of this order, the delivered ones too')
    .option('--limit <number>', 'how many at most', limit, 50)
    .action((options: ListOptions) => perform(options, (office) => listDeliveries(office, options)));

  addActing(addCommand(deliveries, 'retry <key>', 'try one again; the running service does it')).action(
    (key: string, options: CommonOptions & ActingOptions) =>
      perform(options, (office) => retry(office, key, options)),
  );
}

async function listDeliveries(office: Office, { about, limit: most }: ListOptions): Promise<Outcome> {
  const { shop, settings, deliverer } = office;
  const deliveries =
    about === undefined
      ? await stuckDeliveries(shop.store, most)
      : (await deliveriesOf(shop.store, deliverer, await namedOrder(shop, about))).slice(0, most);
  const rows = deliveries.map((delivery) => [
    delivery.bookingNumber,
    delivery.channel,
    delivery.kind,
    whatOf(delivery, settings.timeZone),
    delivery.key,
    delivery.lastError ?? '',
  ]);
  const none = about === undefined ? 'Nothing is stuck.' : 'Nothing of this order goes out.';
  return {
    document: { deliveries },
    lines: list(['BOOKING', 'WAY', 'TELLS OF', 'STATE', 'KEY', 'LAST ERROR'], rows, none),
  };
}

async function retry(office: Office, key: string, options: ActingOptions): Promise<Outcome> {
  const { shop } = office;
  const operator = await actingAs(office, options, 'refund');
  const outcome = await retryDelivery(shop, key, operator);
  if (outcome instanceof Refusal) throw refused(outcome, key);
  const { delivery, order } = outcome;
  return {
    document: deliveryDto(delivery, order),
    lines: [`The ${delivery.channel} of ${order.bookingNumber} is tried again by the running service.`],
  };
}

function whatOf({ state, attempts, nextAt, deliveredAt }: DeliveryDto, timeZone: string): string {
  switch (state) {
    case 'delivered':
      return `delivered ${time(deliveredAt, timeZone)}`;
    case 'held':
      return 'held until its alarm ends';
    default:
      return `${state}, ${attempts} tries, next ${time(nextAt, timeZone)}`;
  }
}
