// orders commit: money that a customer's wallet keeps reserved is taken, all of it or less; the rest goes back.
import type { Command } from 'commander';
import { commitAtDesk } from '../desk/commit.ts';
import { Refusal } from '../orders/refusal.ts';
import { amount, reason } from './arguments.ts';
import { addYes, confirmed, requireConfirmable } from './ask.ts';
import type { YesOption } from './ask.ts';
import { addCommand } from './command.ts';
import type { CommonOptions, Office, Perform } from './command.ts';
import { orUnknown, refused } from './failure.ts';
import { namedOrder } from './named-order.ts';
import { orderDocument } from './order-document.ts';
import { money } from './output.ts';
import type { Outcome } from './output.ts';
import { actingAs, addActing } from './who-acts.ts';
import type { ActingOptions } from './who-acts.ts';

interface CommitOptions extends CommonOptions, ActingOptions, YesOption {
  amount?: string;
  reason: string;
}

export function commitCommand(orders: Command, perform: Perform): void {
  addYes(addActing(addCommand(orders, 'commit <booking>', 'take the money that is reserved')))
    .option('--amount <amount>', 'less than all of it, such as 32.50; the rest goes back to the customer')
    .requiredOption('--reason <text>', 'why, for the log', reason)
    .action((name: string, options: CommitOptions) =>
      perform(options, (office) => commit(office, name, options)),
    );
}

async function commit(office: Office, name: string, options: CommitOptions): Promise<Outcome> {
  const { shop, world } = office;
  requireConfirmable(world, options);
  const order = await namedOrder(shop, name);
  const { bookingNumber, reservation } = order;
  const { currency } = order.basket;
  const amountMinor = options.amount === undefined ? null : amount(options.amount, currency, '--amount');
  await office.requireSeqr();
  const operator = await actingAs(office, options, 'refund');
  if (reservation === null) throw refused(new Refusal('not-reserved'), bookingNumber);
  const asked = money({ amountMinor: amountMinor ?? reservation.amountMinor, currency });
  const all = money({ amountMinor: reservation.amountMinor, currency });
  await confirmed(world, options, `Take ${asked} of the ${all} that are reserved for ${bookingNumber}?`);
  const taking = commitAtDesk(shop, order, { amountMinor, operator, reason: options.reason });
  const outcome = await orUnknown(taking, `see "orders show ${bookingNumber}"`);
  if (outcome instanceof Refusal) {
    const { code, detail } = outcome;
    throw refused(new Refusal(code, detail === null ? {} : { detail: `--${detail}` }), bookingNumber);
  }
  return {
    document: await orderDocument(office, outcome),
    lines: [
      outcome.status === 'paid'
        ? `${bookingNumber} is paid: ${money(outcome.payment ?? { amountMinor: 0, currency })} were taken.`
        : `SEQR takes ${asked} of ${bookingNumber}; the payment is confirmed in a few seconds.`,
    ],
  };
}
