// What can be done with an order beside giving money back.
import type { DeskOrder } from '../../../shared/desk/orders.ts';
import { formatAmount } from '../../../shared/money.ts';
import type { Deed } from '../deed-form.svelte.ts';
import type { DeskApi } from '../desk-api.ts';
import { money } from '../formats.ts';
import { decimal, readSum } from '../refund/amount-text.ts';

type Api = Pick<DeskApi, 'cancel' | 'commit' | 'resolveAlarm'>;
type Take = (order: DeskOrder) => void;
type After = () => Promise<unknown>;

export function canceling(api: Api, order: DeskOrder, take: Take, after: After): Deed {
  return {
    title: `Cancel ${order.bookingNumber}?`,
    lead: 'The customer cannot pay it any more. If the payment is being made this moment, the order stays paid.',
    confirm: 'Cancel the order',
    done: 'SEQR was asked to cancel the order.',
    isGrave: true,
    send: async (reason) => take(await api.cancel(order.id, { reason })),
    after,
  };
}

export function committing(api: Api, order: DeskOrder, take: Take, after: After): Deed {
  const { currency } = order;
  const mostMinor = order.reservation?.amountMinor ?? 0;
  const read = (text: string) => readSum(text, currency, mostMinor);
  return {
    title: 'Take the reserved money',
    lead: `${money(mostMinor, currency)} is reserved. What you do not take goes back to the customer.`,
    confirm: 'Take the money',
    done: 'The reserved money was taken.',
    field: {
      label: 'Sum to take',
      hint: `Leave it empty to take all of it: ${decimal(mostMinor, currency)}.`,
      check: (text) => {
        const sum = text === '' ? mostMinor : read(text);
        return typeof sum === 'string' ? sum : null;
      },
    },
    send: async (reason, text) => {
      const sum = read(text);
      const isLess = text !== '' && typeof sum === 'number' && sum < mostMinor;
      const body = isLess ? { amount: formatAmount(sum, currency), reason } : { reason };
      take(await api.commit(order.id, body));
    },
    after,
  };
}

export function resolvingAlarm(api: Api, order: DeskOrder, take: Take, after: After): Deed {
  return {
    title: 'Has the alarm been dealt with?',
    lead: `“${order.alarm ?? ''}” It leaves the tasks. Write what you found and what you did.`,
    confirm: 'It has been dealt with',
    done: 'The alarm has been dealt with.',
    send: async (reason) => take(await api.resolveAlarm(order.id, { reason })),
    after,
  };
}
