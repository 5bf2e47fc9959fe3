// The Service URLs as a web view opens them: the page itself, at once. A redirect loses the hash in some web views, and with
// it the customer's token.
import { VIEWS } from '../../shared/service-url.ts';
import { failing, notTried, ok, sentences } from './finding.ts';
import type { Check } from './finding.ts';
import type { Patient } from './patient.ts';
import { unreached } from './public-address.ts';
import { NoVisit } from './visit.ts';
import type { Visited } from './visit.ts';

/** What is not as it should be at one address, and what is to be done. */
interface Trouble {
  path: string;
  what: string;
  mend: string;
}

const PATHS = [...VIEWS, 'app'].flatMap((name) => [`/${name}`, `/${name}/`]);

/** The build writes it into every document of the customers' page, whatever the service. */
const MARK = 'id="carried"';

export const serviceUrlsCheck: Check = {
  id: 'service-urls',
  title: 'Service URLs',
  why: 'The wallet opens them with the customer’s token behind the hash; a redirect loses it, and another page cannot read it.',
  needs: ['PUBLIC_URL'],
  isForSandbox: true,
  look: async (patient) => {
    const { config, publicUrl, shownUrl } = patient;
    const away = await unreached(patient);
    if (away !== null)
      return config.publicUrl === null
        ? notTried(`Nothing answers at ${shownUrl}: the service is not running there.`, 'Start it: npm start')
        : notTried(`${away} See “Public address”.`);
    const names = await namesOf(patient);
    const troubles = await Promise.all(PATHS.map((path) => look(patient, publicUrl, path, names)));
    const found = troubles.filter((trouble) => trouble !== null);
    if (found.length === 0)
      return ok(
        `${shownUrl} answers ${VIEWS.map((view) => `/${view}`).join(', ')} and /app with this service’s page, with and without a slash at the end, and never redirects: the hash stays.`,
      );
    const whats = [...new Set(found.map(({ what }) => what))];
    const lines = whats.map(
      (what) =>
        `${found
          .filter((trouble) => trouble.what === what)
          .map(({ path }) => path)
          .join(', ')} ${what}`,
    );
    return failing(config)(sentences(lines), [...new Set(found.map(({ mend }) => mend))].join(' '));
  },
};

async function look(
  { visit }: Patient,
  origin: string,
  path: string,
  names: readonly string[] | null,
): Promise<Trouble | null> {
  try {
    const visited = await visit(origin + path);
    const trouble = troubleOf(visited, origin + path, names);
    return trouble && { path, ...trouble };
  } catch (error) {
    if (!(error instanceof NoVisit)) throw error;
    return { path, what: `is not answered (${error.message})`, mend: 'Look into the proxy’s log.' };
  }
}

/** What a visitor got instead of the page. */
function troubleOf(
  { status, headers, body }: Visited,
  url: string,
  names: readonly string[] | null,
): Omit<Trouble, 'path'> | null {
  if (status >= 300 && status < 400)
    return {
      what: `is redirected (${status}) ${target(url, headers.location)}`,
      mend: 'End the redirect in the proxy for these paths; or set PUBLIC_URL to the address where it ends, and give SEQR those addresses.',
    };
  const title = titleOf(body);
  const seen = title === null ? 'a page without a title' : `“${title}”`;
  if (status !== 200)
    return {
      what: `answers ${status} (${seen})`,
      mend: 'Let the proxy pass every path to the service, as it is asked for.',
    };
  if (!body.includes(MARK))
    return {
      what: `is not our page (${seen})`,
      mend: 'Let the proxy pass every path to the service: somebody else answers there now.',
    };
  return names === null || names.includes(title ?? '')
    ? null
    : {
        what: `is another service’s page (${seen}, not “${names.join('” or “')}”)`,
        mend: 'Point the address to this service, or restart it: it runs with another SERVICE_FILE.',
      };
}

/** Where it leads, in as few words as tell the kind. */
function target(url: string, location: string | undefined): string {
  if (location === undefined || !URL.canParse(location, url)) return 'to nowhere';
  const [from, to] = [new URL(url), new URL(location, url)];
  if (to.origin === from.origin)
    return to.pathname.replace(/\/$/, '') === from.pathname.replace(/\/$/, '')
      ? 'to itself with another slash at the end'
      : 'to another path';
  return `to ${to.origin}`;
}

/** @returns null when there is none */
export function titleOf(html: string): string | null {
  const [, text] = /<title[^>]*>([^<]{1,200})/i.exec(html) ?? [];
  const words = text?.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).trim();
  return words === undefined || words === '' ? null : words.slice(0, 80);
}

/** What the page is called, in any language; null where the service's file cannot be read. */
async function namesOf({ definition }: Patient): Promise<string[] | null> {
  try {
    const { service } = await definition();
    return [...new Set(Object.values(service.name))];
  } catch {
    return null;
  }
}
