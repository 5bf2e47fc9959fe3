// What SEQR said of an invoice, in its own words, for an order's timeline.
import type { Observation } from './mapping.ts';

/** Such as "PAID, version 2"; null where nothing was said that could be written down. */
export function wordsOf(observation: Observation): string | null {
  switch (observation.kind) {
    case 'paid':
      return `PAID, version ${observation.version}`;
    case 'ended':
      return `${observation.as === 'failed' ? 'FAILED' : 'CANCELED'}, version ${observation.version}`;
    case 'waiting':
      return `ISSUED, version ${observation.version}`;
    case 'asking':
      return `PENDING_ISSUER_ACKNOWLEDGE, version ${observation.version}`;
    case 'reserved':
      return `RESERVED, version ${observation.version}`;
    case 'unclear':
      return null;
  }
}
