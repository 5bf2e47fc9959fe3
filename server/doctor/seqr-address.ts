// Where SEQR is: whether anything answers there, and whether others can listen on the way.
import { isInside } from './public-address.ts';
import { failing, fault, notTried, ok } from './finding.ts';
import type { Check } from './finding.ts';
import type { Patient } from './patient.ts';
import { NoVisit } from './visit.ts';
import type { Visited } from './visit.ts';

/** What says where it is. */
export const URLS = ['SEQR_SOAP_URL', 'SEQR_SESSION_SOAP_URL'] as const;

export const seqrAddressCheck: Check = {
  id: 'seqr-address',
  title: 'SEQR’s addresses',
  why: 'Every order and every payment needs SEQR, and its passwords travel with each call.',
  needs: ['SEQR_SOAP_URL', 'SEQR_SESSION_SOAP_URL', 'SEQR_MODE'],
  isForSandbox: true,
  look: async (patient) => {
    const { config, seqrUrls, isSimulated, ownUrl } = patient;
    const urls = [...new Set([seqrUrls.client, seqrUrls.session])].map((url) => new URL(url));
    const answers = await Promise.all(urls.map((url) => seqrAt(patient, url.href)));
    const lost = answers.filter((answer) => answer instanceof NoVisit);
    const hosts = hostsOf(urls);
    if (lost[0] && isSimulated)
      return notTried(
        `The simulated SEQR is part of the service, which does not answer at ${ownUrl}.`,
        'Start it: npm start',
      );
    if (lost[0])
      return fault(
        `Not reached: ${hostsOf(urls.filter((_, i) => answers[i] instanceof NoVisit))}: ${lost[0].message}.`,
        `Compare ${URLS.join(' and ')} with what SEQR has given you; ask whether this machine’s address must be let in there.`,
      );
    const isOpen = urls.some(({ protocol, hostname }) => protocol === 'http:' && !isInside(hostname));
    if (isOpen)
      return failing(config)(
        `Without TLS at ${hosts}: passwords are read by everybody on the way.`,
        `Set ${URLS.join(' and ')} to https addresses.`,
      );
    return ok(`An answer came from ${hosts}${isSimulated ? ', the simulated SEQR' : ''}.`);
  },
};

/** Each once: the two services are mostly at one host. */
const hostsOf = (urls: readonly URL[]): string => [...new Set(urls.map(({ host }) => host))].join(' and ');

/** What SEQR's server answers a stranger; anything will do. */
export async function seqrAt({ visit }: Patient, url: string): Promise<Visited | NoVisit> {
  try {
    return await visit(url, { headers: { 'cache-control': 'no-cache' } });
  } catch (error) {
    if (error instanceof NoVisit) return error;
    throw error;
  }
}
