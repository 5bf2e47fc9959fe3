// The basket of the two comparison pages: plain data and what follows from it. Knows neither markup nor network.
import type { OrderDto, PutOrder, SessionDto } from '../../../../shared/api.ts';
import { isLive } from '../../../../shared/order-status.ts';
import { isValidChoice, unitPrice, type Item, type Service, type Text } from '../../../../shared/service.ts';

export interface Basket {
  readonly id: string;
  readonly revision: number;
  readonly quantities: Readonly<Record<string, number>>;
  readonly choices: Readonly<Record<string, string>>;
}

/** Lines as they are shown, of a basket or of an order. */
export interface Line {
  sku: string;
  name: string;
  quantity: number;
  totalMinor: number;
}

/** The basket of the order that is under way, else an empty one with what is preset. */
export function openBasket({ service, order }: SessionDto): Basket {
  if (order && isLive(order.status)) return basketOf(order);
  const choices: Record<string, string> = {};
  for (const { key, preset } of service.choices) choices[key] = preset ?? '';
  return { id: crypto.randomUUID(), revision: 1, quantities: {}, choices };
}

/** A change of it is the order's next revision. */
export function basketOf({ id, revision, lines, choices }: OrderDto): Basket {
  const quantities: Record<string, number> = {};
  for (const { sku, quantity } of lines) quantities[sku] = quantity;
  return { id, revision: revision + 1, quantities, choices };
}

export function withQuantity(service: Service, basket: Basket, item: Item, quantity: number): Basket {
  const allowed = Math.max(0, Math.min(quantity, mostOf(service, basket, item)));
  return { ...basket, quantities: { ...basket.quantities, [item.sku]: allowed } };
}

export function withChoice(basket: Basket, key: string, value: string): Basket {
  return { ...basket, choices: { ...basket.choices, [key]: value } };
}

export function quantityOf({ quantities }: Basket, { sku }: Item): number {
  return quantities[sku] ?? 0;
}

/** The most that the item's quantity may be, with what else is in the basket. */
export function mostOf(service: Service, basket: Basket, item: Item): number {
  if (item.isSoldOut) return quantityOf(basket, item);
  return Math.min(item.limit, service.maxUnits - unitsOf(service, basket) + quantityOf(basket, item));
}

export function linesOf(service: Service, basket: Basket): Line[] {
  return service.items.flatMap((item) => {
    const quantity = quantityOf(basket, item);
    if (quantity === 0) return [];
    const totalMinor = (unitPrice(item.price, basket.choices) ?? 0) * quantity;
    return [{ sku: item.sku, name: textOf(service, item.name), quantity, totalMinor }];
  });
}

export function totalOf(service: Service, basket: Basket): number {
  return linesOf(service, basket).reduce((sum, { totalMinor }) => sum + totalMinor, 0);
}

/** What is still missing, for the customer; null when the basket can be ordered. */
export function faultOf(service: Service, basket: Basket): string | null {
  for (const choice of service.choices) {
    if (isValidChoice(choice, basket.choices[choice.key] ?? '')) continue;
    const name = textOf(service, choice.name);
    return choice.kind === 'options' ? `Please choose: ${name}.` : `${name}: for example ${choice.example}.`;
  }
  return unitsOf(service, basket) === 0 ? 'Add at least one item first.' : null;
}

export function toPut(service: Service, { revision, choices, ...basket }: Basket): PutOrder {
  const lines = linesOf(service, { revision, choices, ...basket });
  return { revision, choices: { ...choices }, lines: lines.map(({ sku, quantity }) => ({ sku, quantity })) };
}

/** What was picked beside the items, by its names. */
export function pickedOf(
  service: Service,
  choices: Readonly<Record<string, string>>,
): { name: string; value: string }[] {
  return service.choices.flatMap((choice) => {
    const value = choices[choice.key];
    if (!value) return [];
    const option = choice.kind === 'options' && choice.options.find((each) => each.value === value);
    return [{ name: textOf(service, choice.name), value: option ? textOf(service, option.name) : value }];
  });
}

/** The comparison pages speak English, as the page that is measured beside them does. */
export function textOf({ languages }: Service, text: Text): string {
  return text['en'] ?? text[languages[0] ?? ''] ?? '';
}

const formats: Record<string, Intl.NumberFormat> = {};

/** An amount in minor units as people read it. */
export function money(amountMinor: number, currency: string): string {
  const format = (formats[currency] ??= new Intl.NumberFormat('en', { style: 'currency', currency }));
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function unitsOf(service: Service, basket: Basket): number {
  return service.items.reduce((sum, item) => sum + quantityOf(basket, item), 0);
}
