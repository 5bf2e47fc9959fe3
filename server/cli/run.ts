// The command line as a function: words in, an exit code out, and everything said on the streams of its world.
import { Command, CommanderError } from 'commander';
import { backupCommand } from './backup.ts';
import { certifyCommand } from './certify.ts';
import { closeCommand } from './close.ts';
import { closingCommands } from './closings.ts';
import { createPerform, jsonText } from './command.ts';
import { deliveryCommands } from './deliveries.ts';
import { doctorCommand } from './doctor.ts';
import { EXIT, Failure } from './failure.ts';
import type { ExitCode } from './failure.ts';
import { logCommands } from './log.ts';
import { operatorCommands } from './operator.ts';
import { orderCommands } from './orders.ts';
import { harmless } from './output.ts';
import { qrCommands } from './qr.ts';
import { refundCommand } from './refund.ts';
import { refundsCommands } from './refunds.ts';
import { restoreCommand } from './restore.ts';
import type { World } from './world.ts';

const EXIT_CODES = `
Exit codes:
  0  done (for a refund also: asked for, and waiting for a second operator)
  1  refused or failed: it was not done
  2  wrong usage: nothing was tried
  3  outcome unknown: SEQR's answer was lost; look before you try again

With --json one document is on stdout, "error" in it when it is not done; messages are on stderr.`;

/** @param argv the words behind the program's name
 *  @returns the exit code; throws nothing */
export async function runCli(argv: string[], world: World): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const { perform, performAlone } = createPerform(world, (code) => (exitCode = code));
  const program = new Command('seqr')
    .description('the operator desk on the command line: npm run seqr -- <command> …')
    .exitOverride()
    .showHelpAfterError('See it with --help.')
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(harmlessLines(text)),
    })
    .addHelpText('afterAll', EXIT_CODES);
  orderCommands(program, perform);
  refundCommand(program, perform);
  refundsCommands(program, perform);
  closeCommand(program, perform);
  closingCommands(program, perform);
  deliveryCommands(program, perform);
  logCommands(program, perform);
  operatorCommands(program, perform);
  qrCommands(program, performAlone);
  backupCommand(program, perform);
  restoreCommand(program, performAlone);
  doctorCommand(program, performAlone);
  certifyCommand(program, performAlone);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return fail(error, argv, world);
  }
}

function fail(error: unknown, argv: string[], { stdout, stderr }: World): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
  const failure = failureOf(error);
  // The parser has said it already, with what the usage is.
  if (!(error instanceof CommanderError)) stderr.write(`${harmlessLines(failure.message)}\n`);
  if (argv.includes('--json'))
    stdout.write(jsonText({ error: { code: failure.code, message: failure.message } }));
  return failure.exitCode;
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof CommanderError
    ? new Failure(EXIT.usage, 'usage', message.replace(/^error: /, ''))
    : new Failure(EXIT.failed, 'internal', message);
}

const harmlessLines = (text: string): string => text.split('\n').map(harmless).join('\n');
