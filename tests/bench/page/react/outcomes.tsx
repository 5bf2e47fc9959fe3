// The views of an order that the server has, and of a page that cannot go on.
import type { OrderDto } from '../../../../shared/api.ts';
import { isLive } from '../../../../shared/order-status.ts';
import type { Service } from '../../../../shared/service.ts';
import { LEAVE_URL } from '../compared/requests.ts';
import { Heading } from './Heading.tsx';
import { Summary } from './Summary.tsx';

interface Props {
  service: Service;
  order: OrderDto;
}

export function Payment({ service, order, onChange }: Props & { onChange: () => void }) {
  return (
    <>
      <Heading>{order.walletUrl ? 'Pay in SEQR' : 'Preparing your payment …'}</Heading>
      <p className="lead">Confirm with your PIN in the SEQR app. This page follows by itself.</p>
      <div className="actions">
        {order.walletUrl && (
          <a className="button primary" href={order.walletUrl}>
            Open SEQR
          </a>
        )}
        <p className="waiting">
          <span className="spinner" aria-hidden="true" />
          Waiting for your payment
        </p>
      </div>
      <OrderSummary service={service} order={order} />
      <div className="actions">
        <button className="button quiet" type="button" onClick={onChange}>
          Change the order
        </button>
      </div>
    </>
  );
}

const ENDS: Record<string, { title: string; text: string }> = {
  paid: { title: 'Paid', text: 'Thank you! Your receipt is in the SEQR app.' },
  canceled: { title: 'Order cancelled', text: 'You have not been charged.' },
  failed: { title: 'The payment failed', text: 'You have not been charged.' },
  expired: {
    title: 'Time ran out',
    text: 'The time to pay is over, and the order has been cancelled.',
  },
};
const CONFIRMING = {
  title: 'Confirming your payment …',
  text: 'This takes a few seconds. You can stay here.',
};

export function Outcome({ service, order }: Props) {
  const { title, text } = ENDS[order.status] ?? CONFIRMING;
  const mark = order.status === 'paid' ? 'paid' : isLive(order.status) ? 'waiting' : 'ended';
  return (
    <>
      <section className="centered">
        <span className="mark" data-mark={mark} aria-hidden="true" />
        <Heading>{title}</Heading>
        <p className="lead">{text}</p>
      </section>
      <p className="booking">
        <span className="label">Booking number</span>
        <strong data-booking>{order.bookingNumber}</strong>
      </p>
      <OrderSummary service={service} order={order} />
      <div className="actions">
        <a className="button primary" href={LEAVE_URL}>
          Done
        </a>
      </div>
    </>
  );
}

export function Trouble({ text }: { text: string }) {
  return (
    <main>
      <section className="centered">
        <Heading>Something went wrong</Heading>
        <p className="lead">{text}</p>
      </section>
      <div className="actions">
        <a className="button quiet" href={LEAVE_URL}>
          Back to SEQR
        </a>
      </div>
    </main>
  );
}

function OrderSummary({ service, order }: Props) {
  const { choices, lines, total, taxes } = order;
  return (
    <Summary service={service} choices={choices} lines={lines} totalMinor={total.amountMinor} taxes={taxes} />
  );
}
