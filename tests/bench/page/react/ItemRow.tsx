// One item with its price and a stepper of real buttons.
import type { Dispatch, SetStateAction } from 'react';
import { unitPrice, type Item, type Service } from '../../../../shared/service.ts';
import { money, mostOf, quantityOf, textOf, withQuantity, type Basket } from '../compared/basket.ts';

interface Props {
  service: Service;
  item: Item;
  basket: Basket;
  onBasket: Dispatch<SetStateAction<Basket>>;
}

export function ItemRow({ service, item, basket, onBasket }: Props) {
  const name = textOf(service, item.name);
  const quantity = quantityOf(basket, item);
  const unit = unitPrice(item.price, basket.choices);
  const step = (by: number) =>
    onBasket((before) => withQuantity(service, before, item, quantityOf(before, item) + by));
  return (
    <li className="item" data-sku={item.sku}>
      <div className="words">
        {item.image && <img {...item.image} alt="" loading="lazy" />}
        <h2>{name}</h2>
        {item.description && <p className="description">{textOf(service, item.description)}</p>}
        <p className="price">
          {unit === null
            ? 'Price depends on your choice'
            : `${money(unit, service.currency)} / ${textOf(service, item.unit)}`}
        </p>
      </div>
      {item.isSoldOut && quantity === 0 ? (
        <p className="sold-out">Sold out</p>
      ) : (
        <div className="stepper" role="group" aria-label={name}>
          <button
            className="minus"
            type="button"
            aria-label={`One less: ${name}`}
            aria-disabled={quantity === 0}
            onClick={() => step(-1)}
          />
          <output aria-label={name}>{quantity}</output>
          <button
            className="plus"
            type="button"
            aria-label={`One more: ${name}`}
            aria-disabled={quantity >= mostOf(service, basket, item)}
            onClick={() => step(1)}
          />
        </div>
      )}
    </li>
  );
}
