// The address by which customers and SEQR find the service: whether others can get there, and whether they can trust it.
import { BlockList, isIP } from 'node:net';
import { failing, ok, reasonOf, warning } from './finding.ts';
import type { Check, Said } from './finding.ts';
import type { Patient } from './patient.ts';
import { NoVisit } from './visit.ts';

/** Fewer days than this are few where somebody has to renew it. */
const FEW_DAYS = 21;
const DAY_MS = 86_400_000;

export const publicAddressCheck: Check = {
  id: 'public-address',
  title: 'Public address',
  why: 'The wallet opens the page there, on the customers’ phones, and SEQR calls it; both come from outside.',
  needs: ['PUBLIC_URL'],
  isForSandbox: false,
  look: async (patient) => {
    const { config } = patient;
    const url = new URL(patient.publicUrl);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isInside(host))
      return failing(config)(
        `${url.origin} is an address inside this machine or its network: nobody outside reaches it.`,
        'Set PUBLIC_URL to a name that everybody’s DNS knows.',
      );
    // Said first: it is so whether or not anything answers.
    if (url.protocol === 'http:')
      return failing(config)(
        `${url.origin} is without TLS: everybody on the way reads and changes what is shown and ordered.`,
        'Put a certificate on it, and set PUBLIC_URL to the https address.',
      );
    const trouble = await whyUnreached(patient, url);
    if (trouble !== null) return trouble;
    const addresses = await patient.resolve(host).catch((): string[] => []);
    if (addresses.length > 0 && addresses.every(isInside))
      return warning(
        `From here ${host} leads to ${addresses.join(', ')}, inside this network; what others’ DNS says is not known here.`,
        `Look at ${url.origin}/order with a phone that is not in this network.`,
      );
    return security(patient, url);
  },
};

async function whyUnreached({ config, reach }: Patient, url: URL): Promise<Said | null> {
  try {
    await reach();
    return null;
  } catch (error) {
    if (!(error instanceof NoVisit)) throw error;
    return failing(config)(
      `${url.origin} is not reached from here: ${error.message}.`,
      error.isCertificate
        ? 'Install a certificate for this name by an authority that phones know, with its intermediate certificates, and renew it by itself (ACME).'
        : 'Look at the DNS, the firewall and the proxy. Where only this machine cannot reach its own public address, run the doctor from another one with the same variables.',
    );
  }
}

async function security({ reach, clock }: Patient, url: URL): Promise<Said> {
  const { certificateEndsAt } = await reach();
  const days = Math.floor(((certificateEndsAt ?? 0) - clock.now()) / DAY_MS);
  const found = `${url.origin} answers, and its certificate holds for ${days} more days.`;
  return days < FEW_DAYS
    ? warning(found, 'Renew the certificate, and see to it that this happens by itself (ACME).')
    : ok(`${found} Seen from this machine; what stands between it and others is not known here.`);
}

const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/** True for what means another machine, or none, everywhere else. Sources: RFC 1122, 1918, 3927, 4193, 4291, 6598; and the
 *  names of RFC 6761, 6762 and 8375, and the one that ICANN has set aside. */
export function isInside(host: string): boolean {
  const family = isIP(host);
  if (family !== 0) return inside.check(host, family === 4 ? 'ipv4' : 'ipv6');
  return !host.includes('.') || /\.(localhost|local|internal|home\.arpa|test|invalid|lan)\.?$/i.test(host);
}

/** Why nothing can be said of what lies behind the address; null: it answers. */
export async function unreached({ reach }: Patient): Promise<string | null> {
  try {
    await reach();
    return null;
  } catch (error) {
    return `The address does not answer: ${reasonOf(error)}.`;
  }
}
