// The two ways out of a closing of which nobody knows whether SEQR has made it.
import type { ClosingRow } from '../../../shared/desk/closings.ts';
import type { Deed } from '../deed-form.svelte.ts';
import type { DeskApi } from '../desk-api.ts';

type Api = Pick<DeskApi, 'resolveClosing'>;
type After = () => Promise<unknown>;

export function resolving(api: Api, { id }: ClosingRow, after: After): Deed {
  return {
    title: 'SEQR has closed the period',
    lead: 'SEQR’s support has told you its number. Its report is fetched and both books are compared.',
    confirm: 'Fetch the report',
    done: 'The report is being fetched.',
    field: {
      label: 'Number of the period',
      hint: 'Digits only, as SEQR’s support says it.',
      check: (text) => (/^\d{1,40}$/.test(text) ? null : 'Write the number of the period: digits only.'),
    },
    send: (reason, transactionPeriodId) => api.resolveClosing(id, { transactionPeriodId, reason }),
    after,
  };
}

export function abandoning(api: Api, { id }: ClosingRow, after: After): Deed {
  return {
    title: 'Give this closing up?',
    lead: 'It is left as it is, without a comparison, and the next period can be closed. If SEQR did close this one, its payments stand in no report that this desk reads.',
    confirm: 'Give it up',
    done: 'The closing was given up.',
    isGrave: true,
    send: (reason) => api.resolveClosing(id, { reason }),
    after,
  };
}
