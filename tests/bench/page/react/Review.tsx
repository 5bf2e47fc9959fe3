// Second step: what it comes to, before anything is sent.
import type { SessionDto } from '../../../../shared/api.ts';
import { linesOf, money, totalOf, type Basket } from '../compared/basket.ts';
import { Heading } from './Heading.tsx';
import { Summary } from './Summary.tsx';

interface Props {
  session: SessionDto;
  basket: Basket;
  isBusy: boolean;
  notice: string | null;
  onPay: () => void;
}

export function Review({ session: { service, customer }, basket, isBusy, notice, onPay }: Props) {
  const totalMinor = totalOf(service, basket);
  return (
    <>
      <Heading>Is this right?</Heading>
      {notice !== null && (
        <div className="notice" data-kind="problem" role="alert">
          {notice}
        </div>
      )}
      <Summary
        service={service}
        choices={basket.choices}
        lines={linesOf(service, basket)}
        totalMinor={totalMinor}
      />
      <p className="hint">
        You pay in the SEQR app.
        {customer.msisdn !== null && ` Receipt goes to the SEQR account ${customer.msisdn}.`}
      </p>
      <div className="actions sticky">
        <button className="button primary" type="button" disabled={isBusy} onClick={onPay}>
          {isBusy ? 'Preparing …' : `Pay ${money(totalMinor, service.currency)}`}
        </button>
      </div>
    </>
  );
}
