// What travels between page and BFF. The schemas validate on the server and make the OpenAPI document;
// the page uses their types only.
import * as v from 'valibot';
import { ORDER_STATUSES } from './order-status.ts';
import { ServiceSchema } from './service-schema.ts';

const Id = v.pipe(v.string(), v.uuid('must be a UUID'));

/** Where an order's units are counted: whole numbers, and the definition's limit is checked behind this one. */
const Quantity = v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(0), v.maxValue(10_000));

export const OrderIdSchema = v.object({ id: Id });

/** `PUT /api/orders/{id}`: the basket. Lines of quantity 0 may be left out; what is left out of `choices` comes from
 *  the QR code, then from the definition. `revision` counts the changes of the basket, from 1. */
export const PutOrderSchema = v.strictObject({
  revision: v.optional(
    v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(1), v.maxValue(1_000_000)),
  ),
  lines: v.pipe(
    v.array(v.strictObject({ sku: v.pipe(v.string(), v.maxLength(64)), quantity: Quantity })),
    v.maxLength(100),
  ),
  choices: v.optional(
    v.record(v.pipe(v.string(), v.maxLength(64)), v.pipe(v.string(), v.maxLength(200))),
    {},
  ),
});
export type PutOrder = v.InferInput<typeof PutOrderSchema>;

/** `POST /api/session`: the reference is what the hash carries on the way back from the wallet. */
export const SessionRequestSchema = v.strictObject({
  invoiceReference: v.optional(v.pipe(v.string(), v.regex(/^\d{1,40}$/, 'must be digits'))),
});

const Money = v.object({ amountMinor: v.number(), currency: v.string() });

export const OrderLineSchema = v.object({
  sku: v.string(),
  /** The item's name in the order's language, as it stands on SEQR's bill; or that of a discount, or of what was not taken of a
   *  reservation, whose amounts are negative. */
  name: v.string(),
  quantity: v.number(),
  unitPriceMinor: v.number(),
  totalMinor: v.number(),
  taxRate: v.number(),
});

export const OrderSchema = v.object({
  id: Id,
  /** Counts what was written to the order: of two answers, the lower one is what the order was. */
  version: v.number(),
  /** The confirmed basket's revision. */
  revision: v.number(),
  /** A changed basket that SEQR has not confirmed yet: until it has, there is nothing to pay. */
  pending: v.nullable(
    v.object({
      revision: v.number(),
      choices: v.record(v.string(), v.string()),
      lines: v.array(OrderLineSchema),
      total: Money,
    }),
  ),
  status: v.picklist(ORDER_STATUSES),
  bookingNumber: v.string(),
  /** The service's language that it was ordered in, by BCP 47 tag; its bill is in it. */
  language: v.string(),
  choices: v.record(v.string(), v.string()),
  lines: v.array(OrderLineSchema),
  total: Money,
  /** VAT contained in the total, by rate in whole percent. */
  taxes: v.array(v.object({ rate: v.number(), amountMinor: v.number() })),
  invoiceReference: v.nullable(v.string()),
  /** Opens the wallet on this invoice; null unless there is something to pay that SEQR has confirmed. */
  walletUrl: v.nullable(v.string()),
  /** True once the wallet link was used: the page does not open it a second time by itself. */
  wasLaunched: v.boolean(),
  /** True while the customer has paid, and the money is reserved and waits to be taken: there is nothing to pay. */
  isReserved: v.boolean(),
  /** Epoch milliseconds, like all times here. */
  createdAt: v.number(),
  expiresAt: v.number(),
  endedAt: v.nullable(v.number()),
  /** What was paid by SEQR's word; it differs from `total` only when something is wrong. */
  payment: v.nullable(
    v.object({ paidAt: v.number(), total: Money, paymentReference: v.nullable(v.string()) }),
  ),
  /** When SEQR was found to have taken the payment back. */
  reversedAt: v.nullable(v.number()),
});
export type OrderDto = v.InferOutput<typeof OrderSchema>;
export type OrderLine = v.InferOutput<typeof OrderLineSchema>;

export const SessionSchema = v.object({
  service: ServiceSchema,
  customer: v.object({ msisdn: v.nullable(v.string()) }),
  /** The QR code's parameters. */
  parameters: v.record(v.string(), v.string()),
  order: v.nullable(OrderSchema),
  /** False when SEQR's token has ended and only its orders can still be seen. */
  canOrder: v.boolean(),
});
export type SessionDto = v.InferOutput<typeof SessionSchema>;

/** `POST /api/orders/{id}/launch`: true for the first caller only, who may open the wallet by itself. */
export const LaunchSchema = v.object({ order: OrderSchema, isFirst: v.boolean() });
export type LaunchDto = v.InferOutput<typeof LaunchSchema>;
