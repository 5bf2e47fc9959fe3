// Reading what was recorded: the words themselves are looked at, not what the service makes of them.
import type { OperationName } from '../seqr/operations.ts';
import { parseXml } from '../seqr/xml.ts';
import type { Node } from '../seqr/xml.ts';
import type { Exchange, Recorder } from './recorder.ts';

/** The calls of an operation whose request or answer names this number, from the first. */
export function callsAbout(
  { exchanges }: Pick<Recorder, 'exchanges'>,
  operation: OperationName,
  reference: string,
): Exchange[] {
  return exchanges.filter(
    (exchange) => exchange.name === operation && referencesOf(exchange).includes(reference),
  );
}

/** SEQR's numbers that an exchange is about: those of its request; of an invoice that was sent, that of the answer. */
export function referencesOf({ kind, name, request, answer }: Exchange): string[] {
  if (kind === 'notification') {
    const reference = new URLSearchParams(request).get('invoiceReference');
    return reference === null ? [] : [reference];
  }
  const texts = name === 'sendInvoice' ? (answer ?? '') : request;
  return ['invoiceReference', 'ersReference'].flatMap((element) => {
    const text = textOf(texts, element);
    return text === null ? [] : [text];
  });
}

/** The text of the first element of that name, without what XML escapes; null when there is none. */
export function textOf(xml: string | null, element: string): string | null {
  return new RegExp(`<(?:\\w+:)?${element}>([^<]*)</`).exec(xml ?? '')?.[1] ?? null;
}

/** What stands in the operation's element of one of our requests. */
export function contentOf({ name, request }: Exchange): Node {
  const { Envelope } = parseXml(request) as { Envelope: { Body: Node } };
  return Envelope.Body[name] as Node;
}

/** True when SEQR has answered with result 0. */
export const isAccepted = ({ answer }: Exchange): boolean => textOf(answer, 'resultCode') === '0';
