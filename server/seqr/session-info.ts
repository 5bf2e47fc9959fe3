// What SEQR tells of a visit: the customer, and the parameters of the QR code that was scanned.
import type { Answer } from './operations.ts';

/** The parameters of the session answer that are SEQR's own; all the others are the QR code's. */
const OWN_PARAMETERS = new Set(['msisdn', 'subscriberKey', 'authKey']);

export interface SessionInfo {
  msisdn: string | null;
  subscriberKey: string | null;
  parameters: Record<string, string>;
}

export function sessionFromSeqr(answer: Answer<'getClientSessionInfo'>): SessionInfo {
  const entries = (answer.parameters?.entry ?? []).map(({ key, value }) => [key, value ?? ''] as const);
  const all = new Map(entries);
  return {
    msisdn: all.get('msisdn') ?? null,
    subscriberKey: all.get('subscriberKey') ?? null,
    parameters: Object.fromEntries(entries.filter(([key]) => !OWN_PARAMETERS.has(key))),
  };
}
