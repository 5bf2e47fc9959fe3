// Everything that is said in the customer's language: the page's own messages, the service's texts, and amounts.
// Knows nothing of where a word is shown.
import { showMoney, type Money } from '../../shared/money.ts';
import { inLanguage, type Service, type Text } from '../../shared/service.ts';
import { en, type Messages, type Plural } from './en.ts';
import { fi } from './fi.ts';
import { sv } from './sv.ts';

/** The languages that the page speaks, by BCP 47 tag. */
export const DICTIONARIES: Partial<Record<string, Messages>> = { en, fi, sv };

/** The names inside braces: `'Pay {amount}'` has `amount`. */
type NamesIn<Message> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type English = typeof en;
export type MessageKey = { [Key in keyof English]: English[Key] extends string ? Key : never }[keyof English];
type PluralKey = Exclude<keyof English, MessageKey>;
/** Messages that need nothing filled in. */
export type PlainKey = {
  [Key in MessageKey]: [NamesIn<English[Key]>] extends [never] ? Key : never;
}[MessageKey];
type Values<Key extends MessageKey> = Record<NamesIn<English[Key]>, string>;

export class Words {
  readonly language: string;
  readonly #messages: Messages;
  readonly #service: Pick<Service, 'languages'>;

  constructor(language: string, service: Pick<Service, 'languages'> = { languages: [] }) {
    this.language = language;
    this.#messages = DICTIONARIES[language] ?? en;
    this.#service = service;
  }

  say<Key extends MessageKey>(key: Key, ...[values]: Key extends PlainKey ? [] : [Values<Key>]): string {
    const message: string = this.#messages[key as PlainKey];
    return fill(message, values ?? {});
  }

  count(key: PluralKey, count: number): string {
    const forms: Plural = this.#messages[key];
    return fill(forms[pluralForm(this.language, count)], { count: String(count) });
  }

  text(text: Text): string {
    return inLanguage(text, this.language, this.#service);
  }

  money(money: Money): string {
    return showMoney(money, this.language);
  }
}

/** Which language to speak: the QR code's, else the first of the customer's that we speak, else the service's own.
 *  The QR code's word counts only if the service has texts in it. */
export function pickLanguage({
  wanted,
  preferred,
  service,
}: {
  wanted?: string | undefined;
  preferred: readonly string[];
  service?: Pick<Service, 'languages'>;
}): string {
  const own = service?.languages ?? Object.keys(DICTIONARIES);
  const tags = [...(wanted !== undefined && own.includes(wanted) ? [wanted] : []), ...preferred, ...own];
  for (const tag of tags) {
    const language = [tag, tag.split('-')[0] ?? ''].find((name) => Object.keys(DICTIONARIES).includes(name));
    if (language !== undefined) return language;
  }
  return 'en';
}

function pluralForm(language: string, count: number): keyof Plural {
  // Missing in Safari 12: our languages can do without it.
  if (!('PluralRules' in Intl)) return count === 1 ? 'one' : 'other';
  return new Intl.PluralRules(language).select(count) === 'one' ? 'one' : 'other';
}

function fill(message: string, values: Partial<Record<string, string>>): string {
  return message.replace(/\{(\w+)\}/g, (braces, name: string) => values[name] ?? braces);
}
