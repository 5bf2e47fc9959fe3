// What derives from SECRET_KEY: the hashes under which tokens and sessions are known, the seal of personal data at rest,
// and that of the log of acts.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { Random } from './world.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const PROBE_NONCE_LETTERS = 8;

export type Secrets = ReturnType<typeof createSecrets>;

/** @param secretKey the configured SECRET_KEY; another one makes every stored token unknown and every seal unreadable */
export function createSecrets(secretKey: string, random: Random) {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secretKey, '', purpose, 32));
  const tokenKey = derive('token hash');
  const sealKey = derive('personal data');
  const actKey = derive('log of acts');
  const deskKey = derive('desk session');
  const probeKey = derive('notification probe');
  const keyed = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest('base64url');
  // As long as any other key: what is asked for is answered like SEQR's own call.
  const probeOf = (nonce: string): string => nonce + keyed(probeKey, nonce).slice(0, 14);

  return {
    /** The stored name of a token: nobody gets from it to the token (design, decision 7). */
    hashToken: (token: string): string => keyed(tokenKey, token),

    /** The stored name of an operator's session; and what its page must send along, which nobody else can know. */
    hashSessionKey: (key: string): string => keyed(deskKey, `name ${key}`),
    csrfToken: (key: string): string => keyed(deskKey, `csrf ${key}`),

    /** A key of the notification URL that names no invoice: by it a service is known to be the one with this SECRET_KEY.
     *  @param nonce 8 letters of base64url; another one for each question */
    notificationProbe: probeOf,
    isNotificationProbe: (key: string): boolean => key === probeOf(key.slice(0, PROBE_NONCE_LETTERS)),

    /** Chains the log of acts: without the key nobody makes a log that holds together. */
    sealAct: (text: string): string => keyed(actKey, text),

    /** Encrypts with AES-256-GCM: iv, tag and text, base64url. */
    seal(text: string): string {
      const iv = random(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },

    /** @throws {Error} when the seal was made with another key, or was touched */
    open(sealed: string): string {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },
  };
}
