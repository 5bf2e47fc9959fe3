// The environment, read once. Every wrong value is named at once; no value is ever printed.
import * as v from 'valibot';
import { isTimeZone } from './closing/schedule.ts';
import type { Schedule } from './closing/schedule.ts';
import { deskListener, deskVariables } from './desk/settings.ts';
import type { DeskListener } from './desk/settings.ts';
import { outboxFaults, outboxSettings, outboxVariables } from './outbox/settings.ts';
import type { OutboxSettings } from './outbox/settings.ts';
import type { SeqrAccount } from './seqr/client.ts';
import { sandboxCredentials } from './simulator/sandbox-credentials.ts';
import { wholeNumber } from './whole-number.ts';

const MODES = ['sandbox', 'demo', 'production'] as const;
type Mode = (typeof MODES)[number];

export interface Config {
  mode: Mode;
  port: number;
  host: string;
  /** Where SEQR and the customers reach this service, no slash at its end; null: where it listens. */
  publicUrl: string | null;
  secretKey: string;
  /** Its addresses are null where the simulated SEQR in this process is meant. */
  seqr: Omit<SeqrAccount, 'soapUrl' | 'sessionSoapUrl'> & {
    soapUrl: string | null;
    sessionSoapUrl: string | null;
    serviceId: string;
    appScheme: string;
  };
  /** The simulated SEQR's own memory; used when it runs in this process. */
  simulatorStateFile: string;
  serviceFile: string;
  databaseUrl: string;
  invoiceTimeoutMs: number;
  /** When the day is closed by itself; null: never. */
  schedule: Schedule | null;
  /** Whose days and hours are meant where people read or write them. */
  timeZone: string;
  desk: DeskListener;
  outbox: OutboxSettings;
  logLevel: string;
}

/** What is wrong with the environment, a line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** Each begins with its variable's name. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`the environment is not as it should be:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

const text = v.pipe(v.string(), v.minLength(1, 'must not be empty'));
const httpUrl = v.pipe(
  v.string(),
  v.check(isHttpUrl, 'must be an http or https address'),
  v.transform((url) => url.replace(/\/+$/, '')),
);

const Environment = v.object({
  SEQR_MODE: v.optional(v.picklist(MODES, 'must be sandbox, demo or production'), 'sandbox'),
  PORT: v.optional(wholeNumber(0, 65535), '3000'),
  HOST: v.optional(text),
  PUBLIC_URL: v.optional(httpUrl),
  SECRET_KEY: v.optional(v.pipe(v.string(), v.minLength(32, 'must have at least 32 characters'))),
  SEQR_SOAP_URL: v.optional(httpUrl),
  SEQR_SESSION_SOAP_URL: v.optional(httpUrl),
  SEQR_TERMINAL_ID: v.optional(text),
  SEQR_TERMINAL_PASSWORD: v.optional(text),
  SEQR_RESELLER_ID: v.optional(text),
  SEQR_RESELLER_USER_ID: v.optional(text),
  SEQR_RESELLER_PASSWORD: v.optional(text),
  SEQR_CLIENT_ID: v.optional(text),
  SEQR_SERVICE_ID: v.optional(text),
  SEQR_APP_SCHEME: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z][a-z0-9+.-]*$/, 'must be a scheme such as seqr')),
  ),
  SERVICE_FILE: v.optional(text, 'server/service/examples/archipelago-ferry.yaml'),
  DATABASE_URL: v.optional(
    v.pipe(v.string(), v.regex(/^(file:.|postgres(ql)?:\/\/.)/, 'must be file:PATH or postgres://…')),
    'file:./data/seqr.db',
  ),
  INVOICE_TIMEOUT_S: v.optional(wholeNumber(30, 86_400), '600'),
  CLOSE_AT: v.optional(
    v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 23:55')),
  ),
  TIME_ZONE: v.optional(
    v.pipe(v.string(), v.check(isTimeZone, 'must be a time zone such as Europe/Stockholm')),
    'Europe/Stockholm',
  ),
  ...deskVariables,
  ...outboxVariables,
  SIMULATOR_STATE_FILE: v.optional(text, './data/simulator.db'),
  SANDBOX_PUBLIC: v.optional(v.picklist(['yes', 'no'], 'must be yes or no'), 'no'),
  LOG_LEVEL: v.optional(
    v.picklist(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent'),
    'info',
  ),
});

/** What has no default outside the sandbox. */
export const REQUIRED = [
  'PUBLIC_URL',
  'SECRET_KEY',
  'SEQR_SOAP_URL',
  'SEQR_TERMINAL_ID',
  'SEQR_TERMINAL_PASSWORD',
  'SEQR_RESELLER_ID',
  'SEQR_RESELLER_USER_ID',
  'SEQR_RESELLER_PASSWORD',
  'SEQR_CLIENT_ID',
  'SEQR_SERVICE_ID',
] as const;

