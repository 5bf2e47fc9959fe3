// The grammar of what follows the hash in a Service URL. The TOKEN lives only there: it never reaches a server in a URL.

/** The four Service URLs, by the names of their paths. */
export const VIEWS = ['order', 'success', 'failure', 'cancel'] as const;
export type View = (typeof VIEWS)[number];

/** The steps inside the order view; the first has no name in the hash. */
export const STEPS = ['choose', 'review', 'pay'] as const;
export type Step = (typeof STEPS)[number];

/** What a Service URL says: whose session, which invoice if any, which view and step. */
export interface ServiceUrl {
  view: View;
  token: string;
  invoiceReference: string | null;
  step: Step;
}

/** Reads path and hash of a Service URL: `/order#TOKEN[_REFERENCE][/step]`, or one of the two forms of `/app`,
 *  `/app#/success#TOKEN_REFERENCE` and `/app#/success/TOKEN_REFERENCE`, for hosts that register one path only.
 *  @returns null when path or hash name no view or no token
 *  @see design, "Hash grammar"; seqr-api §9 "hash on return" */
export function parseServiceUrl(path: string, hash: string): ServiceUrl | null {
  const text = hash.replace(/^#/, '');
  const single = /\/app\/?$/.test(path) ? /^\/([a-z]+)[#/](.*)$/.exec(text) : null;
  const view = single ? single[1] : /\/([a-z]+)\/?$/.exec(path)?.[1];
  if (!isView(view)) return null;
  const { session, step } = splitStep(single ? (single[2] ?? '') : text);
  const { token, invoiceReference } = splitReference(session);
  return token === '' ? null : { view, token, invoiceReference, step };
}

/** Writes the hash back, in the form that the path asks for; the counterpart of {@link parseServiceUrl}. */
export function formatHash(path: string, { view, token, invoiceReference, step }: ServiceUrl): string {
  const session = invoiceReference === null ? token : `${token}_${invoiceReference}`;
  const start = /\/app\/?$/.test(path) ? `#/${view}/` : '#';
  return start + session + (step === 'choose' ? '' : `/${step}`);
}

function isView(name: string | undefined): name is View {
  return VIEWS.some((view) => view === name);
}

/** Only a known step is a step: an opaque token may hold a slash. */
function splitStep(text: string): { session: string; step: Step } {
  const step = STEPS.find((name) => text.endsWith(`/${name}`));
  return step ? { session: text.slice(0, -step.length - 1), step } : { session: text, step: 'choose' };
}

/** Only `_` and digits at the end are a reference: an opaque token may hold an underscore. */
function splitReference(session: string): { token: string; invoiceReference: string | null } {
  const match = /^(.+)_(\d+)$/s.exec(session);
  return match
    ? { token: match[1] ?? '', invoiceReference: match[2] ?? '' }
    : { token: session, invoiceReference: null };
}
