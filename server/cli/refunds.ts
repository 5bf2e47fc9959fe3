// refunds: those that there are, and what people decide of them.
import { Option } from 'commander';
import type { Command } from 'commander';
import { REFUND_STATES } from '../../shared/desk/refunds.ts';
import type { RefundState } from '../../shared/desk/refunds.ts';
import { approveRefund, decideRefund, rejectRefund, sweepRefunds } from '../orders/decide-refund.ts';
import { allowRefunds } from '../orders/held-refunds.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Shop } from '../orders/shop.ts';
import { refundDto } from '../routes/desk/dto.ts';
import type { Order, Refund } from '../store/records.ts';
import { limit, reason } from './arguments.ts';
import { addYes, confirmed, requireConfirmable } from './ask.ts';
import type { YesOption } from './ask.ts';
import { addCommand } from './command.ts';
import type { CommonOptions, Office, Perform } from './command.ts';
import { orUnknown, refused, wrongUsage } from './failure.ts';
import { refundCells } from './order-text.ts';
import { list, money } from './output.ts';
import type { Outcome } from './output.ts';
import { refundOutcome } from './refund-outcome.ts';
import { actingAs, addActing, requireRole, signedIn } from './who-acts.ts';
import type { ActingOptions } from './who-acts.ts';

interface ListOptions extends CommonOptions {
  state?: RefundState;
  limit: number;
}
type DecisionOptions = CommonOptions & ActingOptions & { reason: string };
type ApproveOptions = DecisionOptions & YesOption;
type DecideOptions = DecisionOptions & { made?: true; notMade?: true };

export function refundsCommands(program: Command, perform: Perform): void {
  const refunds = program.command('refunds').description('list refunds, agree to them, decide unknown ones');

  addCommand(refunds, 'list', 'the newest refunds')
    .addOption(new Option('--state <state>', 'only in this state').choices(REFUND_STATES))
    .option('--limit <number>', 'how many at most', limit, 50)
    .action((options: ListOptions) => perform(options, (office) => listRefunds(office, options)));

  const decision = (usage: string, description: string) =>
    addActing(addCommand(refunds, usage, description)).requiredOption(
      '--reason <text>',
      'why, for the log',
      reason,
    );

  addYes(decision('approve <id>', 'agree, as another operator than the one who asked, and send it')).action(
    (id: string, options: ApproveOptions) => perform(options, (office) => approve(office, id, options)),
  );
  decision('reject <id>', 'do not agree to it, or take one’s own back').action(
    (id: string, options: DecisionOptions) => perform(options, (office) => reject(office, id, options)),
  );
  decision('decide <id>', 'say what became of an unknown one, once it was found out')
    .addOption(new Option('--made', 'the customer has the money').conflicts('notMade'))
    .option('--not-made', 'the customer does not have it')
    .action((id: string, options: DecideOptions) =>
      perform(options, (office) => decide(office, id, options)),
    );
  decision('allow', 'let refunds be made again, once the restored books were compared').action(
    (options: DecisionOptions) => perform(options, (office) => allow(office, options)),
  );
}

async function listRefunds(
  { shop, settings }: Office,
  { state, limit: most }: ListOptions,
): Promise<Outcome> {
  const { store } = shop;
  await sweepRefunds(shop);
  const refunds = await store.refunds.findNewest(state ? [state] : REFUND_STATES, most);
  const dtos = await Promise.all(
    refunds.map(async (refund) => refundDto(refund, await orderOf(shop, refund))),
  );
  const rows = dtos.map((dto) => {
    const [id = '', ...others] = refundCells(dto, settings.timeZone);
    return [id, dto.bookingNumber, ...others];
  });
  const head = ['REFUND', 'BOOKING', 'STATE', 'AMOUNT', 'ASKED FOR', 'BY', 'REASON'];
  return { document: { refunds: dtos }, lines: list(head, rows, 'There is no such refund.', [3]) };
}

async function approve(office: Office, id: string, options: ApproveOptions): Promise<Outcome> {
  const { shop, world } = office;
  requireConfirmable(world, options);
  const { refund, order } = await namedRefund(shop, id);
  await office.requireSeqr();
  const operator = await actingAs(office, options, 'approve');
  // Nobody is asked whether they mean what they may not do.
  if (refund.requestedBy === operator) throw refused(new Refusal('refund-own'), refund.id);
  if (refund.state !== 'awaiting') throw refused(new Refusal('refund-decided'), refund.id);
  const { requestedBy, reason: why } = refund;
  await confirmed(
    world,
    options,
    `Give ${money(refund)} of ${order.bookingNumber} back, as ${requestedBy} has asked (${why})?`,
  );
  const approving = approveRefund(shop, refund.id, { operator, reason: options.reason });
  return told(await orUnknown(approving, 'see "refunds list"'), order, refund.id);
}

async function reject(office: Office, id: string, options: DecisionOptions): Promise<Outcome> {
  const { shop } = office;
  const { refund, order } = await namedRefund(shop, id);
  const operator = await signedIn(office, options);
  // Who asked for it may take it back.
  if (refund.requestedBy !== operator.name) requireRole(operator, 'approve');
  const outcome = await rejectRefund(shop, refund.id, { operator: operator.name, reason: options.reason });
  return told(outcome, order, refund.id);
}

async function decide(office: Office, id: string, options: DecideOptions): Promise<Outcome> {
  const { shop } = office;
  if (!options.made && !options.notMade) throw wrongUsage('say what became of it: --made or --not-made');
  const { refund, order } = await namedRefund(shop, id);
  const operator = await actingAs(office, options, 'approve');
  await sweepRefunds(shop);
  const wasMade = options.made === true;
  const outcome = await decideRefund(shop, refund.id, { operator, reason: options.reason, wasMade });
  // That it was not made is what was to be written: the command is done.
  return { ...told(outcome, order, refund.id), exitCode: 0 };
}

async function allow(office: Office, options: DecisionOptions): Promise<Outcome> {
  const operator = await actingAs(office, options, 'approve');
  const wereHeld = await allowRefunds(office.shop, { operator, reason: options.reason });
  return {
    document: { wereHeld },
    lines: [wereHeld ? 'Refunds may be made again.' : 'Refunds were not held: nothing was to be done.'],
  };
}

function told(outcome: Refund | Refusal, order: Order, id: string): Outcome {
  if (outcome instanceof Refusal) throw refused(outcome, id);
  return refundOutcome(outcome, order);
}

async function namedRefund(shop: Shop, id: string): Promise<{ refund: Refund; order: Order }> {
  const refund = await shop.store.refunds.find(id.trim().toUpperCase());
  if (!refund) throw refused(new Refusal('refund-unknown'), id);
  return { refund, order: await orderOf(shop, refund) };
}

async function orderOf({ store }: Shop, { orderId }: Refund): Promise<Order> {
  const order = await store.findOrder(orderId);
  if (!order) throw new Error(`the order ${orderId} of a refund is not in the store`);
  return order;
}
