// An order's life as a clerk reads it: what the customer, SEQR, this service and operators did, in the order of time.
import type { TimelineEntry } from '../../shared/desk/orders.ts';
import { formatAmount } from '../../shared/money.ts';
import type { LoggedAct } from '../store/acts.ts';
import type { Happening, HistoryRow } from '../store/history.ts';
import type { Refund } from '../store/records.ts';

const WORDS: Record<Happening, { by: string; what: string }> = {
  placed: { by: 'Customer', what: 'Ordered' },
  invoiced: { by: 'SEQR', what: 'Took the invoice' },
  changing: { by: 'Customer', what: 'Asked for another basket' },
  changed: { by: 'SEQR', what: 'Took the changed basket' },
  launched: { by: 'Customer', what: 'Opened the wallet' },
  carded: { by: 'Customer', what: 'Showed a card' },
  reserved: { by: 'SEQR', what: 'Reserved the money' },
  paid: { by: 'SEQR', what: 'Said that it is paid' },
  canceled: { by: 'SEQR', what: 'Cancelled' },
  failed: { by: 'SEQR', what: 'Said that the payment failed' },
  expired: { by: 'Service', what: 'Ended it: its time was over' },
  confirmed: { by: 'Service', what: 'Confirmed the payment to SEQR' },
  verified: { by: 'SEQR', what: 'Still says paid: it was not taken back' },
  reversed: { by: 'SEQR', what: 'Took the payment back' },
  alarmed: { by: 'Service', what: 'Asked for a person' },
};

export function timelineOf(history: HistoryRow[], acts: LoggedAct[], refunds: Refund[]): TimelineEntry[] {
  const changes = history.flatMap(({ at, changes, told }) =>
    changes.map((change) => ({ at, told, ...WORDS[change] })),
  );
  const done = acts.map(({ at, operator, act, reason, detail }) => {
    const amount =
      typeof detail['amountMinor'] === 'number' && typeof detail['currency'] === 'string'
        ? `, ${formatAmount(detail['amountMinor'], detail['currency'])} ${detail['currency']}`
        : '';
    const why = reason === null ? '' : `: ${reason}`;
    return { at, by: operator, what: `${capital(act)}${amount}${why}`, told: null };
  });
  const ended = refunds.flatMap(endOf);
  // Stable: of one moment, what was written first stays first.
  return [...changes, ...done, ...ended].sort((a, b) => a.at - b.at);
}

/** How a refund ended, by SEQR's word only where there is one: what a person found out stands among the acts. */
function endOf({ id, state, endedAt, ersReference, resultCode }: Refund): TimelineEntry[] {
  if (endedAt === null || (state !== 'done' && state !== 'refused')) return [];
  if (ersReference !== null || resultCode !== null)
    return [{ at: endedAt, by: 'SEQR', what: `Refund ${id} ${state}`, told: ersReference }];
  return state === 'refused'
    ? [{ at: endedAt, by: 'Service', what: `Refund ${id} was not made`, told: null }]
    : [];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
