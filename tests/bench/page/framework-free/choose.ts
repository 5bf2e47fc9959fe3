// The framework-free page's first step: choices, items with their steppers, the running total. It is built once, and a
// tap changes only what it concerns.
import { unitPrice, type Choice, type Item } from '../../../../shared/service.ts';
import { faultOf, money, mostOf, quantityOf, textOf, totalOf } from '../compared/basket.ts';
import { withChoice, withQuantity } from '../compared/basket.ts';
import { el, heading } from './dom.ts';
import type { Shown } from './page.ts';

export function choose(shown: Shown, onReview: () => void): Node[] {
  const { service } = shown.session;
  const total = el('output', { 'data-total': '' });
  const review = el('button', { class: 'button primary', type: 'submit' }, 'Review');
  const fault = el('p', { class: 'fault', tabindex: -1, hidden: true });
  const rows = service.items.map((item) => itemRow(shown, item, update));
  function update(): void {
    for (const row of rows) row.update();
    total.textContent = money(totalOf(service, shown.basket), service.currency);
    fault.hidden = true;
    review.classList.toggle('early', faultOf(service, shown.basket) !== null);
  }
  const submit = (event: Event) => {
    event.preventDefault();
    const text = faultOf(service, shown.basket);
    if (text === null) return onReview();
    fault.textContent = text;
    fault.hidden = false;
    fault.focus();
  };
  const items = rows.map((row) => row.element);
  const form = el(
    'form',
    { novalidate: true, submit },
    ...service.choices.map((choice) => choiceField(shown, choice, update)),
    el('ul', { class: 'items', 'aria-label': 'Items' }, ...items),
    el(
      'div',
      { class: 'actions sticky total-and-button' },
      fault,
      el('p', { class: 'running-total' }, el('span', {}, 'Total'), ' ', total),
      review,
    ),
  );
  update();
  return [heading('What will it be?'), form];
}

function choiceField(shown: Shown, choice: Choice, onchange: () => void): HTMLElement {
  const { service } = shown.session;
  const id = `choice-${choice.key}`;
  const value = shown.basket.choices[choice.key] ?? '';
  const listener = ({ currentTarget }: Event) => {
    shown.basket = withChoice(shown.basket, choice.key, (currentTarget as HTMLInputElement).value);
    onchange();
  };
  const label = el('label', { for: id }, textOf(service, choice.name));
  if (choice.kind === 'text') {
    const input = el('input', {
      id,
      value,
      maxlength: choice.maxLength,
      autocomplete: 'off',
      input: listener,
    });
    return el(
      'div',
      { class: 'field' },
      label,
      input,
      el('p', { class: 'hint' }, `For example ${choice.example}`),
    );
  }
  const options = choice.options.map((option) =>
    el('option', { value: option.value, selected: option.value === value }, textOf(service, option.name)),
  );
  if (value === '')
    options.unshift(el('option', { value: '', disabled: true, selected: true }, 'Please choose'));
  return el('div', { class: 'field' }, label, el('select', { id, change: listener }, ...options));
}

function itemRow(
  shown: Shown,
  item: Item,
  onchange: () => void,
): { element: HTMLElement; update: () => void } {
  const { service } = shown.session;
  const name = textOf(service, item.name);
  const step = (label: string, look: string, by: number) => {
    const click = () => {
      shown.basket = withQuantity(service, shown.basket, item, quantityOf(shown.basket, item) + by);
      onchange();
    };
    return el('button', { class: look, type: 'button', 'aria-label': `${label}: ${name}`, click });
  };
  const fewer = step('One less', 'minus', -1);
  const more = step('One more', 'plus', 1);
  const count = el('output', { 'aria-label': name });
  const price = el('p', { class: 'price' });
  const words = el('div', { class: 'words' }, el('h2', {}, name));
  if (item.image) words.prepend(el('img', { ...item.image, alt: '', loading: 'lazy' }));
  if (item.description) words.append(el('p', { class: 'description' }, textOf(service, item.description)));
  words.append(price);
  const stepper = el('div', { class: 'stepper', role: 'group', 'aria-label': name }, fewer, count, more);
  const isGone = item.isSoldOut && quantityOf(shown.basket, item) === 0;
  const side = isGone ? el('p', { class: 'sold-out' }, 'Sold out') : stepper;
  const element = el('li', { class: 'item', 'data-sku': item.sku }, words, side);
  const update = () => {
    const quantity = quantityOf(shown.basket, item);
    const unit = unitPrice(item.price, shown.basket.choices);
    count.textContent = String(quantity);
    fewer.setAttribute('aria-disabled', String(quantity === 0));
    more.setAttribute('aria-disabled', String(quantity >= mostOf(service, shown.basket, item)));
    price.textContent =
      unit === null
        ? 'Price depends on your choice'
        : `${money(unit, service.currency)} / ${textOf(service, item.unit)}`;
  };
  return { element, update };
}
