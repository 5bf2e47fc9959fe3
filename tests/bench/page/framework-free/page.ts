// The page by hand, without any framework: one document, the session call above everything, no more script than it needs.
// It is what the real page is measured against, so it orders and pays as that one does.
import '../../../../client/style.css';
import type { OrderDto, SessionDto } from '../../../../shared/api.ts';
import { isLive } from '../../../../shared/order-status.ts';
import { basketOf, openBasket, textOf, toPut, type Basket } from '../compared/basket.ts';
import {
  address,
  currentStep,
  followOrder,
  openSession,
  pushStep,
  putOrder,
  read,
} from '../compared/requests.ts';
import { choose } from './choose.ts';
import { el } from './dom.ts';
import { head, outcome, payment, review, trouble } from './views.ts';

/** Everything that the page knows. */
export interface Shown {
  session: SessionDto;
  basket: Basket;
  order: OrderDto | null;
}

/** Started by the first script of the document. */
declare const early: Promise<Response> | undefined;

const main = document.querySelector('main') as HTMLElement;
let stopFollowing: () => void = () => undefined;

if (early === undefined)
  main.replaceChildren(...trouble('This service works inside the SEQR app. Scan the code there.'));
else read<SessionDto>(early).catch(openSession).then(start, fail);

function start(session: SessionDto): void {
  const shown: Shown = { session, basket: openBasket(session), order: session.order };
  document.title = textOf(session.service, session.service.name);
  show(shown);
  addEventListener('popstate', () => show(shown, true));
  if (shown.order) follow(shown, shown.order);
}

function show(shown: Shown, isMove = false): void {
  const { session, order } = shown;
  const step = order ? currentStep() : currentStep() === 'pay' ? 'review' : currentStep();
  main.dataset['view'] = address?.view ?? 'order';
  main.dataset['step'] = step;
  main.dataset['status'] = order?.status ?? 'none';
  const hasEnded = order !== null && (address?.view === 'success' || !isLive(order.status));
  const way = hasEnded ? null : step === 'choose' ? 'leave' : 'back';
  main.replaceChildren(head(session, way), ...(hasEnded ? outcome(shown, order) : view(shown, step)));
  if (!isMove) return;
  main.querySelector('h1')?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function view(shown: Shown, step: string): Node[] {
  const { order } = shown;
  if (order && step === 'pay') return payment(shown, order, () => goTo(shown, 'choose'));
  if (step === 'review') return review(shown, (button) => void pay(shown, button));
  return choose(shown, () => goTo(shown, 'review'));
}

function goTo(shown: Shown, step: 'choose' | 'review' | 'pay'): void {
  pushStep(step);
  show(shown, true);
}

async function pay(shown: Shown, button: HTMLButtonElement): Promise<void> {
  const label = button.textContent;
  button.textContent = 'Preparing …';
  button.disabled = true;
  try {
    const order = await putOrder(shown.basket.id, toPut(shown.session.service, shown.basket));
    shown.basket = basketOf(order);
    shown.order = order;
    goTo(shown, 'pay');
    follow(shown, order);
    if (order.walletUrl) location.href = order.walletUrl;
  } catch (error) {
    const notice = el('div', { class: 'notice', 'data-kind': 'problem', role: 'alert' }, String(error));
    button.parentElement?.before(notice);
    button.textContent = label;
    button.disabled = false;
  }
}

function follow(shown: Shown, order: OrderDto): void {
  stopFollowing();
  stopFollowing = followOrder(order, (newer) => {
    const isSame = newer.status === shown.order?.status;
    shown.order = newer;
    if (!isSame) show(shown);
  });
}

function fail(error: unknown): void {
  main.replaceChildren(...trouble(error instanceof Error ? error.message : ''));
}
