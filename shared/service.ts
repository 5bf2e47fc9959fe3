// What is sold, as the page sees it: plain data, already checked by the server. Knows no validator: the page needs none.
import type { Choice, Price, Service, Text } from './service-schema.ts';

export type { Choice, Image, Item, Price, Service, Text } from './service-schema.ts';

/** What the customer picked, by the key of the choice. */
export type Choices = Record<string, string>;

/** The price of one unit under these choices, in minor units; null while the choice it hangs on is open. */
export function unitPrice(price: Price, choices: Choices): number | null {
  if (price.kind === 'fixed') return price.amountMinor;
  return price.amountsMinor[choices[price.choice] ?? ''] ?? null;
}

/** True when the choice may have that value. */
export function isValidChoice(choice: Choice, value: string): boolean {
  if (choice.kind === 'options') return choice.options.some((option) => option.value === value);
  return value.length <= choice.maxLength && wholeText(choice.pattern).test(value);
}

/** The expression that a whole text must match. @throws {SyntaxError} for a pattern that is none */
export function wholeText(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}

/** The text in the wanted language, else in the service's default one. */
export function inLanguage(text: Text, language: string, service: Pick<Service, 'languages'>): string {
  return text[language] ?? text[service.languages[0] ?? ''] ?? Object.values(text)[0] ?? '';
}
