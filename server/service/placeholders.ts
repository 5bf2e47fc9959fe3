// Texts of the service definition with places in them to be filled in: `{bookingNumber}`, and `{KEY}` of each choice.
import { inLanguage } from '../../shared/service.ts';
import type { Choice, Choices, Service, Text } from '../../shared/service.ts';
import type { Report } from './definition.ts';

const PLACEHOLDER = /\{([\w-]+)\}/g;

/** Fills a text's placeholders. */
export function fillIn(text: string, values: Record<string, string>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => values[name] ?? whole);
}

/** What an order fills in: its booking number, and each choice as people call it in that language. */
export function valuesOf(
  service: Service,
  { bookingNumber, language, choices }: { bookingNumber: string; language: string; choices: Choices },
): Record<string, string> {
  const values: Record<string, string> = { bookingNumber };
  for (const choice of service.choices) values[choice.key] = nameOf(choice, choices, language, service);
  return values;
}

function nameOf(choice: Choice, choices: Choices, language: string, service: Service): string {
  const value = choices[choice.key] ?? '';
  const option = choice.kind === 'options' && choice.options.find((candidate) => candidate.value === value);
  return option ? inLanguage(option.name, language, service) : value;
}

/** Reports every placeholder that nothing fills in, and every language in which one that is needed is missing.
 *  @param known what is filled in beside the choices
 *  @param needed one of them that each language's text must contain */
export function checkPlaceholders(
  text: Text,
  { choices, known, needed }: { choices: Choice[]; known: readonly string[]; needed: string | null },
  report: (language: string, message: string) => void,
): void {
  const names = new Set([...known, ...choices.map(({ key }) => key)]);
  for (const [language, words] of Object.entries(text)) {
    for (const [, name = ''] of words.matchAll(PLACEHOLDER)) {
      if (!names.has(name)) report(language, `{${name}} is neither a choice nor ${known.join(' or ')}`);
    }
    if (needed !== null && !words.includes(`{${needed}}`)) report(language, `must contain {${needed}}`);
  }
}

/** The booking number must stand on the bill: it is how the customer keeps it (seqr-api §8). */
export function checkInvoiceTexts(
  invoice: { title: Text; footer: Text },
  choices: Choice[],
  report: Report,
): void {
  const known = ['bookingNumber'];
  for (const part of ['title', 'footer'] as const) {
    const needed = part === 'footer' ? 'bookingNumber' : null;
    checkPlaceholders(invoice[part], { choices, known, needed }, (_language, message) =>
      report(['invoice', part], message),
    );
  }
}
