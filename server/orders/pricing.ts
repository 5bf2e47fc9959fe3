// What a basket costs: by the service definition alone, never by what the page says.
import type { OrderLine, PutOrder } from '../../shared/api.ts';
import { inLanguage, isValidChoice, unitPrice } from '../../shared/service.ts';
import type { Choices, Service } from '../../shared/service.ts';
import { isXmlText } from '../seqr/envelope.ts';
import type { Basket } from '../store/records.ts';
import { isDiscount } from './discount.ts';
import { Refusal } from './refusal.ts';
import { totalsOf } from './totals.ts';

/** Checks and prices what was ordered.
 *  @param service as this visitor sees it, with the QR code's presets
 *  @param revision the basket's number
 *  @param held what the order holds already: sold out ends the sale, it takes nothing away. So much of it, or less,
 *    stays possible; else a customer could not give back a child's ticket while the adults' are sold out
 *  @returns a refusal that names the line or choice at fault */
export function priceBasket(
  service: Service,
  put: Pick<PutOrder, 'lines' | 'choices'>,
  revision: number,
  language: string,
  held: OrderLine[] = [],
): Basket | Refusal {
  const choices = resolveChoices(service, put.choices ?? {});
  if (choices instanceof Refusal) return choices;

  const lines: OrderLine[] = [];
  for (const [index, { sku, quantity }] of put.lines.entries()) {
    const at = `lines.${index}`;
    const item = service.items.find((candidate) => candidate.sku === sku);
    if (!item) return invalid(`${at}.sku: is not sold here`);
    if (put.lines.findIndex((line) => line.sku === sku) < index) return invalid(`${at}.sku: stands twice`);
    if (quantity > item.limit) return invalid(`${at}.quantity: at most ${item.limit}`);
    if (quantity === 0) continue;
    const heldQuantity = held.find((line) => line.sku === sku)?.quantity ?? 0;
    if (item.isSoldOut && quantity > heldQuantity) return invalid(`${at}.sku: ${sku} is sold out`);
    const unitPriceMinor = unitPrice(item.price, choices);
    if (unitPriceMinor === null) return invalid(`${at}.sku: has no price under these choices`);
    lines.push({
      sku,
      name: inLanguage(item.name, language, service),
      quantity,
      unitPriceMinor,
      totalMinor: unitPriceMinor * quantity,
      taxRate: item.taxRate,
    });
  }
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  if (units === 0) return invalid('lines: the basket is empty');
  if (units > service.maxUnits) return invalid(`lines: at most ${service.maxUnits} in all`);

  return { revision, choices, lines, currency: service.currency, ...totalsOf(lines) };
}

/** True when both hold the same things, whatever they cost and whatever their number. */
export function isSameBasket(a: Basket, b: Basket): boolean {
  const content = ({ choices, lines }: Basket) =>
    JSON.stringify([
      Object.entries(choices).sort(),
      lines.map(({ sku, quantity }) => [sku, quantity]).sort(),
    ]);
  return content(a) === content(b);
}

/** True when the request is for what the basket holds; choices that it leaves out are as they were, and a discount is
 *  nothing that is asked for. */
export function asksFor(put: Pick<PutOrder, 'lines' | 'choices'>, basket: Basket): boolean {
  const wanted = put.lines.filter(({ quantity }) => quantity > 0);
  const bought = basket.lines.filter((line) => !isDiscount(line));
  const hasLine = (line: { sku: string; quantity: number }) =>
    bought.some(({ sku, quantity }) => sku === line.sku && quantity === line.quantity);
  const hasChoice = ([key, value]: [string, string]) => basket.choices[key] === value;
  return (
    wanted.length === bought.length &&
    wanted.every(hasLine) &&
    Object.entries(put.choices ?? {}).every(hasChoice)
  );
}

/** What the customer picked, else the preset. */
function resolveChoices(service: Service, picked: Choices): Choices | Refusal {
  const unknown = Object.keys(picked).find((key) => !service.choices.some((choice) => choice.key === key));
  if (unknown !== undefined) return invalid('choices: one of them is unknown');
  const choices: Choices = {};
  for (const choice of service.choices) {
    const value = picked[choice.key] ?? choice.preset;
    // What cannot be sent must not be stored: the order would stand in the way of every other one of this visit.
    if (value === null || !isValidChoice(choice, value) || !isXmlText(value))
      return invalid(`choices.${choice.key}: is missing or not valid`);
    choices[choice.key] = value;
  }
  return choices;
}

function invalid(detail: string): Refusal {
  return new Refusal('invalid-request', { detail });
}
