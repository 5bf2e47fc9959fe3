// What is sold: the shape of the service definition, and what the page may see of it. Reads no file, knows no order.
import type * as v from 'valibot';
import { parseAmount } from '../../shared/money.ts';
import { isValidChoice } from '../../shared/service.ts';
import type { Choice, Choices, Image, Item, Price, Service, Text } from '../../shared/service.ts';
import type { Theme } from '../../shared/theme.ts';
import { reportDoubles, toChoices } from './choices.ts';
import { placeImage, whyBlurred } from './images.ts';
import type { ImageFile, ImageUse, ServedImage } from './images.ts';
import { toLoyalty } from './loyalty.ts';
import type { Loyalty } from './loyalty.ts';
import { toMessages } from './messages.ts';
import type { MessageKind } from './messages.ts';
import { checkInvoiceTexts } from './placeholders.ts';
import { toApprovalLimit } from './refund-rule.ts';
import { toReservation } from './reservation.ts';
import type { ReservationRule } from './reservation.ts';
import type { DefinitionInput, PriceInput } from './schema.ts';
import { toTheme } from './theme.ts';

type Input = v.InferOutput<typeof DefinitionInput>;

/** What the server knows of the service. `service` is what the page gets, before a QR code's presets. */
export interface Definition {
  service: Service;
  bookingNumber: { prefix: string; length: number };
  /** Texts with `{bookingNumber}` and `{KEY}` of each choice in them. */
  invoice: { title: Text; footer: Text };
  /** What the customer is texted, with `{amount}` as well; null: nothing of that kind. */
  messages: Record<MessageKind, Text | null>;
  /** The QR parameter that presets a choice, by the choice's key. */
  parameters: Record<string, string>;
  eans: Record<string, string>;
  /** Above this sum of refunds, per order, a second operator must agree; null: never. */
  refunds: { approvalAboveMinor: number | null };
  /** What a customer's card brings; null: no cards are taken. */
  loyalty: Loyalty | null;
  /** Null: what is paid is taken at once. */
  reservation: ReservationRule | null;
  theme: Theme;
  images: ServedImage[];
}

/** Tells of a fault: where it stands in the file, as keys and indexes from the top, and what it is. */
export type Report = (path: (string | number)[], message: string) => void;

/** Turns the file's content into a definition and reports what the shape alone cannot show: missing languages,
 *  names that point nowhere, doubles, prices that are none, colours and images that cannot be made out.
 *  What it answers is good only if nothing was reported.
 *  @param files the images that could be read, by their name in the file */
export function toDefinition(
  input: Input,
  files: ReadonlyMap<string, ImageFile>,
  report: Report,
): Definition {
  const { languages, currency } = input;
  const text = (value: string | Record<string, string>, ...path: (string | number)[]): Text => {
    if (typeof value === 'string') return Object.fromEntries(languages.map((language) => [language, value]));
    for (const language of languages) if (!(language in value)) report(path, `has no text for ${language}`);
    for (const language of Object.keys(value)) {
      if (!languages.includes(language)) report([...path, language], 'is none of the languages');
    }
    return value;
  };

  const images = new Map<string, ServedImage>();
  const image = (use: ImageUse, name: string | undefined, ...path: (string | number)[]): Image | null => {
    const file = files.get(name ?? '');
    if (name === undefined || file === undefined) return null;
    const fault = whyBlurred(use, file);
    if (fault !== null) report(path, `${name} ${fault}`);
    const { served, ...shown } = placeImage(use, name, file);
    images.set(served.path, served);
    return shown;
  };

  const choices = toChoices(input.choices, (value, ...path) => text(value, 'choices', ...path), report);
  reportDoubles(
    input.items.map(({ sku }) => sku),
    (i) => report(['items', i, 'sku'], 'stands twice'),
  );
  reportDoubles(languages, (i) => report(['languages', i], 'stands twice'));

  const items = input.items.map((item, i): Item => ({
    sku: item.sku,
    name: text(item.name, 'items', i, 'name'),
    description: item.description === undefined ? null : text(item.description, 'items', i, 'description'),
    unit: text(item.unit, 'items', i, 'unit'),
    price: toPrice(item.price, currency, choices, (path, message) =>
      report(['items', i, 'price', ...path], message),
    ),
    taxRate: item.taxRate,
    limit: item.limit,
    image: image('item', item.image, 'items', i, 'image'),
    isSoldOut: item.soldOut === 'yes',
  }));

  const invoice = {
    title: text(input.invoice.title, 'invoice', 'title'),
    footer: text(input.invoice.footer, 'invoice', 'footer'),
  };
  checkInvoiceTexts(invoice, choices, report);

  return {
    service: {
      id: input.id,
      name: text(input.name, 'name'),
      logo: image('logo', input.theme.logo, 'theme', 'logo'),
      currency,
      languages,
      choices,
      items,
      maxUnits: input.maxUnits,
    },
    bookingNumber: input.bookingNumber,
    invoice,
    messages: toMessages(input.messages, choices, text, report),
    parameters: Object.fromEntries(
      input.choices.flatMap(({ key, parameter }) => (parameter === undefined ? [] : [[key, parameter]])),
    ),
    eans: Object.fromEntries(input.items.flatMap(({ sku, ean }) => (ean === undefined ? [] : [[sku, ean]]))),
    refunds: {
      approvalAboveMinor: toApprovalLimit(input.refunds.approvalAbove, currency, (message) =>
        report(['refunds', 'approvalAbove'], message),
      ),
    },
    loyalty: toLoyalty(
      input.loyalty,
      (value, ...path) => text(value, 'loyalty', ...path),
      (path, message) => report(['loyalty', ...path], message),
    ),
    reservation: toReservation(
      input.reservation,
      (value, ...path) => text(value, 'reservation', ...path),
      (path, message) => report(['reservation', ...path], message),
    ),
    theme: toTheme(input.theme, (key, message) => report(['theme', key], message)),
    images: [...images.values()],
  };
}

/** The service as a visitor of this QR code sees it: its parameters preset the choices. */
export function forVisitor({ service, parameters }: Definition, qrParameters: Choices): Service {
  const choices = service.choices.map((choice): Choice => {
    const value = qrParameters[parameters[choice.key] ?? ''];
    return value !== undefined && isValidChoice(choice, value) ? { ...choice, preset: value } : choice;
  });
  return { ...service, choices };
}

function toPrice(
  price: v.InferOutput<typeof PriceInput>,
  currency: string,
  choices: Choice[],
  report: Report,
): Price {
  const amount = (value: string, ...path: string[]): number => {
    try {
      const amountMinor = parseAmount(value, currency);
      if (amountMinor <= 0) report(path, 'must be more than 0');
      return amountMinor;
    } catch (error) {
      report(path, (error as RangeError).message);
      return 0;
    }
  };
  if (typeof price === 'string') return { kind: 'fixed', amountMinor: amount(price) };

  const [key = '', ...others] = Object.keys(price);
  const choice = choices.find((candidate) => candidate.key === key);
  if (others.length > 0) report([], 'must hang on one choice only');
  if (choice?.kind !== 'options') {
    report([key], 'is no choice with options');
    return { kind: 'fixed', amountMinor: 0 };
  }
  const amounts = price[key] ?? {};
  for (const { value } of choice.options) if (!(value in amounts)) report([key], `has no price for ${value}`);
  const amountsMinor = Object.fromEntries(
    Object.entries(amounts).map(([value, text]) => [value, amount(text, key, value)]),
  );
  return { kind: 'byChoice', choice: key, amountsMinor };
}
