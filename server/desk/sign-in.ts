// Signing in and being signed in: a session lives on the server, the cookie is only its key.
import type { Shop } from '../orders/shop.ts';
import { actEntry } from '../orders/act-entry.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Entry } from '../store/acts.ts';
import type { Operator } from '../store/operators.ts';
import { isPassword } from './passwords.ts';

type Office = Pick<Shop, 'store' | 'secrets' | 'clock' | 'random' | 'log'>;

/** So many wrong passwords in a row are slips of the pen. */
const FREE_TRIES = 5;
/** Each further one locks the name twice as long, up to a quarter of an hour: guessing is hopeless, and whoever only
 *  wants to lock a clerk out has to go on and on. */
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 15 * 60_000;
/** Each takes its memory and its time on the threads that SEQR's address is looked up on as well: a flood must not
 *  delay a settlement by more than a second or so. A whole shift may sign in at the same moment. */
const MOST_AT_ONCE = 64;
let underWay = 0;

/** Nobody is signed in for longer than a working day, nor for an hour without doing anything. */
const SESSION_MS = 12 * 60 * 60_000;
const IDLE_MS = 60 * 60_000;
/** Looking is written down no more often than this. */
const SEEN_EVERY_MS = 60_000;

/** Who is signed in, and by which key. */
export interface SignedIn {
  operator: Operator;
  key: string;
}

/** @returns who is signed in now, or why nobody is: one answer for a wrong name and a wrong password */
export async function signIn(office: Office, name: string, password: string): Promise<SignedIn | Refusal> {
  const { store, secrets, clock, random } = office;
  const operator = await checkPassword(office, name, password);
  if (operator instanceof Refusal) return operator;
  const now = clock.now();
  const key = Buffer.from(random(32)).toString('base64url');
  const session = {
    keyHash: secrets.hashSessionKey(key),
    operator: operator.name,
    createdAt: now,
    seenAt: now,
    endedAt: null,
  };
  await store.operators.signIn(operator.name, signInEntry(office, operator, {}), session);
  return { operator, key };
}

/** The same for one act, from a place without sessions.
 *  @param where the place, for the log
 *  @returns who acts, or why nobody does */
export async function signInOnce(
  office: Office,
  name: string,
  password: string,
  where: string,
): Promise<Operator | Refusal> {
  const operator = await checkPassword(office, name, password);
  if (operator instanceof Refusal) return operator;
  await office.store.operators.signIn(operator.name, signInEntry(office, operator, { where }), null);
  return operator;
}

/** The check, for so many at once as can be borne. */
async function checkPassword(office: Office, name: string, password: string): Promise<Operator | Refusal> {
  if (underWay >= MOST_AT_ONCE)
    return new Refusal('sign-in-locked', { detail: 'too many sign in at once: try again in a moment' });
  underWay += 1;
  try {
    return await checkOne(office, name, password);
  } finally {
    underWay -= 1;
  }
}

/** @returns whose password it is, or why it is nobody's. Wrong ones are counted, and the right one does not end that:
 *    whoever signs in then does */
async function checkOne(office: Office, name: string, password: string): Promise<Operator | Refusal> {
  const { store, clock, log } = office;
  const now = clock.now();
  const operator = await store.operators.find(name.trim().toLowerCase());
  // Counted, and locked, before it is looked at: of a hundred guesses at once the first few are looked at.
  const { tries, lockedUntil } = await store.operators.takeTry(operator?.name ?? '', now, lockMs);
  if (lockedUntil !== null) return locked(lockedUntil - now);
  const isRight = await isPassword(password, operator?.passwordHash ?? null);
  if (!operator || !isRight || operator.disabledAt !== null) {
    log.warn({ operator: operator?.name ?? null, tries }, 'sign-in refused');
    return new Refusal('sign-in-refused');
  }
  return operator;
}

/** How long the name is locked behind this try. */
function lockMs(tries: number): number {
  return tries <= FREE_TRIES ? 0 : Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (tries - FREE_TRIES - 1));
}

function signInEntry(office: Office, { name }: Operator, detail: Entry['act']['detail']): Entry {
  return actEntry(office, { operator: name, act: 'signed in', subject: name, detail });
}

/** @returns who that key belongs to; null when it is nobody's any more */
export async function findSignedIn({ store, secrets, clock }: Office, key: string): Promise<SignedIn | null> {
  const now = clock.now();
  const session = await store.operators.findSession(secrets.hashSessionKey(key));
  const isOpen =
    session?.endedAt === null && now < session.createdAt + SESSION_MS && now < session.seenAt + IDLE_MS;
  if (!session || !isOpen) return null;
  const operator = await store.operators.find(session.operator);
  if (!operator || operator.disabledAt !== null) return null;
  if (now >= session.seenAt + SEEN_EVERY_MS) await store.operators.seeSession(session.keyHash, now);
  return { operator, key };
}

/** @param which this session, or all of the operator's */
export async function signOut(
  { store, secrets, clock }: Office,
  { operator, key }: SignedIn,
  which: 'this' | 'all',
): Promise<void> {
  const sessions = which === 'all' ? { operator: operator.name } : { keyHash: secrets.hashSessionKey(key) };
  await store.operators.endSessions(sessions, clock.now());
}

function locked(forMs: number): Refusal {
  const minutes = Math.ceil(forMs / 60_000);
  return new Refusal('sign-in-locked', { detail: `try again in ${minutes} min` });
}
