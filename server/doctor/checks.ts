// All checks, in the order in which a person would go through them.
import { apiCheck, deskCheck, notificationUrlCheck, unalteredCheck } from './behind-the-proxy.ts';
import { clockCheck } from './clocks.ts';
import { environmentCheck, serviceFileCheck } from './environment.ts';
import { resellerCheck, terminalCheck } from './credentials.ts';
import type { Check } from './finding.ts';
import { clientIdCheck, modeCheck } from './mode.ts';
import { bookingNumberCheck, closingCheck, operatorsCheck } from './people.ts';
import { publicAddressCheck } from './public-address.ts';
import { secretsCheck } from './secrets.ts';
import { seqrAddressCheck } from './seqr-address.ts';
import { serviceUrlsCheck } from './service-urls.ts';
import { backupCheck, storeCheck } from './store.ts';
import { terminalKindCheck } from './terminal-kind.ts';

export const CHECKS: readonly Check[] = [
  environmentCheck,
  serviceFileCheck,
  modeCheck,
  publicAddressCheck,
  serviceUrlsCheck,
  unalteredCheck,
  apiCheck,
  notificationUrlCheck,
  seqrAddressCheck,
  terminalCheck,
  resellerCheck,
  terminalKindCheck,
  clientIdCheck,
  clockCheck,
  storeCheck,
  backupCheck,
  secretsCheck,
  operatorsCheck,
  closingCheck,
  bookingNumberCheck,
  deskCheck,
];
