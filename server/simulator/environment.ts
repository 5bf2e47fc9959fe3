// The environment of the simulated SEQR when it runs alone. Every wrong value is named at once; none is printed.
import * as v from 'valibot';
import { sandboxCredentials } from './sandbox-credentials.ts';

const text = (preset: string) => v.optional(v.pipe(v.string(), v.minLength(1, 'must not be empty')), preset);

const Environment = v.object({
  HOST: text('127.0.0.1'),
  // Not PORT: the service beside it reads that one from the same file.
  SIMULATOR_PORT: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, 'must be a port'),
      v.transform(Number),
      v.maxValue(65_535, 'must be a port'),
    ),
    '3001',
  ),
  SIMULATOR_STATE_FILE: text('./data/simulator.db'),
  SIMULATOR_SERVICE_ORIGIN: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^https?:\/\/[^/?#]+\/?$/, 'must be an origin such as http://127.0.0.1:3000'),
      v.transform((url) => url.replace(/\/$/, '')),
    ),
    'http://127.0.0.1:3000',
  ),
  SIMULATOR_RECEIVER_NAME: text('Sandbox merchant'),
  SIMULATOR_CURRENCY: v.optional(
    v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code')),
    'SEK',
  ),
  SIMULATOR_STRICT_VERSIONS: v.optional(v.picklist(['yes', 'no'], 'must be yes or no'), 'no'),
  SEQR_SERVICE_ID: text(sandboxCredentials.serviceId),
  SEQR_TERMINAL_ID: text(sandboxCredentials.terminalId),
  SEQR_TERMINAL_PASSWORD: text(sandboxCredentials.terminalPassword),
  SEQR_RESELLER_ID: text(sandboxCredentials.resellerId),
  SEQR_RESELLER_USER_ID: text(sandboxCredentials.resellerUserId),
  SEQR_RESELLER_PASSWORD: text(sandboxCredentials.resellerPassword),
});

/** Reads the variables, by their names in the design.
 *  @throws {Error} that names every variable that is wrong */
export function readEnvironment(environment: Record<string, string | undefined>) {
  // An empty variable is one that was left empty in a form: the same as none.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = v.safeParse(Environment, given);
  if (!parsed.success) {
    const faults = parsed.issues.map((issue) => `  ${v.getDotPath(issue) ?? ''} ${issue.message}`);
    throw new Error(`the environment is not as it should be:\n${faults.join('\n')}`);
  }
  const env = parsed.output;
  return {
    host: env.HOST,
    port: env.SIMULATOR_PORT,
    stateFile: env.SIMULATOR_STATE_FILE,
    strictVersions: env.SIMULATOR_STRICT_VERSIONS === 'yes',
    sandbox: {
      origin: env.SIMULATOR_SERVICE_ORIGIN,
      receiverName: env.SIMULATOR_RECEIVER_NAME,
      currency: env.SIMULATOR_CURRENCY,
      credentials: {
        serviceId: env.SEQR_SERVICE_ID,
        terminalId: env.SEQR_TERMINAL_ID,
        terminalPassword: env.SEQR_TERMINAL_PASSWORD,
        resellerId: env.SEQR_RESELLER_ID,
        resellerUserId: env.SEQR_RESELLER_USER_ID,
        resellerPassword: env.SEQR_RESELLER_PASSWORD,
      },
    },
  };
}
