// What a second person, or one who has found out, can do with a refund; and whether this operator may.
import type { DeskSession } from '../../../shared/desk/operators.ts';
import type { RefundDto } from '../../../shared/desk/refunds.ts';
import type { Deed } from '../deed-form.svelte.ts';
import type { DeskApi } from '../desk-api.ts';
import { money } from '../formats.ts';

type Api = Pick<DeskApi, 'approve' | 'reject' | 'decide'>;
type After = () => Promise<unknown>;

const sumOf = ({ amountMinor, currency }: RefundDto) => money(amountMinor, currency);

export function agreeing(api: Api, refund: RefundDto, after: After): Deed {
  const { id, bookingNumber, requestedBy, reason } = refund;
  let answer: RefundDto | null = null;
  return {
    title: `Agree to give back ${sumOf(refund)}?`,
    lead: `${requestedBy} asks for it, for ${bookingNumber}: “${reason}”. The money goes back to the customer at once.`,
    confirm: `Agree and give back ${sumOf(refund)}`,
    done: 'Agreed.',
    send: async (why) => (answer = await api.approve(id, { reason: why })),
    // SEQR may refuse it, or its answer be lost: who agreed must see that.
    outcome: () => answer,
    after,
  };
}

export function rejecting(api: Api, refund: RefundDto, after: After): Deed {
  const { id, bookingNumber, requestedBy, reason } = refund;
  return {
    title: `Do not agree to give back ${sumOf(refund)}?`,
    lead: `${requestedBy} asks for it, for ${bookingNumber}: “${reason}”. Nothing is given back; the reason that you write is shown with the order.`,
    confirm: 'Do not agree',
    done: 'Not agreed to. Nothing was given back.',
    send: (why) => api.reject(id, { reason: why }),
    after,
  };
}

/** Who asked for it needs nobody's leave to think better of it. */
export function withdrawing(api: Api, refund: RefundDto, after: After): Deed {
  return {
    title: `Take back what you asked for, ${sumOf(refund)}?`,
    lead: `For ${refund.bookingNumber}. Nothing is given back, and nobody has to agree any more.`,
    confirm: 'Take it back',
    done: 'Taken back. Nothing was given back.',
    send: (why) => api.reject(refund.id, { reason: why }),
    after,
  };
}

export function deciding(api: Api, refund: RefundDto, wasMade: boolean, after: After): Deed {
  return {
    title: wasMade ? `${sumOf(refund)} was given back?` : `${sumOf(refund)} was not given back?`,
    lead: wasMade
      ? 'Only if SEQR has told you so, or the customer sees the money. It then counts as given back.'
      : 'Only if SEQR has told you so. The sum can then be given back anew: if SEQR did make this refund, the customer would have it twice.',
    confirm: wasMade ? 'It was made' : 'It was not made',
    done: wasMade ? 'Written down as given back.' : 'Written down as not given back.',
    isGrave: !wasMade,
    send: (why) => api.decide(refund.id, { wasMade, reason: why }),
    after,
  };
}

export function isOwn(session: DeskSession | null, { requestedBy }: RefundDto): boolean {
  return session?.operator.name === requestedBy;
}

/** @returns why this operator cannot agree to it, or null when he can */
export function whyNotAgree(session: DeskSession | null, refund: RefundDto): string | null {
  if (isOwn(session, refund)) return 'You asked for this one yourself: somebody else must agree.';
  const may = session?.operator.roles.includes('approve') ?? false;
  return may ? null : 'To agree takes the role “approve”, which you do not have.';
}

/** @returns why this operator cannot say what became of one, or null when he can */
export function whyNotDecide(session: DeskSession | null, refund: RefundDto): string | null {
  if (refund.decidedBy !== null && isOwn(session, refund))
    return 'You asked for this one yourself, and it took two people: somebody else must say what became of it.';
  const may = session?.operator.roles.includes('approve') ?? false;
  return may ? null : 'To decide this takes the role “approve”, which you do not have.';
}
