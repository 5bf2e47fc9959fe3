// refund: giving the money of an order back, once, however often it is called with the same key.
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { RefundRequest } from '../../shared/desk/refunds.ts';
import { sweepRefunds } from '../orders/decide-refund.ts';
import { refundOrder } from '../orders/refund-order.ts';
import { amountOf } from '../orders/refundable.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Order } from '../store/records.ts';
import { amount, quantity, reason, uuid } from './arguments.ts';
import { addYes, confirmed, requireConfirmable } from './ask.ts';
import type { YesOption } from './ask.ts';
import { addCommand } from './command.ts';
import type { CommonOptions, Office, Perform } from './command.ts';
import { EXIT, Failure, orUnknown, refused, wrongUsage } from './failure.ts';
import { namedOrder } from './named-order.ts';
import { money } from './output.ts';
import type { Outcome } from './output.ts';
import { refundOutcome } from './refund-outcome.ts';
import { actingAs, addActing } from './who-acts.ts';
import type { ActingOptions } from './who-acts.ts';

interface Line {
  sku: string;
  quantity: number;
}
interface RefundOptions extends CommonOptions, ActingOptions, YesOption {
  whole?: true;
  line?: Line[];
  sum?: string;
  reason: string;
  key?: string;
}

export function refundCommand(program: Command, perform: Perform): void {
  addYes(addActing(addCommand(program, 'refund <booking>', 'give money of a paid order back')))
    .option('--whole', 'all that is left')
    .option('--line <sku=quantity>', 'so many of a line; may be repeated', addLine)
    .option('--sum <amount>', 'a sum in the currency of the order, such as 32.50')
    .requiredOption('--reason <text>', 'why, for the log', reason)
    .option('--key <uuid>', 'the same key again is the same refund; a new one is printed when left out', uuid)
    .action((name: string, options: RefundOptions) =>
      perform(options, (office) => refund(office, name, options)),
    );
}

function addLine(text: string, before: Line[] = []): Line[] {
  const [, sku = '', count = ''] = /^(.+)=(.*)$/.exec(text) ?? [];
  return [...before, { sku, quantity: quantity(count) }];
}

async function refund(office: Office, name: string, options: RefundOptions): Promise<Outcome> {
  const { shop, world, tell } = office;
  requireConfirmable(world, options);
  requireOneWay(options);
  const order = await namedOrder(shop, name);
  const currency = order.payment?.currency ?? order.basket.currency;
  const what = whatIsAsked(options, currency);
  await office.requireSeqr();
  const operator = await actingAs(office, options, 'refund');
  // One that was cut off is not being sent for ever.
  await sweepRefunds(shop);

  const { key = randomUUID() } = options;
  const refunds = await shop.store.refunds.findByOrder(order.id);
  // What is known already is only told once more.
  if (!refunds.some(({ requestKey }) => requestKey === key)) {
    const asked = amountOf(order, refunds, what);
    if (asked instanceof Refusal) throw inOwnWords(asked, order, what);
    await confirmed(world, options, `Give ${money(asked)} of ${order.bookingNumber} back to the customer?`);
    tell(`The refund’s key is ${key}: should this be cut off, call it again with --key ${key}.`);
  }
  const request: RefundRequest = { key, reason: options.reason, what };
  const outcome = await orUnknown(
    refundOrder(shop, { orderId: order.id, request, operator }),
    `call it again with --key ${key}`,
  );
  if (outcome instanceof Refusal) throw inOwnWords(outcome, order, what);
  if (outcome.refund.orderId !== order.id) {
    throw new Failure(
      EXIT.failed,
      'key-taken',
      `--key ${key}: it is of a refund of another order; leave it out`,
    );
  }
  return refundOutcome(outcome.refund, order, { key });
}

function requireOneWay({ whole, line, sum }: RefundOptions): void {
  if ([whole, line, sum].filter((way) => way !== undefined).length !== 1)
    throw wrongUsage('say what to give back, in one way: --whole, --line or --sum');
}

function whatIsAsked({ line, sum }: RefundOptions, currency: string): RefundRequest['what'] {
  if (line) return { kind: 'lines', lines: line };
  if (sum === undefined) return { kind: 'whole' };
  amount(sum, currency, '--sum');
  return { kind: 'sum', amount: sum, currency };
}

/** Names the option where the domain names a place in a request. */
function inOwnWords(
  { code, detail }: Refusal,
  { bookingNumber }: Order,
  what: RefundRequest['what'],
): Failure {
  const words = detail?.replace(/^what\.lines\.(\d+)\.\w+/, (_, index: string) => {
    const line = what.kind === 'lines' ? what.lines[Number(index)] : undefined;
    return `--line ${line?.sku ?? ''}`;
  });
  return refused(new Refusal(code, words === undefined ? {} : { detail: words }), bookingNumber);
}
