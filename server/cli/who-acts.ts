// Who acts: an operator by name and password, checked as at the desk, and with the role that the act needs.
import type { Command } from 'commander';
import { signInOnce } from '../desk/sign-in.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Operator } from '../store/operators.ts';
import type { Role } from '../../shared/desk/operators.ts';
import { askPassword, readPassword } from './ask.ts';
import type { Office } from './command.ts';
import { refused } from './failure.ts';

export interface ActingOptions {
  as: string;
  passwordStdin?: true;
}

/** For a command that is done in an operator's name. */
export function addActing(command: Command): Command {
  return command
    .requiredOption('--as <name>', 'the operator in whose name it is done')
    .option(
      '--password-stdin',
      'read the password from the standard input; else it is SEQR_OPERATOR_PASSWORD, else it is asked for',
    );
}

/** @returns who it is, once the password was right. Wrong ones are counted, here as at the desk */
export async function signedIn({ shop, world }: Office, options: ActingOptions): Promise<Operator> {
  const password = options.passwordStdin
    ? await readPassword(world)
    : world.env['SEQR_OPERATOR_PASSWORD'] || (await askPassword(world, `Password of ${options.as}`));
  const operator = await signInOnce(shop, options.as, password, 'command line');
  if (operator instanceof Refusal) throw refused(operator, options.as);
  return operator;
}

export function requireRole({ name, roles }: Operator, role: Role): void {
  if (roles.includes(role)) return;
  throw refused(new Refusal('role-missing', { detail: `it needs the role "${role}"` }), name);
}

/** @returns the operator's name, once the password was right and the role is theirs */
export async function actingAs(office: Office, options: ActingOptions, role: Role): Promise<string> {
  const operator = await signedIn(office, options);
  requireRole(operator, role);
  return operator.name;
}
