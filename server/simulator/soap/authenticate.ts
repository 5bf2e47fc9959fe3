// Who is calling: the principal of a clientContext against the registered terminals and resellers.
import { operations } from '../../seqr/operations.ts';
import type { ClientContext, OperationName } from '../../seqr/operations.ts';
import type { SimulatedService } from '../merchant.ts';
import { rejected } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';

/** The service in whose name the call is made, or why it is refused. Assumed, not documented: the order of the
 *  checks, which is the one that tells a stranger least: kind of principal, name, password, state. */
export function authenticate(
  services: readonly SimulatedService[],
  operation: OperationName,
  { initiatorPrincipalId: principal, password }: ClientContext,
): SimulatedService | Outcome {
  const { id, type, userId } = principal;
  if (type !== operations[operation].principal) {
    return rejected(
      'INVALID_INITIATOR_PRINCIPAL_ID',
      `${operation} is called by a ${operations[operation].principal}`,
    );
  }
  if (id === '') return rejected('INVALID_INITIATOR_PRINCIPAL_ID', 'the id is empty');
  if (type === 'RESELLERUSER' && !userId) {
    return rejected('INVALID_INITIATOR_PRINCIPAL_ID', 'a RESELLERUSER has a userId');
  }
  const service = services.find(({ terminal, reseller }) =>
    type === 'TERMINALID' ? terminal.id === id : reseller.id === id && reseller.userId === userId,
  );
  if (!service) return rejected('INITIATOR_PRINCIPAL_NOT_FOUND');
  const expected = type === 'TERMINALID' ? service.terminal.password : service.reseller.password;
  if (password !== expected) return rejected('AUTHENTICATION_FAILED');
  if (type === 'TERMINALID' && service.terminal.isBlocked)
    return rejected('INVALID_INITIATOR_PRINCIPAL_STATE');
  return service;
}
