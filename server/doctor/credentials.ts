// Whether SEQR knows us: by questions that change nothing, about what never was. Whoever is told so was let in.
import { SeqrError } from '../seqr/errors.ts';
import { resultName } from '../seqr/result-codes.ts';
import { fault, notTried, ok, warning } from './finding.ts';
import type { Check, Said } from './finding.ts';
import { URLS } from './seqr-address.ts';

/** By result code, what SEQR does not like of the caller (seqr-api §5). */
const REFUSALS: Record<number, 'password' | 'id' | 'state' | 'rights'> = {
  20: 'password',
  21: 'rights',
  29: 'id',
  33: 'state',
  37: 'id',
};
/** It has a bad day, and says nothing of us. */
const NO_WORD: readonly (number | null)[] = [90, 91, 92, 93, 94];

interface Principal {
  name: string;
  idVariables: string;
  passwordVariable: string;
}

const TERMINAL: Principal = {
  name: 'the terminal',
  idVariables: 'SEQR_TERMINAL_ID',
  passwordVariable: 'SEQR_TERMINAL_PASSWORD',
};
const RESELLER: Principal = {
  name: 'the reseller’s user',
  idVariables: 'SEQR_RESELLER_ID and SEQR_RESELLER_USER_ID',
  passwordVariable: 'SEQR_RESELLER_PASSWORD',
};

const WHO_IS_ASKED = [...URLS, 'SEQR_MODE'];

export const terminalCheck: Check = {
  id: 'terminal-credentials',
  title: 'Terminal’s credentials',
  why: 'With them customers are recognised, invoices sent and payments confirmed.',
  needs: [...WHO_IS_ASKED, 'SEQR_TERMINAL_ID', 'SEQR_TERMINAL_PASSWORD'],
  isForSandbox: true,
  look: (patient) =>
    judge(TERMINAL, [
      patient.seqr.call('getClientSessionInfo', { key: 'doctor-no-such-token' }),
      patient.seqr.call('getPaymentStatus', { invoiceReference: '0', invoiceVersion: 0 }),
    ]),
};

export const resellerCheck: Check = {
  id: 'reseller-credentials',
  title: 'Reseller’s credentials',
  why: 'With them the day is closed and SEQR’s books are compared with ours.',
  needs: [...WHO_IS_ASKED, 'SEQR_RESELLER_ID', 'SEQR_RESELLER_USER_ID', 'SEQR_RESELLER_PASSWORD'],
  isForSandbox: true,
  look: (patient) =>
    judge(RESELLER, [
      patient.seqr.call('executeReport', {
        reportId: 'Reconciliation/Shop.xml',
        language: undefined,
        parameters: { parameter: { entry: [{ key: 'transactionPeriodId', value: '0' }] } },
      }),
    ]),
};

async function judge(principal: Principal, calls: Promise<unknown>[]): Promise<Said> {
  const answers = await Promise.all(calls.map(failureOf));
  const failures = answers.filter((answer) => answer !== null);
  if (failures.some(({ kind }) => kind === 'unreachable'))
    return notTried('SEQR is not reached. See “SEQR’s addresses”.');
  // A word about the caller comes before trouble that says nothing of them.
  const said = failures
    .toSorted((a, b) => rank(a) - rank(b))
    .map((failure) => trouble(failure, principal))
    .find((one) => one !== null);
  return said ?? ok(`SEQR knows ${principal.name}, and takes the password.`);
}

async function failureOf(call: Promise<unknown>): Promise<SeqrError | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof SeqrError) return error;
    throw error;
  }
}

const rank = ({ resultCode }: SeqrError): number => (resultCode !== null && resultCode in REFUSALS ? 0 : 1);

/** What a failed call says against the credentials, or for nothing at all; null: it was let in. */
function trouble(error: SeqrError, { name, idVariables, passwordVariable }: Principal): Said | null {
  const { kind, operation, resultCode } = error;
  const code = `${operation} was answered ${resultCode ?? ''} ${resultName(resultCode ?? -1) ?? ''}`.trim();
  if (kind === 'timeout')
    return fault(`SEQR takes ${operation} and does not answer in time.`, 'Try again; if it stays, ask SEQR.');
  if (kind === 'malformed' || kind === 'fault')
    return fault(
      `${operation} was answered with ${kind === 'fault' ? 'a SOAP Fault' : 'what is no SOAP, such as a page'}: what answers there is not the service that is meant.`,
      `Compare ${URLS.join(' and ')} with what SEQR has given you; the session service may have an address of its own.`,
    );
  if (NO_WORD.includes(resultCode))
    return warning(`${code}: SEQR says nothing of the credentials now.`, 'Try again in some minutes.');
  switch (REFUSALS[resultCode ?? -1]) {
    case 'password':
      return fault(`SEQR refuses the password of ${name} (${code}).`, `Correct ${passwordVariable}.`);
    case 'id':
      return fault(
        `SEQR does not know ${name} (${code}).`,
        `Correct ${idVariables}; demo and production have different ones.`,
      );
    case 'state':
      return fault(`SEQR knows ${name}, and has it blocked (${code}).`, 'Ask SEQR to open it.');
    case 'rights':
      return fault(
        `SEQR does not let ${name} do this (${code}).`,
        `Ask SEQR for the right to it; compare ${idVariables} with what SEQR has given you.`,
      );
    default:
      return null;
  }
}
