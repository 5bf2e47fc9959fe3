// Who visits: asks SEQR for the token's session and remembers it, the personal parts sealed.
import { SeqrError } from '../seqr/errors.ts';
import { resultName } from '../seqr/result-codes.ts';
import type { ResultName } from '../seqr/result-codes.ts';
import { sessionFromSeqr } from '../seqr/session-info.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import type { Session } from '../store/records.ts';
import { Refusal, refusalFromSeqr } from './refusal.ts';
import type { Shop } from './shop.ts';

/** What SEQR says of a token that opens no session. Source: seqr-api §4 getClientSessionInfo. */
const TOKEN_PROBLEMS: Partial<Record<ResultName, ProblemCode>> = {
  AUTHORIZATION_EXPIRED: 'token-expired',
  AUTHORIZATION_CANCELLED: 'token-canceled',
  AUTHORIZATION_IN_PROGRESS: 'token-in-progress',
  INVALID_AUTHORIZATION_REFERENCE: 'token-unknown',
};

/** @returns the stored session, or why there is none */
export async function openSession(shop: Shop, token: string, tokenHash: string): Promise<Session | Refusal> {
  try {
    const answer = await shop.seqr.call('getClientSessionInfo', { key: token });
    const { msisdn, subscriberKey, parameters } = sessionFromSeqr(answer);
    const session: Session = {
      tokenHash,
      msisdnSealed: msisdn && shop.secrets.seal(msisdn),
      msisdnLast4: msisdn && msisdn.slice(-4),
      subscriberKeySealed: subscriberKey && shop.secrets.seal(subscriberKey),
      parameters,
      seenAt: shop.clock.now(),
    };
    await shop.store.saveSession(session);
    return session;
  } catch (error) {
    if (!(error instanceof SeqrError)) throw error;
    const name = error.resultCode === null ? null : resultName(error.resultCode);
    const code = name && TOKEN_PROBLEMS[name];
    return code ? new Refusal(code) : refusalFromSeqr(error, null);
  }
}
