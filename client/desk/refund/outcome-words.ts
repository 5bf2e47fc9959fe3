// What is about to be given back, and what became of it, in words. Never more than is known.
import type { RefundDto, RefundState } from '../../../shared/desk/refunds.ts';
import { money, phone } from '../formats.ts';
import type { RefundForm } from './refund-form.svelte.ts';

/** "Give back 65,00 kr of 130,00 kr to •••0605" */
export function refundSummary(form: Pick<RefundForm, 'order' | 'amountMinor'>): {
  text: string;
  button: string;
} {
  const { order, amountMinor } = form;
  const { currency } = order;
  if (amountMinor === null) return { text: 'Nothing chosen yet.', button: 'Give back' };
  const sum = money(amountMinor, currency);
  const paid = money(order.payment?.amountMinor ?? order.refundableMinor, currency);
  return { text: `Give back ${sum} of ${paid} to ${phone(order.msisdnLast4)}.`, button: `Give back ${sum}` };
}

interface Outcome {
  title: string;
  next: string;
  kind: 'good' | 'problem' | 'info';
}

const OUTCOMES: Record<RefundState, (sum: string) => Outcome> = {
  done: (sum) => ({
    title: `${sum} was given back.`,
    next: 'SEQR has confirmed it. The customer sees it in the app.',
    kind: 'good',
  }),
  awaiting: (sum) => ({
    title: `${sum} waits for a second person.`,
    next: 'Nothing has been given back yet. Ask a colleague who may agree to open “Tasks”.',
    kind: 'info',
  }),
  sent: (sum) => ({
    title: `${sum} is on its way to SEQR.`,
    next: 'It has not been answered yet. The order shows what became of it.',
    kind: 'info',
  }),
  unknown: (sum) => ({
    title: `It is not known whether ${sum} was given back.`,
    next: 'Do not give it back a second time, not in cash either. It waits in “Tasks” until somebody has found out.',
    kind: 'problem',
  }),
  refused: (sum) => ({
    title: `${sum} was not given back.`,
    next: 'SEQR refused. No money has moved.',
    kind: 'problem',
  }),
  rejected: (sum) => ({
    title: `${sum} was not given back.`,
    next: 'A second person did not agree. No money has moved.',
    kind: 'problem',
  }),
};

export function outcomeOf({ state, amountMinor, currency }: RefundDto): Outcome {
  return OUTCOMES[state](money(amountMinor, currency));
}
