// Before there is a session, and where there is none: the same in every view.
import { after, state } from './state.ts';

/** Longer than all silent tries take. */
const afterTries = after(10_000);

export const troubles = {
  loading: state('loading', { session: 'never' }),
  loadingSlow: state('loadingSlow', { session: 'never', act: after(7_000) }),
  expiredVisit: state('expiredVisit', { session: 'token-expired' }),
  canceledVisit: state('canceledVisit', { session: 'token-canceled' }),
  unknownVisit: state('unknownVisit', { session: 'token-unknown' }),
  openingVisit: state('openingVisit', { session: 'token-in-progress', act: afterTries }),
  missingVisit: state('missingVisit', { session: 'token-missing' }),
  offline: state('offline', { session: 'offline', act: afterTries }),
  trouble: state('trouble', { session: 'internal', act: afterTries }),
};
