// Text messages through an HTTP gateway, as 46elks and Twilio offer it: a form, basic authentication, 2xx for "taken".
import { post } from './post.ts';
import type { SmsGateway } from './sms.ts';

/** The names of the form's fields. */
const FIELDS = {
  '46elks': { from: 'from', to: 'to', text: 'message' },
  twilio: { from: 'From', to: 'To', text: 'Body' },
} as const;

/** The gateways whose form is known. */
export type HttpFields = keyof typeof FIELDS;
export const HTTP_FIELDS = Object.keys(FIELDS) as HttpFields[];

export interface HttpGatewaySettings {
  url: string;
  user: string;
  password: string;
  /** The sender: a number with its +, or up to eleven letters and digits. */
  from: string;
  fields: HttpFields;
}

export function httpGateway(
  { url, user, password, from, fields }: HttpGatewaySettings,
  fetch: typeof globalThis.fetch,
): SmsGateway {
  const names = FIELDS[fields];
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return {
    async send({ to, text, key }, signal) {
      const form = new URLSearchParams({ [names.from]: from, [names.to]: `+${to}`, [names.text]: text });
      const headers = {
        authorization,
        'content-type': 'application/x-www-form-urlencoded',
        // Not every gateway looks at it; where one does, a message that was sent and not noted goes out once.
        'idempotency-key': key,
      };
      await post(fetch, url, { headers, body: form.toString() }, signal, isRefused);
    },
    close: () => Promise.resolve(),
  };
}

/** What the gateway says of the message itself. Credentials and credit (401 to 403) a person mends, and then it goes. */
function isRefused(status: number): boolean {
  return status === 400 || status === 413 || status === 422;
}
