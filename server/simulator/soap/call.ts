// A SOAP request read: which operation, by whom, with what. Everything that is not well-formed by the contract ends
// here as a Fault; what is well-formed and wrong becomes a result code later.
import { MalformedMessage, openEnvelope, readFields } from '../../seqr/envelope.ts';
import { clientContext, operations } from '../../seqr/operations.ts';
import type { ClientContext, OperationName, Request } from '../../seqr/operations.ts';
import { sequence } from '../../seqr/wire.ts';
import type { Fields } from '../../seqr/wire.ts';
import { checkNamespaces, checkOrder } from './message-shape.ts';

export interface SoapCall {
  operation: OperationName;
  context: ClientContext;
  /** Null when only the invoice in it is not one: that is for the operation to refuse, with 49. */
  request: Request<OperationName> | null;
}

const messageContext = { context: clientContext };

/** Reads a request to one of the ports.
 *  @throws {MalformedMessage} when it is no call of the contract; its text says where, never what stood there */
export function readCall(text: string, ports: readonly string[]): SoapCall {
  const { element: operation, content } = openEnvelope(text);
  checkNamespaces(text);
  if (!isOperation(operation) || !ports.includes(operations[operation].port)) {
    throw new MalformedMessage('names no operation of this service');
  }
  const { fields } = operations[operation].request;
  checkOrder({ context: sequence(clientContext.fields), ...fields }, content);
  const { context } = readFields(messageContext, content);
  checkContext(context);
  return { operation, context, request: readRequest(fields, content) };
}

function readRequest(fields: Fields, content: Record<string, unknown>): Request<OperationName> | null {
  const { invoice, ...others } = fields;
  if (!invoice || content['invoice'] === undefined) return readFields(fields, content);
  readFields(others, content);
  try {
    return readFields(fields, content);
  } catch (error) {
    if (error instanceof MalformedMessage) return null;
    throw error;
  }
}

// The lengths are those of seqr-api §3. Assumed, not documented: that breaking one is a Fault, no result code.
function checkContext({
  channel,
  clientComment,
  clientId,
  clientReference,
  clientRequestTimeout,
}: ClientContext): void {
  ensure(channel !== '' && channel.length <= 40, 'channel must have 1 to 40 characters');
  ensure((clientComment ?? '').length <= 80, 'clientComment must have at most 80 characters');
  ensure(clientId !== '', 'clientId is empty');
  ensure(
    clientReference !== '' && clientReference.length <= 32,
    'clientReference must have 1 to 32 characters',
  );
  ensure(clientRequestTimeout === 0, 'clientRequestTimeout must be 0');
}

function ensure(holds: boolean, why: string): void {
  if (!holds) throw new MalformedMessage(why);
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}
