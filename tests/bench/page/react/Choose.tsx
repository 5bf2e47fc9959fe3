// First step: what is bought.
import { useRef, useState, type Dispatch, type SetStateAction } from 'react';
import type { Choice, Service } from '../../../../shared/service.ts';
import { faultOf, money, textOf, totalOf, withChoice, type Basket } from '../compared/basket.ts';
import { Heading } from './Heading.tsx';
import { ItemRow } from './ItemRow.tsx';

interface Props {
  service: Service;
  basket: Basket;
  onBasket: Dispatch<SetStateAction<Basket>>;
  onReview: () => void;
}

export function Choose({ service, basket, onBasket, onReview }: Props) {
  const [isTried, setTried] = useState(false);
  const message = useRef<HTMLParagraphElement>(null);
  const fault = faultOf(service, basket);
  const submit = () => {
    if (fault === null) return onReview();
    setTried(true);
    message.current?.focus();
  };
  return (
    <>
      <Heading>What will it be?</Heading>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {service.choices.map((choice) => (
          <ChoiceField
            key={choice.key}
            service={service}
            choice={choice}
            value={basket.choices[choice.key] ?? ''}
            onValue={(value) => onBasket((before) => withChoice(before, choice.key, value))}
          />
        ))}
        <ul className="items" aria-label="Items">
          {service.items.map((item) => (
            <ItemRow key={item.sku} service={service} item={item} basket={basket} onBasket={onBasket} />
          ))}
        </ul>
        <div className="actions sticky total-and-button">
          {isTried && fault !== null && (
            <p className="fault" tabIndex={-1} ref={message}>
              {fault}
            </p>
          )}
          <p className="running-total">
            <span>Total</span> <output data-total>{money(totalOf(service, basket), service.currency)}</output>
          </p>
          <button className={fault === null ? 'button primary' : 'button primary early'} type="submit">
            Review
          </button>
        </div>
      </form>
    </>
  );
}

interface ChoiceProps {
  service: Service;
  choice: Choice;
  value: string;
  onValue: (value: string) => void;
}

function ChoiceField({ service, choice, value, onValue }: ChoiceProps) {
  const id = `choice-${choice.key}`;
  return (
    <div className="field">
      <label htmlFor={id}>{textOf(service, choice.name)}</label>
      {choice.kind === 'options' ? (
        <select id={id} value={value} onChange={(event) => onValue(event.target.value)}>
          {value === '' && (
            <option value="" disabled>
              Please choose
            </option>
          )}
          {choice.options.map((option) => (
            <option key={option.value} value={option.value}>
              {textOf(service, option.name)}
            </option>
          ))}
        </select>
      ) : (
        <>
          <input
            id={id}
            value={value}
            maxLength={choice.maxLength}
            autoComplete="off"
            onChange={(event) => onValue(event.target.value)}
          />
          <p className="hint">For example {choice.example}</p>
        </>
      )}
    </div>
  );
}
