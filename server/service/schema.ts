// The service definition as it is written in its YAML file: shapes only, no cross-references.
import * as v from 'valibot';
import { wholeNumber } from '../whole-number.ts';

// The file is read without any guessing of types: every scalar arrives as the text that stands there, so that
// a price is never a float and the jetty "01" never a number.

const Word = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(200));
const Key = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be letters, digits, - or _'),
);
const LanguageTag = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as sv'),
);

/** A text for all languages, or one for each. */
const TextInput = v.union([Word, v.record(v.string(), Word)], 'must be a text, or a text for each language');

export const PriceInput = v.union(
  [v.string(), v.record(v.string(), v.record(v.string(), v.string()))],
  'must be an amount such as "65.00", or { CHOICE: { VALUE: "65.00" } }',
);

export const ChoiceInput = v.union(
  [
    v.strictObject({
      key: Key,
      name: TextInput,
      parameter: v.optional(Key),
      options: v.pipe(
        v.array(v.strictObject({ value: Key, name: TextInput })),
        v.minLength(1, 'must hold an option'),
      ),
      preset: v.optional(v.string()),
    }),
    v.strictObject({
      key: Key,
      name: TextInput,
      parameter: v.optional(Key),
      pattern: v.string(),
      example: Word,
      maxLength: wholeNumber(1, 200),
    }),
  ],
  'must have key and name, and either options or pattern, example and maxLength, and nothing else',
);

const ImageName = v.pipe(
  v.string(),
  v.regex(/^[\w-]+(\/[\w-]+)*\.(svg|png|jpe?g|webp|avif)$/, 'must be an image file beside this one'),
);

const Colour = v.pipe(
  v.string('must be a colour such as #0b5d86'),
  v.regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #0b5d86'),
  v.toLowerCase(),
);

const ThemeInput = v.strictObject({
  accent: v.optional(Colour),
  accentDark: v.optional(Colour),
  logo: v.optional(ImageName),
});

const ItemInput = v.strictObject({
  sku: Key,
  name: TextInput,
  description: v.optional(TextInput),
  unit: TextInput,
  price: PriceInput,
  taxRate: wholeNumber(0, 100),
  limit: wholeNumber(1, 10_000),
  ean: v.optional(v.pipe(v.string(), v.regex(/^\d{8}(\d{4,6})?$/, 'must be 8 or 12 to 14 digits'))),
  image: v.optional(ImageName),
  soldOut: v.optional(v.picklist(['yes', 'no'], 'must be yes or no'), 'no'),
});

export const LoyaltyInput = v.strictObject({
  name: TextInput,
  // SEQR takes no bill of nothing.
  percent: wholeNumber(1, 99),
  pattern: v.string(),
  example: Word,
});

export const ReservationInput = v.strictObject({
  commit: v.picklist(['at-once', 'by-desk'], 'must be at-once or by-desk'),
  timeoutS: v.optional(wholeNumber(60, 86_400)),
  rest: v.optional(TextInput),
});

/** The file as it is written. */
export const DefinitionInput = v.strictObject({
  id: Key,
  name: TextInput,
  theme: v.optional(ThemeInput, {}),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as SEK')),
  languages: v.pipe(v.array(LanguageTag), v.minLength(1, 'must name a language')),
  bookingNumber: v.strictObject({
    prefix: v.pipe(v.string(), v.regex(/^[A-Z]{0,6}$/, 'must be up to 6 capital letters')),
    length: wholeNumber(5, 12),
  }),
  invoice: v.strictObject({ title: TextInput, footer: TextInput }),
  /** Above this sum of refunds, per order, a second operator must agree. */
  refunds: v.optional(v.strictObject({ approvalAbove: v.optional(v.string()) }), {}),
  messages: v.optional(v.strictObject({ paid: v.optional(TextInput), refunded: v.optional(TextInput) }), {}),
  maxUnits: wholeNumber(1, 10_000),
  choices: v.optional(v.array(ChoiceInput), []),
  items: v.pipe(v.array(ItemInput), v.minLength(1, 'must hold an item')),
  loyalty: v.optional(LoyaltyInput),
  reservation: v.optional(ReservationInput),
});
