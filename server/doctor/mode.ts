// Which SEQR is meant, and whether everything else means the same one.
import { failing, fault, ok } from './finding.ts';
import type { Check } from './finding.ts';

/** By mode, the scheme of the app that knows that SEQR (seqr-api §1). */
const SCHEMES = { sandbox: 'seqr-demo', demo: 'seqr-demo', production: 'seqr' } as const;

export const modeCheck: Check = {
  id: 'mode',
  title: 'Mode and scheme',
  why: 'A link with the other scheme opens the other app, or none, and nobody can pay.',
  needs: ['SEQR_MODE', 'SEQR_APP_SCHEME'],
  isForSandbox: true,
  look: ({ config, isSimulated }) => {
    const { mode, seqr } = config;
    if (mode === 'sandbox')
      return ok(
        `Sandbox: ${isSimulated ? 'SEQR is simulated by the service itself' : 'SEQR is the one at SEQR_SOAP_URL'}, no money moves, and nobody beyond this machine needs to reach it. With SEQR_MODE=demo or production the public addresses, certificate, secrets, backup and more are looked at as well.`,
      );
    const scheme = SCHEMES[mode];
    if (seqr.appScheme === scheme) return ok(`${mode} mode, and links open ${scheme}:// as its app does.`);
    return failing(config)(
      `In ${mode} mode links open ${seqr.appScheme}://, and the usual app knows ${scheme}:// only.`,
      `Leave SEQR_APP_SCHEME empty, or set it to ${scheme}.`,
    );
  },
};

/** What is read off the invoice and the certification, so it must be said as the contract says it. */
const NO_COMPANY =
  /^(seqr[ -]?(sandbox|payable[ -]service|service)?|test.*|demo|company|merchant|shop|example.*|missing)$/i;

export const clientIdCheck: Check = {
  id: 'client-id',
  title: 'Company’s name',
  why: 'Certification asks for the company’s name in SEQR_CLIENT_ID: by it SEQR knows whose software calls.',
  needs: ['SEQR_CLIENT_ID'],
  isForSandbox: false,
  look: ({ config }) => {
    const { clientId, terminalId, resellerId, serviceId } = config.seqr;
    const mend = 'Set SEQR_CLIENT_ID to the company’s name as it stands in the contract with SEQR.';
    if ([terminalId, resellerId].includes(clientId))
      return fault('SEQR_CLIENT_ID is the id of the terminal or the reseller.', mend);
    if (clientId.trim() === '' || clientId === serviceId || NO_COMPANY.test(clientId.trim()))
      return failing(config)(`“${clientId}” is no company’s name.`, mend);
    return ok(`“${clientId}”. Compare it with your contract: what stands there is not known here.`);
  },
};
