// Lines, choices and total, the same before and after the order is placed.
import type { OrderDto } from '../../../../shared/api.ts';
import type { Service } from '../../../../shared/service.ts';
import { money, pickedOf, type Line } from '../compared/basket.ts';

interface Props {
  service: Service;
  choices: Readonly<Record<string, string>>;
  lines: Line[];
  totalMinor: number;
  taxes?: OrderDto['taxes'];
}

export function Summary({ service, choices, lines, totalMinor, taxes = [] }: Props) {
  return (
    <section className="summary" aria-label="Your order">
      <dl>
        {pickedOf(service, choices).map(({ name, value }) => (
          <div className="choice" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {lines.map(({ sku, name, quantity, totalMinor: lineMinor }) => (
          <div key={sku}>
            <dt>
              <span className="quantity">{quantity} ×</span> {name}
            </dt>
            <dd>{money(lineMinor, service.currency)}</dd>
          </div>
        ))}
        <div className="total">
          <dt>Total</dt>
          <dd data-total>{money(totalMinor, service.currency)}</dd>
        </div>
        {taxes.map(({ rate, amountMinor }) => (
          <div className="tax" key={rate}>
            <dt>of which VAT {rate} %</dt>
            <dd>{money(amountMinor, service.currency)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
