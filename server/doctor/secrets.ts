// Whether secrets are secret. No value of one is in what is found, nor how long it is.
import { stat } from 'node:fs/promises';
import { SANDBOX_SECRET } from '../config.ts';
import { sandboxCredentials } from '../simulator/sandbox-credentials.ts';
import { failing, ok, warning } from './finding.ts';
import type { Check } from './finding.ts';
import type { Patient } from './patient.ts';
import { weaknessOf } from './strength.ts';

export const secretsCheck: Check = {
  id: 'secrets',
  title: 'Secrets',
  why: 'Who guesses SECRET_KEY reads customers’ numbers and forges the log; who has the others acts in the merchant’s name.',
  needs: ['SECRET_KEY'],
  isForSandbox: false,
  look: async (patient) => {
    const { config } = patient;
    const faults = [...ownSecrets(config), ...doubles(config), ...known(config)];
    const lax = await readableFile();
    if (faults.length > 0) {
      const found = `${[...faults, ...(lax ? [lax] : [])].join('; ')}.`;
      return failing(config)(
        found,
        'Make a new SECRET_KEY before the first order (openssl rand -base64 48; a later one makes what is stored unreadable), and never use one secret twice.',
      );
    }
    return lax
      ? warning(`${lax}.`, 'chmod 600 .env, owned by the user who runs the service.')
      : ok('They look drawn at random, differ from each other, and are none of the sandbox’s.');
  },
};

function ownSecrets({ secretKey, outbox }: Patient['config']): string[] {
  const key = weaknessOf(secretKey);
  const webhook = outbox.webhook && weaknessOfKey(outbox.webhook.secret);
  return [...(key ? [`SECRET_KEY ${key}`] : []), ...(webhook ? [`WEBHOOK_SECRET ${webhook}`] : [])];
}

/** Its base64 may hide that it is text. */
function weaknessOfKey(secret: string): string | null {
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return weaknessOf(isText ? bytes.toString() : bytes.toString('latin1'));
}

function secretsOf({ secretKey, seqr, outbox }: Patient['config']): [name: string, value: string][] {
  const { sms, webhook } = outbox;
  return [
    ['SECRET_KEY', secretKey],
    ['SEQR_TERMINAL_PASSWORD', seqr.terminalPassword],
    ['SEQR_RESELLER_PASSWORD', seqr.resellerPassword],
    ...(webhook ? [['WEBHOOK_SECRET', webhook.secret] as [string, string]] : []),
    ...(sms.kind === 'http' ? [['SMS_HTTP_PASSWORD', sms.password] as [string, string]] : []),
    ...(sms.kind === 'smpp' ? [['SMS_SMPP_PASSWORD', sms.password] as [string, string]] : []),
  ];
}

function doubles(config: Patient['config']): string[] {
  const secrets = secretsOf(config);
  return secrets.flatMap(([name, value], i) =>
    secrets
      .slice(i + 1)
      // Both are SEQR's to give: they may be alike.
      .filter(([other]) => !(name.startsWith('SEQR_') && other.startsWith('SEQR_')))
      .filter(([, otherValue]) => otherValue === value)
      .map(([other]) => `${name} and ${other} are the same`),
  );
}

/** What everybody knows who has read this project. */
function known({ secretKey, seqr }: Patient['config']): string[] {
  const public_ = {
    SEQR_TERMINAL_ID: [seqr.terminalId, sandboxCredentials.terminalId],
    SEQR_TERMINAL_PASSWORD: [seqr.terminalPassword, sandboxCredentials.terminalPassword],
    SEQR_RESELLER_ID: [seqr.resellerId, sandboxCredentials.resellerId],
    SEQR_RESELLER_PASSWORD: [seqr.resellerPassword, sandboxCredentials.resellerPassword],
    SEQR_SERVICE_ID: [seqr.serviceId, sandboxCredentials.serviceId],
    SECRET_KEY: [secretKey, SANDBOX_SECRET],
  };
  const names = Object.entries(public_).flatMap(([name, [given, theirs]]) =>
    given === theirs ? [name] : [],
  );
  return names.length === 0 ? [] : [`${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} the sandbox’s`];
}

/** @returns what is wrong with the file that the environment may come from */
async function readableFile(): Promise<string | null> {
  const found = await stat('.env', { throwIfNoEntry: false });
  if (!found || process.platform === 'win32') return null;
  return (found.mode & 0o006) === 0 ? null : 'Every user of this machine may read .env';
}
