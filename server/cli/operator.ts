// operator: who may work at the desk. Needs the machine only; what is done is logged by the name that the machine knows.
import { Option } from 'commander';
import type { Command } from 'commander';
import {
  addOperator,
  changeOperator,
  OperatorFault,
  operatorName,
  operatorRoles,
  signOutOperator,
} from '../desk/operators.ts';
import type { Role } from '../../shared/desk/operators.ts';
import { askPassword, readPassword } from './ask.ts';
import { addCommand } from './command.ts';
import type { CommonOptions, Office, Perform } from './command.ts';
import { EXIT, Failure, wrongUsage } from './failure.ts';
import { list, time } from './output.ts';
import type { Outcome } from './output.ts';
import type { World } from './world.ts';

interface AddOptions extends CommonOptions {
  roles: string;
  passwordStdin?: true;
}
interface ChangeOptions extends CommonOptions {
  roles?: string;
  password?: true;
  passwordStdin?: true;
  disable?: true;
  enable?: true;
}

const ROLES_HELP = 'of look, refund, approve and close, with commas between';
const STDIN_HELP = 'read the password from the standard input';

export function operatorCommands(program: Command, perform: Perform): void {
  const operator = program.command('operator').description('who may work at the operator desk, and here');

  addCommand(operator, 'add <name>', 'a new operator; the password is asked for twice')
    .requiredOption('--roles <roles>', ROLES_HELP)
    .option('--password-stdin', STDIN_HELP)
    .action((name: string, options: AddOptions) => perform(options, (office) => add(office, name, options)));

  addCommand(operator, 'list', 'all of them').action((options: CommonOptions) =>
    perform(options, listOperators),
  );

  addCommand(
    operator,
    'change <name>',
    'another password, other roles, no way in any more; ends all sessions',
  )
    .option('--roles <roles>', ROLES_HELP)
    .addOption(new Option('--password', 'ask for a new password').conflicts('passwordStdin'))
    .option('--password-stdin', STDIN_HELP)
    .addOption(new Option('--disable', 'let nobody in by this name').conflicts('enable'))
    .option('--enable', 'let them in again')
    .action((name: string, options: ChangeOptions) =>
      perform(options, (office) => change(office, name, options)),
    );

  addCommand(operator, 'sign-out <name>', 'end all sessions').action((name: string, options: CommonOptions) =>
    perform(options, (office) => signOut(office, name)),
  );
}

async function add({ shop, world }: Office, name: string, options: AddOptions): Promise<Outcome> {
  const operator = asUsage(() => ({ name: operatorName(name), roles: operatorRoles(split(options.roles)) }));
  const password = options.passwordStdin ? await readPassword(world) : await askTwice(world, operator.name);
  await doing(addOperator(shop, { ...operator, password, by: byShell(world) }));
  return { document: operator, lines: [`${operator.name} may ${operator.roles.join(', ')} from now on.`] };
}

async function listOperators({ shop, settings }: Office): Promise<Outcome> {
  const now = shop.clock.now();
  const operators = (await shop.store.operators.all()).map(
    ({ name, roles, createdAt, disabledAt, lockedUntil }) => ({
      name,
      roles,
      createdAt,
      disabledAt,
      lockedUntil: lockedUntil > now ? lockedUntil : null,
    }),
  );
  const rows = operators.map(({ name, roles, createdAt, disabledAt, lockedUntil }) => [
    name,
    roles.join(','),
    time(createdAt, settings.timeZone),
    disabledAt !== null
      ? `disabled since ${time(disabledAt, settings.timeZone)}`
      : lockedUntil !== null
        ? `locked until ${time(lockedUntil, settings.timeZone)}`
        : '',
  ]);
  return {
    document: { operators },
    lines: list(['NAME', 'ROLES', 'SINCE', ''], rows, 'There is no operator: make one with "operator add".'),
  };
}

async function change({ shop, world }: Office, given: string, options: ChangeOptions): Promise<Outcome> {
  const { roles: names, password: isAsked, passwordStdin, disable, enable } = options;
  const isGiven = [names, isAsked, passwordStdin, disable, enable].some((option) => option !== undefined);
  if (!isGiven) throw wrongUsage('say what to change: --roles, --password, --disable or --enable');
  const name = asUsage(() => operatorName(given));
  const changes: { roles?: Role[]; password?: string; isDisabled?: boolean } = {
    ...(names === undefined ? null : { roles: asUsage(() => operatorRoles(split(names))) }),
    ...(passwordStdin ? { password: await readPassword(world) } : null),
    ...(isAsked ? { password: await askTwice(world, name) } : null),
    ...(disable ? { isDisabled: true } : null),
    ...(enable ? { isDisabled: false } : null),
  };
  await doing(changeOperator(shop, name, changes, byShell(world)));
  const { password, ...told } = changes;
  return {
    document: { name, ...told, hasNewPassword: password !== undefined },
    lines: [`${name} was changed, and is signed out everywhere.`],
  };
}

async function signOut({ shop, world }: Office, given: string): Promise<Outcome> {
  const name = asUsage(() => operatorName(given));
  await doing(signOutOperator(shop, name, byShell(world)));
  return { document: { name }, lines: [`${name} is signed out everywhere.`] };
}

async function askTwice(world: World, name: string): Promise<string> {
  const password = await askPassword(world, `New password of ${name}`);
  if (password === (await askPassword(world, 'The same once more'))) return password;
  throw new Failure(EXIT.failed, 'passwords-differ', 'the two passwords differ: nothing was done; try again');
}

const split = (roles: string): string[] => roles.split(',').map((role) => role.trim());
const byShell = ({ userName }: World): string => `shell:${userName}`;

/** A name or role that cannot be one is a slip on the command line. */
function asUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof OperatorFault ? wrongUsage(error.message) : error;
  }
}

async function doing(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof OperatorFault)) throw error;
    throw new Failure(EXIT.failed, 'operator', `${error.message}; see "operator list"`);
  }
}
