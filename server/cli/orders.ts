// orders: finding one, all that is known of it, and what is done to it beside giving money back.
import { Option } from 'commander';
import type { Command } from 'commander';
import type { OrderList } from '../../shared/desk/orders.ts';
import { ORDER_STATUSES } from '../../shared/order-status.ts';
import type { OrderStatus } from '../../shared/order-status.ts';
import { cancelAtDesk } from '../desk/cancel.ts';
import { findOrders } from '../desk/order-query.ts';
import { resolveAlarm } from '../desk/resolve-alarm.ts';
import { Refusal } from '../orders/refusal.ts';
import { orderRow } from '../routes/desk/dto.ts';
import type { Order } from '../store/records.ts';
import { day, limit, reason } from './arguments.ts';
import { commitCommand } from './commit.ts';
import { addCommand } from './command.ts';
import type { CommonOptions, Office, Perform } from './command.ts';
import { EXIT, Failure, refused, wrongUsage } from './failure.ts';
import { namedOrder } from './named-order.ts';
import { orderDocument } from './order-document.ts';
import { orderLines } from './order-text.ts';
import { list, money, time } from './output.ts';
import type { Outcome } from './output.ts';
import { actingAs, addActing } from './who-acts.ts';
import type { ActingOptions } from './who-acts.ts';

interface FindOptions extends CommonOptions {
  status?: OrderStatus;
  from?: string;
  to?: string;
  limit: number;
}
type ActOptions = CommonOptions & ActingOptions & { reason: string };

export function orderCommands(program: Command, perform: Perform): void {
  const orders = program
    .command('orders')
    .description('find orders, look at one, cancel it, take what is reserved, end its alarm');

  addCommand(orders, 'find [text]', 'the newest orders, or those that the text names')
    .addOption(new Option('--status <status>', 'only of this status').choices(ORDER_STATUSES))
    .option('--from <day>', 'from this day on, such as 2026-11-23', day)
    .option('--to <day>', 'up to this day, itself included', day)
    .option('--limit <number>', 'how many at most', limit, 50)
    .addHelpText(
      'after',
      '\nThe text is a booking number, a number of SEQR’s or of a refund, or a phone’s last four digits.',
    )
    .action((text: string | undefined, options: FindOptions) =>
      perform(options, (office) => find(office, text, options)),
    );

  addCommand(orders, 'show <booking>', 'all that is known of one, by its booking number or id').action(
    (name: string, options: CommonOptions) =>
      perform(options, async (office) => tell(office, await namedOrder(office.shop, name))),
  );

  addActing(addCommand(orders, 'cancel <booking>', 'end an order that is not paid'))
    .requiredOption('--reason <text>', 'why, for the log', reason)
    .action((name: string, options: ActOptions) =>
      perform(options, (office) => cancel(office, name, options)),
    );

  commitCommand(orders, perform);

  addActing(addCommand(orders, 'resolve <booking>', 'end the alarm of an order that was looked into'))
    .requiredOption('--reason <text>', 'what was found, for the log', reason)
    .action((name: string, options: ActOptions) =>
      perform(options, (office) => resolve(office, name, options)),
    );
}

async function find(
  { shop, settings }: Office,
  text: string | undefined,
  options: FindOptions,
): Promise<Outcome> {
  const { timeZone } = settings;
  const { prefix } = shop.definition.bookingNumber;
  const { status, from, to, limit: most } = options;
  const found = await findOrders(
    shop.store.search,
    { q: text, status, from, to },
    { timeZone, prefix, limit: most },
  );
  if (found instanceof Refusal) throw wrongUsage((found.detail ?? '').replace(/^q:/, 'the text:'));
  const document: OrderList = { orders: found.orders.map(orderRow), next: found.next };
  const rows = document.orders.map((row) => [
    row.bookingNumber,
    row.status,
    money({ amountMinor: row.totalMinor, currency: row.currency }),
    time(row.createdAt, timeZone),
    row.msisdnLast4 === null ? '' : `…${row.msisdnLast4}`,
    [row.isReversed ? 'taken back by SEQR' : '', row.isAlarmed ? 'needs a person' : '']
      .filter(Boolean)
      .join(', '),
  ]);
  return {
    document,
    lines: list(['BOOKING', 'STATUS', 'TOTAL', 'ORDERED', 'PHONE', ''], rows, 'No order was found.', [2]),
    ...(found.next === null
      ? null
      : { note: `There are more than ${most}: narrow it down, or raise --limit.` }),
  };
}

async function tell(office: Office, order: Order): Promise<Outcome> {
  const document = await orderDocument(office, order);
  return { document, lines: orderLines(document, office.settings.timeZone) };
}

async function cancel(office: Office, name: string, options: ActOptions): Promise<Outcome> {
  const { shop } = office;
  const order = await namedOrder(shop, name);
  await office.requireSeqr();
  const operator = await actingAs(office, options, 'refund');
  const outcome = await cancelAtDesk(shop, order, operator, options.reason);
  if (outcome instanceof Refusal) throw refused(outcome, order.bookingNumber);
  if (outcome.status === 'paid') {
    const message = `${order.bookingNumber}: it was paid meanwhile; give the money back with "refund"`;
    throw new Failure(EXIT.failed, 'order-ended', message);
  }
  return changed(office, outcome, `${order.bookingNumber} is ${outcome.status}.`);
}

async function resolve(office: Office, name: string, options: ActOptions): Promise<Outcome> {
  const { shop } = office;
  const order = await namedOrder(shop, name);
  const operator = await actingAs(office, options, 'approve');
  if (order.alarm === null) {
    const message = `${order.bookingNumber}: it has no alarm; see "orders show"`;
    throw new Failure(EXIT.failed, 'no-alarm', message);
  }
  const outcome = await resolveAlarm(shop, order, operator, options.reason);
  if (outcome instanceof Refusal) throw refused(outcome, order.bookingNumber);
  if (outcome.alarm !== null) {
    const message = `${order.bookingNumber}: there is another alarm by now (${outcome.alarm}); see "orders show"`;
    throw new Failure(EXIT.failed, 'another-alarm', message);
  }
  return changed(office, outcome, `The alarm of ${order.bookingNumber} has ended.`);
}

async function changed(office: Office, order: Order, line: string): Promise<Outcome> {
  return { document: await orderDocument(office, order), lines: [line] };
}
