// What the customer is told when a request does not succeed. Knows which problem says what, and nothing of how it is shown.
import type { ApiProblemCode } from './api.ts';
import type { PlainKey } from './messages/words.ts';

export type NoticeKey = Extract<PlainKey, `notice${string}`>;

/** Beside the page, while it goes on. */
export function noticeOf(code: ApiProblemCode): NoticeKey {
  switch (code) {
    case 'order-live':
      return 'noticeOrderLive';
    case 'revision-conflict':
      return 'noticeConflict';
    case 'order-ended':
    case 'order-unknown':
      return 'noticeEnded';
    case 'payment-in-progress':
      return 'noticeInProgress';
    case 'offline':
      return 'noticeOffline';
    case 'seqr-busy':
    case 'seqr-unclear':
    case 'seqr-unreachable':
      return 'noticeSeqr';
    case 'invalid-request':
    case 'seqr-refused':
      return 'noticeRefused';
    case 'token-expired':
    case 'token-canceled':
    case 'token-unknown':
      return 'noticeVisitEnded';
    default:
      return 'noticeInternal';
  }
}

/** True when nothing new can be ordered in this visit. */
export function endsVisit(code: ApiProblemCode): boolean {
  return noticeOf(code) === 'noticeVisitEnded';
}
