// close: ends SEQR's running period, for the shop or one terminal, and compares both books.
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { closePeriod, isRefusal } from '../closing/close-period.ts';
import type { ClosingRefusal } from '../closing/close-period.ts';
import type { ClosingRecord } from '../store/closing-rows.ts';
import { addYes, confirmed, requireConfirmable } from './ask.ts';
import type { YesOption } from './ask.ts';
import { awaitReport } from './await-report.ts';
import { closingDocument } from './closing-document.ts';
import { closingSentence, scopeText } from './closing-text.ts';
import { addCommand } from './command.ts';
import type { CommonOptions, Office, Perform } from './command.ts';
import { EXIT, Failure, orUnknown, wrongUsage } from './failure.ts';
import type { Outcome } from './output.ts';
import { actingAs, addActing } from './who-acts.ts';
import type { ActingOptions } from './who-acts.ts';

interface CloseOptions extends CommonOptions, ActingOptions, YesOption {
  terminal?: string;
  wait: boolean;
}

export function closeCommand(program: Command, perform: Perform): void {
  addYes(addActing(addCommand(program, 'close', 'end the running period at SEQR, and compare both books')))
    .option('--terminal <id>', 'only of this terminal; else of the whole shop')
    .option('--no-wait', 'do not wait for SEQR’s report: the running service compares it')
    .action((options: CloseOptions) => perform(options, (office) => close(office, options)));
}

async function close(office: Office, options: CloseOptions): Promise<Outcome> {
  const { shop, settings, world } = office;
  requireConfirmable(world, options);
  const { terminal: terminalId = null, wait } = options;
  if (terminalId !== null && !settings.terminalIds.includes(terminalId))
    throw wrongUsage(`--terminal: this service has only ${settings.terminalIds.join(', ')}`);
  await office.requireSeqr();
  const operator = await actingAs(office, options, 'close');
  await confirmed(
    world,
    options,
    `Close the running period of ${scopeText(terminalId)}? It cannot be opened again.`,
  );
  const closing = await orUnknown(
    closePeriod(shop, { requestKey: randomUUID(), terminalId, operator }),
    'see "closings list"',
  );
  if (isRefusal(closing)) throw closingRefused(closing);
  return closingOutcome(wait ? await awaitReport(office, closing) : closing);
}

export function closingRefused({ refused, detail, closing }: ClosingRefusal): Failure {
  const next = closing ? `see "closings show ${closing.id}"` : 'see "closings list"';
  return new Failure(EXIT.failed, refused, `${detail}; ${next}`);
}

const EXIT_CODES = {
  marking: EXIT.unknown,
  unknown: EXIT.unknown,
  marked: EXIT.done,
  matched: EXIT.done,
  refused: EXIT.failed,
  abandoned: EXIT.done,
} as const satisfies Record<ClosingRecord['state'], number>;

export function closingOutcome(closing: ClosingRecord): Outcome {
  return {
    document: closingDocument(closing),
    lines: [closingSentence(closing), ...(closing.explanation === null ? [] : [closing.explanation])],
    exitCode: EXIT_CODES[closing.state],
  };
}