/** A sandbox guards nothing; a fixed key lets its store survive a restart. */
export const SANDBOX_SECRET = 'a sandbox has no secrets to keep, only tests';

/** @throws {ConfigError} that names every variable that is missing or wrong */
export function readConfig(environment: Record<string, string | undefined>): Config {
  // An empty variable is one that was left empty in a form: the same as none.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = v.safeParse(Environment, given);
  const faults = parsed.success
    ? beyondThisMachine(parsed.output)
    : parsed.issues.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`);
  faults.push(...missing(given), ...outboxFaults(given));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const env = parsed.output;
  const isSandbox = env.SEQR_MODE === 'sandbox';
  return {
    mode: env.SEQR_MODE,
    port: env.PORT,
    host: env.HOST ?? (isSandbox ? '127.0.0.1' : '0.0.0.0'),
    publicUrl: env.PUBLIC_URL ?? null,
    secretKey: env.SECRET_KEY ?? SANDBOX_SECRET,
    seqr: {
      soapUrl: env.SEQR_SOAP_URL ?? null,
      sessionSoapUrl: env.SEQR_SESSION_SOAP_URL ?? env.SEQR_SOAP_URL ?? null,
      terminalId: env.SEQR_TERMINAL_ID ?? sandboxCredentials.terminalId,
      terminalPassword: env.SEQR_TERMINAL_PASSWORD ?? sandboxCredentials.terminalPassword,
      resellerId: env.SEQR_RESELLER_ID ?? sandboxCredentials.resellerId,
      resellerUserId: env.SEQR_RESELLER_USER_ID ?? sandboxCredentials.resellerUserId,
      resellerPassword: env.SEQR_RESELLER_PASSWORD ?? sandboxCredentials.resellerPassword,
      clientId: env.SEQR_CLIENT_ID ?? 'SEQR sandbox',
      serviceId: env.SEQR_SERVICE_ID ?? sandboxCredentials.serviceId,
      appScheme: env.SEQR_APP_SCHEME ?? (env.SEQR_MODE === 'production' ? 'seqr' : 'seqr-demo'),
    },
    simulatorStateFile: env.SIMULATOR_STATE_FILE,
    serviceFile: env.SERVICE_FILE,
    databaseUrl: env.DATABASE_URL,
    invoiceTimeoutMs: env.INVOICE_TIMEOUT_S * 1000,
    schedule: env.CLOSE_AT === undefined ? null : { closeAt: env.CLOSE_AT, timeZone: env.TIME_ZONE },
    timeZone: env.TIME_ZONE,
    desk: deskListener(env),
    outbox: outboxSettings(env, isSandbox),
    logLevel: env.LOG_LEVEL,
  };
}

/** What a shop must say and a sandbox need not. */
function missing(given: Record<string, string | undefined>): string[] {
  const mode = given['SEQR_MODE'];
  if (mode !== 'demo' && mode !== 'production') return [];
  return REQUIRED.filter((name) => given[name] === undefined).map(
    (name) => `${name} is required in ${mode} mode`,
  );
}

/** A sandbox's payments are none: what hears of them, like what is shown, stays on this machine. */
const MACHINES = [
  'PUBLIC_URL',
  'SEQR_SOAP_URL',
  'SEQR_SESSION_SOAP_URL',
  'SMS_HTTP_URL',
  'SMS_SMPP_URL',
  'WEBHOOK_URL',
] as const;

/** Where a sandbox would show itself to others. */
function beyondThisMachine(env: v.InferOutput<typeof Environment>): string[] {
  if (env.SEQR_MODE !== 'sandbox' || env.SANDBOX_PUBLIC === 'yes') return [];
  const urls = MACHINES.filter((name) => env[name] !== undefined && !isLoopback(new URL(env[name]).hostname));
  const hosts = (['HOST', 'DESK_HOST'] as const).filter(
    (name) => env[name] !== undefined && !isLoopback(env[name]),
  );
  return [...hosts, ...urls].map(
    (name) => `${name} must be on this machine in sandbox mode, unless SANDBOX_PUBLIC=yes`,
  );
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
}
