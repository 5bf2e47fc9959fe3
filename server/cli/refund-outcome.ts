// What became of a refund, as an answer with its exit code: the same after asking for it, agreeing to it and deciding it.
import type { RefundDto } from '../../shared/desk/refunds.ts';
import { refundDto } from '../routes/desk/dto.ts';
import type { Order, Refund } from '../store/records.ts';
import { EXIT } from './failure.ts';
import { money } from './output.ts';
import type { Outcome } from './output.ts';

/** A request that waits for a second operator is done; one that SEQR refused is not. */
const EXIT_CODES = {
  awaiting: EXIT.done,
  sent: EXIT.unknown,
  done: EXIT.done,
  unknown: EXIT.unknown,
  refused: EXIT.failed,
  rejected: EXIT.done,
} as const satisfies Record<Refund['state'], number>;

const WORDS: Record<Refund['state'], string> = {
  awaiting: 'is waiting for a second operator',
  sent: 'is being sent to SEQR: look again in half a minute',
  done: 'is done',
  unknown: 'is unknown',
  refused: 'was refused',
  rejected: 'was rejected: nothing is given back',
};

/** @param more what the document tells beside the refund */
export function refundOutcome(refund: Refund, order: Order, more: object = {}): Outcome {
  const document: RefundDto = { ...refundDto(refund, order), ...more };
  const { id, state, explanation, ersReference } = document;
  const number = ersReference === null ? '' : ` SEQR’s number of it is ${ersReference}.`;
  return {
    document,
    lines: [
      `Refund ${id}, ${money(document)} of ${order.bookingNumber}, ${WORDS[state]}.${number}`,
      ...(explanation === null ? [] : [explanation]),
    ],
    exitCode: EXIT_CODES[state],
  };
}
