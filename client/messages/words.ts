// Everything that is said in one language: the page's own messages, the service's texts, and amounts. Knows nothing of
// where a word is shown, and of no dictionary but the one that it is given.
import { moneyFormat, type Money, type MoneyFormat } from '../../shared/money.ts';
import { inLanguage, type Service, type Text } from '../../shared/service.ts';
import type { en, Messages, Plural } from './en.ts';

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

/** A language with its dictionary, as it comes with the page or later. */
export interface Spoken {
  /** BCP 47 tag. */
  language: string;
  messages: Messages;
}

export class Words {
  readonly language: string;
  readonly #messages: Messages;
  readonly #service: Pick<Service, 'languages'>;
  /** By currency: making a format is far slower than using it. */
  readonly #formats: Record<string, MoneyFormat> = {};

  constructor({ language, messages }: Spoken, service: Pick<Service, 'languages'> = { languages: [] }) {
    this.language = language;
    this.#messages = messages;
    this.#service = service;
  }

  say<Key extends MessageKey>(key: Key, ...[values]: Key extends PlainKey ? [] : [Values<Key>]): string {
    const message: string = this.#messages[key as PlainKey];
    return fill(message, values ?? {});
  }

  count(key: PluralKey, count: number): string {
    const forms: Plural = this.#messages[key];
    const form = forms[new Intl.PluralRules(this.language).select(count)] ?? forms.other;
    return fill(form, { count: new Intl.NumberFormat(this.language).format(count) });
  }

  text(text: Text): string {
    return inLanguage(text, this.language, this.#service);
  }

  money({ amountMinor, currency }: Money): string {
    const show = (this.#formats[currency] ??= moneyFormat(currency, this.language));
    return show(amountMinor);
  }
}

function fill(message: string, values: Partial<Record<string, string>>): string {
  return message.replace(/\{(\w+)\}/g, (braces, name: string) => values[name] ?? braces);
}
