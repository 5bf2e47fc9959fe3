// The outbox's part of the environment: which ways out there are, and what each needs. No value is ever printed.
import * as v from 'valibot';
import type { ReceiptSettings } from './receipt.ts';
import { HTTP_FIELDS } from './sms-http.ts';
import type { HttpGatewaySettings } from './sms-http.ts';
import type { SmppSettings } from './sms-smpp.ts';
import type { WebhookSettings } from './webhook.ts';

export interface OutboxSettings {
  /** `simulated`: the gateway of the simulated SEQR in this process, if there is one. */
  sms:
    | { kind: 'none' }
    | { kind: 'simulated'; from: string }
    | ({ kind: 'http' } & HttpGatewaySettings)
    | ({ kind: 'smpp' } & SmppSettings);
  webhook: WebhookSettings | null;
  receipts: ReceiptSettings | null;
}

const GATEWAYS = ['none', 'http', 'smpp'] as const;

const text = v.pipe(v.string(), v.minLength(1, 'must not be empty'));
const httpUrl = v.pipe(
  v.string(),
  v.check((url) => hasProtocol(url, /^https?:$/), 'must be an http or https address'),
);

/** The variables, for the environment's schema. */
export const outboxVariables = {
  SMS_GATEWAY: v.optional(v.picklist(GATEWAYS, 'must be none, http or smpp')),
  SMS_FROM: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^(\+?\d{3,15}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
        'must be a number, or up to 11 letters and digits',
      ),
    ),
  ),
  SMS_HTTP_URL: v.optional(httpUrl),
  SMS_HTTP_USER: v.optional(text),
  SMS_HTTP_PASSWORD: v.optional(text),
  SMS_HTTP_FIELDS: v.optional(
    v.picklist(HTTP_FIELDS, `must be ${HTTP_FIELDS.join(' or ')}`),
    '46elks' as const,
  ),
  SMS_SMPP_URL: v.optional(
    v.pipe(
      v.string(),
      v.check((url) => hasProtocol(url, /^ss?mpp:$/), 'must be smpp://HOST:PORT, or ssmpp:// with TLS'),
    ),
  ),
  // SMPP 3.4 §4.1.1: 15 and 8 characters at most.
  SMS_SMPP_SYSTEM_ID: v.optional(v.pipe(text, v.maxLength(15, 'must have at most 15 characters'))),
  SMS_SMPP_PASSWORD: v.optional(v.pipe(text, v.maxLength(8, 'must have at most 8 characters'))),
  WEBHOOK_URL: v.optional(httpUrl),
  WEBHOOK_SECRET: v.optional(
    v.pipe(v.string(), v.check(isWebhookSecret, 'must be whsec_ and 24 to 64 bytes in base64')),
  ),
  RECEIPTS: v.optional(v.picklist(['yes', 'no'], 'must be yes or no'), 'yes'),
  RECEIPT_MIME_TYPE: v.optional(text, 'text/html'),
};

type Variables = v.InferOutput<v.ObjectSchema<typeof outboxVariables, undefined>>;

/** What each gateway cannot do without. */
const NEEDED = {
  none: [],
  http: ['SMS_FROM', 'SMS_HTTP_URL', 'SMS_HTTP_USER', 'SMS_HTTP_PASSWORD'],
  smpp: ['SMS_FROM', 'SMS_SMPP_URL', 'SMS_SMPP_SYSTEM_ID', 'SMS_SMPP_PASSWORD'],
} as const satisfies Record<(typeof GATEWAYS)[number], (keyof Variables)[]>;

/** What is missing beside what is there. */
export function outboxFaults(given: Record<string, string | undefined>): string[] {
  const gateway = GATEWAYS.find((name) => name === given['SMS_GATEWAY']) ?? 'none';
  const faults = NEEDED[gateway]
    .filter((name) => given[name] === undefined)
    .map((name) => `${name} is required for SMS_GATEWAY=${gateway}`);
  if (given['WEBHOOK_URL'] !== undefined && given['WEBHOOK_SECRET'] === undefined) {
    faults.push('WEBHOOK_SECRET is required for WEBHOOK_URL');
  }
  return faults;
}

/** @param env without faults */
export function outboxSettings(env: Variables, isSandbox: boolean): OutboxSettings {
  const { WEBHOOK_URL: url, WEBHOOK_SECRET: secret } = env;
  return {
    sms: smsSettings(env, isSandbox),
    webhook: url !== undefined && secret !== undefined ? { url, secret } : null,
    receipts: env.RECEIPTS === 'yes' ? { mimeType: env.RECEIPT_MIME_TYPE } : null,
  };
}

function smsSettings(env: Variables, isSandbox: boolean): OutboxSettings['sms'] {
  const from = env.SMS_FROM ?? 'Sandbox';
  switch (env.SMS_GATEWAY) {
    case 'http':
      return {
        kind: 'http',
        from,
        url: env.SMS_HTTP_URL ?? '',
        user: env.SMS_HTTP_USER ?? '',
        password: env.SMS_HTTP_PASSWORD ?? '',
        fields: env.SMS_HTTP_FIELDS,
      };
    case 'smpp':
      return {
        kind: 'smpp',
        from,
        url: env.SMS_SMPP_URL ?? '',
        systemId: env.SMS_SMPP_SYSTEM_ID ?? '',
        password: env.SMS_SMPP_PASSWORD ?? '',
      };
    case 'none':
      return { kind: 'none' };
    case undefined:
      return isSandbox ? { kind: 'simulated', from } : { kind: 'none' };
  }
}

function hasProtocol(url: string, protocol: RegExp): boolean {
  return URL.canParse(url) && protocol.test(new URL(url).protocol);
}

function isWebhookSecret(secret: string): boolean {
  const [, key = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const { length } = Buffer.from(key, 'base64');
  return length >= 24 && length <= 64;
}
