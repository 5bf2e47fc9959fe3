// The shape of what is sold, as the page is told of it; the server validates and documents with it. Prices include VAT.
import * as v from 'valibot';

/** A text in each of the service's languages, by BCP 47 tag. */
export const TextSchema = v.record(v.string(), v.string());
export type Text = v.InferOutput<typeof TextSchema>;

/** Something that the customer picks beside the items: from a list, or as a short text. */
export const ChoiceSchema = v.variant('kind', [
  v.object({
    kind: v.literal('options'),
    key: v.string(),
    name: TextSchema,
    options: v.array(v.object({ value: v.string(), name: TextSchema })),
    /** What is picked when neither the QR code nor the customer says otherwise; null: the customer must. */
    preset: v.nullable(v.string()),
  }),
  v.object({
    kind: v.literal('text'),
    key: v.string(),
    name: TextSchema,
    /** The whole text must match this regular expression. */
    pattern: v.string(),
    /** An example of a valid text. */
    example: v.string(),
    maxLength: v.number(),
    /** What the QR code says, if it says anything. */
    preset: v.nullable(v.string()),
  }),
]);
export type Choice = v.InferOutput<typeof ChoiceSchema>;

/** The price of one unit in minor units: one for all, or one for each value of a choice. */
export const PriceSchema = v.variant('kind', [
  v.object({ kind: v.literal('fixed'), amountMinor: v.number() }),
  v.object({
    kind: v.literal('byChoice'),
    choice: v.string(),
    amountsMinor: v.record(v.string(), v.number()),
  }),
]);
export type Price = v.InferOutput<typeof PriceSchema>;

/** A picture, as an `img` takes it. Where it is no drawing, it has the pixels for screens of three in one CSS pixel. */
export const ImageSchema = v.object({
  /** Its path; the same for every format: the server sends the best that the browser accepts. */
  src: v.string(),
  /** The room that it needs, in CSS pixels: as attributes they keep the page from moving when the picture arrives. */
  width: v.number(),
  height: v.number(),
});
export type Image = v.InferOutput<typeof ImageSchema>;

export const ItemSchema = v.object({
  sku: v.string(),
  name: TextSchema,
  description: v.nullable(TextSchema),
  /** What one of it is called, such as "ticket" or "hour". */
  unit: TextSchema,
  price: PriceSchema,
  /** VAT contained in the price, in whole percent. */
  taxRate: v.number(),
  /** The most of it that one order may hold. */
  limit: v.number(),
  image: v.nullable(ImageSchema),
  /** True while no more of it can be ordered; who has ordered it already keeps it. */
  isSoldOut: v.boolean(),
});
export type Item = v.InferOutput<typeof ItemSchema>;

export const ServiceSchema = v.object({
  id: v.string(),
  name: TextSchema,
  logo: v.nullable(ImageSchema),
  /** ISO 4217 code of every price. */
  currency: v.string(),
  /** BCP 47 tags; the first is the default. */
  languages: v.array(v.string()),
  choices: v.array(ChoiceSchema),
  items: v.array(ItemSchema),
  /** The most units that one order may hold, over all items. */
  maxUnits: v.number(),
});
export type Service = v.InferOutput<typeof ServiceSchema>;
