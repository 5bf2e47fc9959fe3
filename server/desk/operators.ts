// Who may work at the desk: made and changed from the command line, each change in the log.
import { ROLES } from '../../shared/desk/operators.ts';
import type { Role } from '../../shared/desk/operators.ts';
import { actEntry } from '../orders/act-entry.ts';
import type { Shop } from '../orders/shop.ts';
import { hashPassword, MIN_PASSWORD_LENGTH } from './passwords.ts';

type Office = Pick<Shop, 'store' | 'secrets' | 'clock' | 'random'>;

/** Why an operator cannot be made or changed: a sentence. */
export class OperatorFault extends Error {
  override readonly name = 'OperatorFault';
}

/** How a name is written everywhere. @throws {OperatorFault} for one that cannot be a name */
export function operatorName(text: string): string {
  const name = text.trim().toLowerCase();
  if (/^[\p{Ll}\p{Lo}\d][\p{Ll}\p{Lo}\d._-]{0,31}$/u.test(name)) return name;
  throw new OperatorFault('a name has 1 to 32 letters, digits, dots, dashes or underscores');
}

/** @throws {OperatorFault} for a role that is none */
export function operatorRoles(names: string[]): Role[] {
  const unknown = names.find((name) => !ROLES.some((role) => role === name));
  if (unknown !== undefined) throw new OperatorFault(`"${unknown}" is no role: ${ROLES.join(', ')}`);
  return ROLES.filter((role) => role === 'look' || names.includes(role));
}

/** @param by who makes it, for the log
 *  @throws {OperatorFault} when the name is taken or the password too short */
export async function addOperator(
  office: Office,
  { name, password, roles, by }: { name: string; password: string; roles: Role[]; by: string },
): Promise<void> {
  checkPassword(password);
  const { store, clock, random } = office;
  const operator = {
    name,
    passwordHash: await hashPassword(password, random),
    roles,
    createdAt: clock.now(),
    disabledAt: null,
    failures: 0,
    lockedUntil: 0,
  };
  const isNew = await store.operators.add(
    operator,
    actEntry(office, {
      operator: by,
      act: 'operator added',
      subject: name,
      detail: { roles: roles.join(' ') },
    }),
  );
  if (!isNew) throw new OperatorFault(`there is an operator called ${name} already`);
}

/** Changes what is given, and ends all of the operator's sessions, so that it holds from now on.
 *  @throws {OperatorFault} for an unknown name, or a password too short */
export async function changeOperator(
  office: Office,
  name: string,
  change: { password?: string; roles?: Role[]; isDisabled?: boolean },
  by: string,
): Promise<void> {
  const { store, clock, random } = office;
  if (change.password !== undefined) checkPassword(change.password);
  const now = clock.now();
  const isKnown = await store.operators.change(
    name,
    {
      ...(change.password === undefined
        ? null
        : { passwordHash: await hashPassword(change.password, random) }),
      ...(change.roles === undefined ? null : { roles: change.roles }),
      ...(change.isDisabled === undefined ? null : { disabledAt: change.isDisabled ? now : null }),
    },
    actEntry(office, {
      operator: by,
      act: 'operator changed',
      subject: name,
      detail: {
        password: change.password === undefined ? 'as it was' : 'new',
        roles: change.roles?.join(' ') ?? 'as they were',
        isDisabled: change.isDisabled ?? null,
      },
    }),
  );
  if (!isKnown) throw new OperatorFault(`there is no operator called ${name}`);
  await store.operators.endSessions({ operator: name }, now);
}

/** Ends all of the operator's sessions.
 *  @throws {OperatorFault} for an unknown name */
export async function signOutOperator(office: Office, name: string, by: string): Promise<void> {
  const { store, clock } = office;
  if ((await store.operators.find(name)) === null)
    throw new OperatorFault(`there is no operator called ${name}`);
  await store.acts.append(actEntry(office, { operator: by, act: 'operator signed out', subject: name }));
  await store.operators.endSessions({ operator: name }, clock.now());
}

function checkPassword(password: string): void {
  if (password.length < MIN_PASSWORD_LENGTH)
    throw new OperatorFault(`a password has ${MIN_PASSWORD_LENGTH} characters or more`);
}
