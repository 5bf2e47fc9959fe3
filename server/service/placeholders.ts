// The invoice's texts, with places in them for what only the order knows.
import type { Text } from '../../shared/service.ts';
import type { Report } from './definition.ts';

const PLACEHOLDER = /\{([\w-]+)\}/g;

/** Fills a text's placeholders. */
export function fillIn(text: string, values: Record<string, string>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => values[name] ?? whole);
}

/** The booking number must stand on the bill: it is how the customer keeps it (seqr-api §8). */
export function checkPlaceholders(
  invoice: { title: Text; footer: Text },
  choiceKeys: string[],
  report: Report,
): void {
  const known = new Set(['bookingNumber', ...choiceKeys]);
  for (const part of ['title', 'footer'] as const) {
    for (const text of Object.values(invoice[part])) {
      for (const [, name = ''] of text.matchAll(PLACEHOLDER)) {
        if (!known.has(name)) report(['invoice', part], `{${name}} is neither a choice nor bookingNumber`);
      }
      if (part === 'footer' && !text.includes('{bookingNumber}')) {
        report(['invoice', part], 'must contain {bookingNumber}');
      }
    }
  }
}
