// What stands between others and the service: whether SEQR's calls and the page's arrive, and nothing is altered on the way.
import { failing, notTried, ok, warning } from './finding.ts';
import type { Check, Said } from './finding.ts';
import type { Host, Patient } from './patient.ts';
import { unreached } from './public-address.ts';
import { titleOf } from './service-urls.ts';
import { NoVisit } from './visit.ts';
import type { Visited } from './visit.ts';

export const notificationUrlCheck: Check = {
  id: 'notification-url',
  title: 'Notification URL',
  why: 'SEQR calls it once when a customer has paid, and never again: without it every payment is seen seconds later, by asking.',
  needs: ['PUBLIC_URL', 'SECRET_KEY'],
  isForSandbox: false,
  look: async (patient) => {
    const { config, publicUrl, shownUrl, hostAt } = patient;
    const away = await unreached(patient);
    if (away !== null) return notTried(`${away} See “Public address”.`);
    const url = `${shownUrl}/notifications/…`;
    const host = await hostAt(publicUrl);
    if (host === 'this service')
      return ok(
        `A call to ${url} arrives at this service and is answered at once. It came from here: that SEQR’s own call gets through is shown by the first payment only.`,
      );
    return failing(config)(`A call to ${url} ${await whatMet(patient, host)}.`, mendOf(host));
  },
};

async function whatMet({ ownUrl, hostAt }: Patient, host: Exclude<Host, 'this service'>): Promise<string> {
  if (host === 'a service with another SECRET_KEY') {
    const isHere = (await hostAt(ownUrl)) === 'this service';
    return `arrives at a service with another SECRET_KEY${isHere ? ', and not at the one on this machine' : ''}`;
  }
  if (host instanceof NoVisit) return `is not answered: ${host.message}`;
  const { status, body } = host;
  if (status >= 300 && status < 400) return `is redirected (${status}), and what is posted gets lost`;
  const title = titleOf(body);
  return `is answered ${status} by somebody else${title === null ? '' : ` (“${title}”)`}`;
}

function mendOf(host: Host): string {
  return host === 'a service with another SECRET_KEY'
    ? 'Restart the service, if SECRET_KEY was changed since; else point the address to this one, and not to another instance.'
    : 'Let the proxy pass POST /notifications/ to the service, as it comes, without a sign-in and without a redirect.';
}

export const apiCheck: Check = {
  id: 'api',
  title: 'Page’s own calls',
  why: 'The page orders and waits by calls below /api/.',
  needs: ['PUBLIC_URL'],
  isForSandbox: false,
  look: async (patient) => {
    const { config, publicUrl, shownUrl, visit } = patient;
    const away = await unreached(patient);
    if (away !== null) return notTried(`${away} See “Public address”.`);
    const { origin } = new URL(publicUrl);
    const url = `${shownUrl}/api/session`;
    const mend = 'Let the proxy pass everything below /api/ to the service, whatever its method and headers.';
    try {
      const headers = { origin, 'content-type': 'application/json' };
      const { status, body } = await visit(`${publicUrl}/api/session`, {
        method: 'POST',
        headers,
        body: '{}',
      });
      // Without a token there is no visit: our own no is the proof.
      if (status === 401 && body.includes('"token-missing"')) return ok(`${url} is answered by the service.`);
      return failing(config)(`${url} is answered ${status}, and not by the service.`, mend);
    } catch (error) {
      if (!(error instanceof NoVisit)) throw error;
      return failing(config)(`${url} is not answered: ${error.message}.`, mend);
    }
  },
};

/** What decides how the page behaves; the others may be a proxy's own. */
const HEADERS = ['content-security-policy', 'referrer-policy', 'content-type'] as const;

export const unalteredCheck: Check = {
  id: 'unaltered',
  title: 'Nothing altered on the way',
  why: 'What a proxy puts into the page runs with the customer’s token, or is stopped by our policy and breaks the page.',
  needs: ['PUBLIC_URL', 'SECRET_KEY', 'PORT', 'HOST'],
  isForSandbox: false,
  look: async (patient) => {
    const { ownUrl, hostAt, reach, visit, config } = patient;
    const away = await unreached(patient);
    if (away !== null) return notTried(`${away} See “Public address”.`);
    if ((await hostAt(ownUrl)) !== 'this service')
      return notTried(
        `The service does not answer at ${ownUrl}: there is nothing to compare with.`,
        'Run the doctor on the machine where the service runs, while it runs.',
      );
    const [there, here] = await Promise.all([reach(), visit(`${ownUrl}/order`)]);
    // Not our page at all: said of the Service URLs.
    if (there.status !== 200) return notTried(`The address answers ${there.status}. See “Service URLs”.`);
    return compare(config, there, here);
  },
};

function compare(config: Patient['config'], there: Visited, here: Visited): Said {
  const changed = HEADERS.filter((name) => there.headers[name] !== here.headers[name]);
  const faults = changed.map(
    (name) => `the header ${name} ${there.headers[name] ? 'is another' : 'is missing'}`,
  );
  if (there.body !== here.body) {
    const [more, ours] = [there, here].map(({ body }) => body.split('<script').length) as [number, number];
    faults.push(more > ours ? 'a script is put into the page' : 'the page is another');
  }
  if (faults.length === 0)
    return ok('The page arrives as the service on this machine sends it, policy included.');
  const found = `Compared with what the service on this machine sends, ${faults.join(', ')}.`;
  return failing(config)(
    found,
    'Switch off what the proxy changes (injected scripts, “optimised” HTML, replaced headers). While a new version is rolled out to several machines, try again afterwards.',
  );
}

export const deskCheck: Check = {
  id: 'desk',
  title: 'Operator desk',
  why: 'At the desk money is given back: who listens on the way to it has the operators’ passwords.',
  needs: ['PUBLIC_URL'],
  isForSandbox: false,
  look: ({ config: { desk, publicUrl } }) => {
    const { listener, url } = desk;
    const mend =
      'Give the desk a listener that only your own network reaches (DESK_PORT, DESK_HOST), or reach it by https (DESK_URL).';
    const shown = url ?? publicUrl ?? '';
    if (listener === null)
      return shown.startsWith('https:')
        ? ok(
            'It is answered beside the page, by https; everybody reaches its sign-in. DESK_PORT gives it a listener of its own.',
          )
        : warning('It is answered beside the page, without TLS.', mend);
    const isLocal = /^(localhost|127\.|::1$)/.test(listener.host);
    if (isLocal || url?.startsWith('https:') === true)
      return ok(
        `It has a listener of its own${isLocal ? ' that only this machine reaches' : ', reached by https'}.`,
      );
    return warning(`It has a listener of its own at ${listener.host}, without TLS.`, mend);
  },
};
