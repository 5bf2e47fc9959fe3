// The framework-free page's other views: the summary to be confirmed, the order to be paid, and how it ended.
import type { OrderDto, SessionDto } from '../../../../shared/api.ts';
import { isLive } from '../../../../shared/order-status.ts';
import { linesOf, money, pickedOf, textOf, totalOf, type Line } from '../compared/basket.ts';
import { LEAVE_URL } from '../compared/requests.ts';
import { button, el, heading } from './dom.ts';
import type { Shown } from './page.ts';

export function review(shown: Shown, onPay: (pay: HTMLButtonElement) => void): Node[] {
  const { session, basket } = shown;
  const totalMinor = totalOf(session.service, basket);
  const label = `Pay ${money(totalMinor, session.service.currency)}`;
  const pay = button('button primary', label, () => onPay(pay));
  const { msisdn } = session.customer;
  return [
    heading('Is this right?'),
    summary(shown, basket.choices, linesOf(session.service, basket), totalMinor),
    el(
      'p',
      { class: 'hint' },
      'You pay in the SEQR app.',
      msisdn ? ` Receipt goes to the SEQR account ${msisdn}.` : '',
    ),
    el('div', { class: 'actions sticky' }, pay),
  ];
}

export function payment(shown: Shown, order: OrderDto, onChange: () => void): Node[] {
  const waiting = el('p', { class: 'waiting' }, el('span', { class: 'spinner' }), 'Waiting for your payment');
  const actions = el('div', { class: 'actions' }, waiting);
  if (order.walletUrl) {
    actions.prepend(el('a', { class: 'button primary', href: order.walletUrl }, 'Open SEQR'));
  }
  return [
    heading(order.walletUrl ? 'Pay in SEQR' : 'Preparing your payment …'),
    el('p', { class: 'lead' }, 'Confirm with your PIN in the SEQR app. This page follows by itself.'),
    actions,
    orderSummary(shown, order),
    el('div', { class: 'actions' }, button('button quiet', 'Change the order', onChange)),
  ];
}

const ENDS: Record<string, [title: string, text: string]> = {
  paid: ['Paid', 'Thank you! Your receipt is in the SEQR app.'],
  canceled: ['Order cancelled', 'You have not been charged.'],
  failed: ['The payment failed', 'You have not been charged.'],
  expired: ['Time ran out', 'The time to pay is over, and the order has been cancelled.'],
};
const CONFIRMING: [string, string] = [
  'Confirming your payment …',
  'This takes a few seconds. You can stay here.',
];

export function outcome(shown: Shown, order: OrderDto): Node[] {
  const [title, text] = ENDS[order.status] ?? CONFIRMING;
  const mark = order.status === 'paid' ? 'paid' : isLive(order.status) ? 'waiting' : 'ended';
  const number = el('strong', { 'data-booking': '' }, order.bookingNumber);
  return [
    el(
      'section',
      { class: 'centered' },
      el('span', { class: 'mark', 'data-mark': mark }),
      heading(title),
      el('p', { class: 'lead' }, text),
    ),
    el('p', { class: 'booking' }, el('span', { class: 'label' }, 'Booking number'), number),
    orderSummary(shown, order),
    el('div', { class: 'actions' }, el('a', { class: 'button primary', href: LEAVE_URL }, 'Done')),
  ];
}

export function trouble(text: string): Node[] {
  return [
    el('section', { class: 'centered' }, heading('Something went wrong'), el('p', { class: 'lead' }, text)),
    el('div', { class: 'actions' }, el('a', { class: 'button quiet', href: LEAVE_URL }, 'Back to SEQR')),
  ];
}

/** The head of every view: the way back, and whose service this is. */
export function head({ service }: SessionDto, way: 'leave' | 'back' | null): Node {
  const { logo, name } = service;
  const mast = el('p', { class: 'service-name' }, textOf(service, name));
  if (logo) mast.prepend(el('img', { ...logo, alt: '' }));
  const header = el('header', {}, mast);
  if (way === 'leave')
    header.prepend(el('a', { class: 'back', href: LEAVE_URL, 'aria-label': 'Back to SEQR' }, 'SEQR'));
  if (way === 'back') header.prepend(button('back', 'Back', () => history.back()));
  return header;
}

function orderSummary(shown: Shown, { choices, lines, total, taxes }: OrderDto): Node {
  return summary(shown, choices, lines, total.amountMinor, taxes);
}

function summary(
  { session: { service } }: Shown,
  choices: Readonly<Record<string, string>>,
  lines: Line[],
  totalMinor: number,
  taxes: OrderDto['taxes'] = [],
): Node {
  const row = (look: string, name: string, value: string) =>
    el('div', { class: look }, el('dt', {}, name), el('dd', {}, value));
  const total = row('total', 'Total', '');
  total.lastChild?.replaceWith(el('dd', { 'data-total': '' }, money(totalMinor, service.currency)));
  return el(
    'section',
    { class: 'summary', 'aria-label': 'Your order' },
    el(
      'dl',
      {},
      ...pickedOf(service, choices).map(({ name, value }) => row('choice', name, value)),
      ...lines.map((line) =>
        row('line', `${line.quantity} × ${line.name}`, money(line.totalMinor, service.currency)),
      ),
      total,
      ...taxes.map(({ rate, amountMinor }) =>
        row('tax', `of which VAT ${rate} %`, money(amountMinor, service.currency)),
      ),
    ),
  );
}
