// In what the wall speaks: the page's languages, and the two of pseudo.ts. Knows nothing of states.
import { LANGUAGES, type Language } from '../../shared/languages.ts';
import type { OrderDto, SessionDto } from '../../shared/api.ts';
import { inLanguage, type Text } from '../../shared/service.ts';
import { DICTIONARIES } from '../messages/dictionaries.ts';
import type { Spoken } from '../messages/words.ts';
import { SERVICE } from './fixtures.ts';
import { everyText, long, mirrored } from './pseudo.ts';

export const TONGUES = {
  ...LANGUAGES,
  'en-XA': 'Long texts (en-XA)',
  'ar-XB': 'Right to left (ar-XB)',
} as const;
export type Tongue = keyof typeof TONGUES;

const PSEUDO: Partial<Record<Tongue, (text: string) => string>> = { 'en-XA': long, 'ar-XB': mirrored };

/** What comes with the page. */
export function spoken(tongue: Tongue): Spoken {
  const messages = DICTIONARIES[languageOf(tongue)];
  const change = PSEUDO[tongue];
  return { language: tongue, messages: change ? everyText(messages, change) : messages };
}

/** A pseudo-language is made from English. */
function languageOf(tongue: Tongue): Language {
  return tongue === 'en-XA' || tongue === 'ar-XB' ? 'en' : tongue;
}

/** The session as a server would tell it in that language. */
export function sessionIn(tongue: Tongue, session: SessionDto): SessionDto {
  const change = PSEUDO[tongue] ?? ((text: string) => text);
  const said = (text: Text): Text => everyText(text, change);
  const { service, order } = session;
  return {
    ...session,
    service: {
      ...service,
      name: said(service.name),
      choices: service.choices.map((choice) =>
        choice.kind === 'text'
          ? { ...choice, name: said(choice.name) }
          : {
              ...choice,
              name: said(choice.name),
              options: choice.options.map((option) => ({ ...option, name: said(option.name) })),
            },
      ),
      items: service.items.map((item) => ({
        ...item,
        name: said(item.name),
        description: item.description && said(item.description),
        unit: said(item.unit),
      })),
    },
    parameters: { ...session.parameters, lang: tongue },
    order: order && orderIn(tongue, order),
  };
}

/** An order's lines carry the item's name in the order's language. */
export function orderIn(tongue: Tongue, order: OrderDto): OrderDto {
  const change = PSEUDO[tongue] ?? ((text: string) => text);
  const named = (lines: OrderDto['lines']) =>
    lines.map((line) => {
      const item = SERVICE.items.find(({ sku }) => sku === line.sku);
      return item ? { ...line, name: change(inLanguage(item.name, languageOf(tongue), SERVICE)) } : line;
    });
  const { lines, pending } = order;
  return {
    ...order,
    language: tongue,
    lines: named(lines),
    pending: pending && { ...pending, lines: named(pending.lines) },
  };
}
