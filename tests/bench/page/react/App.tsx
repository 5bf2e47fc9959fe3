// Opens the session and holds what the page knows; picks the view.
import { useEffect, useState } from 'react';
import type { OrderDto, SessionDto } from '../../../../shared/api.ts';
import { isLive } from '../../../../shared/order-status.ts';
import { basketOf, openBasket, textOf, toPut } from '../compared/basket.ts';
import { address, followOrder, openSession, putOrder } from '../compared/requests.ts';
import { Choose } from './Choose.tsx';
import { Head } from './Head.tsx';
import { Outcome, Payment, Trouble } from './outcomes.tsx';
import { Review } from './Review.tsx';
import { useStep } from './use-step.ts';

export function App() {
  const [session, setSession] = useState<SessionDto | null>(null);
  const [trouble, setTrouble] = useState<string | null>(
    address === null ? 'This service works inside the SEQR app. Scan the code there.' : null,
  );
  useEffect(() => {
    if (address === null) return;
    openSession().then(setSession, (error: unknown) => setTrouble(messageOf(error)));
  }, []);
  if (trouble !== null) return <Trouble text={trouble} />;
  return session === null ? (
    <main>
      <div className="loading" role="status">
        <span className="spinner" aria-hidden="true" />
        <p>One moment …</p>
      </div>
    </main>
  ) : (
    <Checkout session={session} />
  );
}

function Checkout({ session }: { session: SessionDto }) {
  const { service } = session;
  const [basket, setBasket] = useState(() => openBasket(session));
  const [order, setOrder] = useState<OrderDto | null>(session.order);
  const [isBusy, setBusy] = useState(false);
  const [notice, setNotice] = useState<string | null>(null);
  const [wanted, goTo] = useStep();
  const step = order === null && wanted === 'pay' ? 'review' : wanted;
  const view = address?.view ?? 'order';
  const name = textOf(service, service.name);
  const hasEnded = order !== null && (view === 'success' || !isLive(order.status));

  useEffect(() => {
    document.title = name;
  }, [name]);
  useEffect(() => (order ? followOrder(order, setOrder) : undefined), [order]);

  const pay = async () => {
    setBusy(true);
    setNotice(null);
    try {
      const placed = await putOrder(basket.id, toPut(service, basket));
      setOrder(placed);
      setBasket(basketOf(placed));
      goTo('pay');
      if (placed.walletUrl) location.href = placed.walletUrl;
    } catch (error) {
      setNotice(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  const shown = () => {
    if (hasEnded) return <Outcome service={service} order={order} />;
    if (order && step === 'pay')
      return <Payment service={service} order={order} onChange={() => goTo('choose')} />;
    if (step === 'review')
      return (
        <Review session={session} basket={basket} isBusy={isBusy} notice={notice} onPay={() => void pay()} />
      );
    return <Choose service={service} basket={basket} onBasket={setBasket} onReview={() => goTo('review')} />;
  };

  return (
    <main data-view={view} data-step={step} data-status={order?.status ?? 'none'}>
      <Head service={service} way={hasEnded ? null : step === 'choose' ? 'leave' : 'back'} />
      {shown()}
    </main>
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong.';
}
