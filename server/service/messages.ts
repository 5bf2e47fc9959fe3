// What the customer is texted, as the service definition says it. Knows no gateway, and no order.
import type * as v from 'valibot';
import type { Choice, Text } from '../../shared/service.ts';
import type { Report } from './definition.ts';
import { checkPlaceholders } from './placeholders.ts';
import type { DefinitionInput } from './schema.ts';

/** What a customer can be texted of. */
export type MessageKind = 'paid' | 'refunded';

type Input = v.InferOutput<typeof DefinitionInput>['messages'];
type ToText = (value: string | Record<string, string>, ...path: (string | number)[]) => Text;

/** Reads the texts and reports their faults, each in the language in which it stands. */
export function toMessages(
  input: Input,
  choices: Choice[],
  toText: ToText,
  report: Report,
): Record<MessageKind, Text | null> {
  const message = (kind: MessageKind, needed: string | null): Text | null => {
    const given = input[kind];
    if (given === undefined) return null;
    const path = ['messages', kind];
    const known = ['bookingNumber', 'amount'];
    // One text for all languages is looked at once.
    const isForAll = typeof given === 'string';
    checkPlaceholders(isForAll ? { all: given } : given, { choices, known, needed }, (language, fault) =>
      report(isForAll ? path : [...path, language], fault),
    );
    return toText(given, ...path);
  };
  return { paid: message('paid', 'bookingNumber'), refunded: message('refunded', null) };
}
