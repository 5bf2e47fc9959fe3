// Visits: a scanned code makes a TOKEN, the merchant asks whose it is, and it ends some time later.
import type { Answer, Request } from '../../seqr/operations.ts';
import type { ScanAnswer } from '../../../shared/simulator-app.ts';
import type { SimulatedService } from '../merchant.ts';
import { accepted, rejected } from '../soap/outcomes.ts';
import type { TokenRecord, TokenState } from '../memory/records.ts';
import { newAuthKey, newToken, unused } from './references.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';
import { isXmlText } from '../soap/xml-text.ts';

/** Answers a scanned code with the service's URLs and a new TOKEN; or says what is wrong with the code. */
export function scan(
  seqr: SimulatedSeqr,
  code: string,
): ScanAnswer | 'not-a-service-code' | 'service-unknown' {
  // Capitals are a matter of the QR code's alphabet, so scheme and host are read in any case (seqr-api §6).
  const [, serviceId, query = ''] =
    /^https?:\/\/seqr\.se\/000\/([^/?#]+)\/?(?:\?([^#]*))?$/i.exec(code) ?? [];
  if (serviceId === undefined) return 'not-a-service-code';
  const service = seqr.services.find(({ id }) => id === serviceId);
  if (!service) return 'service-unknown';
  const parameters = [...new URLSearchParams(query)];
  if (!parameters.flat().every(isXmlText)) return 'not-a-service-code';
  const { books, random, clock, rules } = seqr;
  const token = unused(
    () => newToken(random),
    (drawn) => books.get('token', drawn) !== undefined,
  );
  books.put('token', token, {
    token,
    serviceId,
    parameters,
    authKey: newAuthKey(random),
    state: 'active',
    change: { state: 'expired', at: clock.now() + rules.tokenLifeMs },
  });
  return { token, urls: service.urls };
}

/** The visit as it is now; null for a TOKEN that was never given out. */
export function findToken({ books, clock, rules }: SimulatedSeqr, token: string): TokenRecord | null {
  let record = books.get('token', token);
  // At most two changes lie in the past: one that was set, and the expiry of what it led to.
  while (record?.change && record.change.at <= clock.now()) {
    record = { ...record, ...living(record.change.state, record.change.at, rules.tokenLifeMs) };
  }
  return record ?? null;
}

/** Changes what a visit is: now, or after a time. Null for a TOKEN that was never given out. */
export function changeToken(
  seqr: SimulatedSeqr,
  token: string,
  state: TokenState,
  afterMs?: number,
): TokenRecord | null {
  const record = findToken(seqr, token);
  if (!record) return null;
  const now = seqr.clock.now();
  const next =
    afterMs === undefined
      ? living(state, now, seqr.rules.tokenLifeMs)
      : { change: { state, at: now + afterMs } };
  seqr.books.put('token', token, { ...record, ...next });
  return findToken(seqr, token);
}

/** A state that is no end will come to its end by itself. */
function living(state: TokenState, from: number, lifeMs: number): Pick<TokenRecord, 'state' | 'change'> {
  const isEnd = state === 'expired' || state === 'cancelled';
  return { state, change: isEnd ? null : { state: 'expired', at: from + lifeMs } };
}

const REFUSALS = {
  expired: 'AUTHORIZATION_EXPIRED',
  cancelled: 'AUTHORIZATION_CANCELLED',
  'in-progress': 'AUTHORIZATION_IN_PROGRESS',
} as const;

/** getClientSessionInfo: the customer behind the TOKEN and the QR code's parameters.
 *  Assumed, not documented: another terminal's TOKEN is as good as none. */
export function getClientSessionInfo(
  seqr: SimulatedSeqr,
  caller: SimulatedService,
  { key }: Request<'getClientSessionInfo'>,
): Answer<'getClientSessionInfo'> {
  const record = findToken(seqr, key);
  const service = seqr.services.find(({ id }) => id === record?.serviceId);
  if (!record || service?.terminal.id !== caller.terminal.id)
    return rejected('INVALID_AUTHORIZATION_REFERENCE');
  if (record.state !== 'active') return rejected(REFUSALS[record.state]);
  const { msisdn, subscriberKey } = seqr.customer;
  const known = { msisdn, subscriberKey, authKey: record.authKey };
  // A code on a wall must not be able to say who the customer is.
  const parameters = record.parameters.filter(([name]) => !Object.hasOwn(known, name));
  const entry = [...Object.entries(known), ...parameters].map(([name, value]) => ({ key: name, value }));
  return accepted({ parameters: { entry } });
}
