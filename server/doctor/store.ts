// The store: whether what is written lasts, belongs to this mode, and is kept a second time somewhere.
import { failing, fault, notTried, ok, reasonOf, warning } from './finding.ts';
import type { Check, Said } from './finding.ts';
import type { Patient } from './patient.ts';
import { DURABILITY } from './postgres-look.ts';
import type { PostgresFacts } from './postgres-look.ts';
import { NoStoreYet } from './sqlite-look.ts';
import type { SqliteFacts } from './sqlite-look.ts';
import type { StoreLook } from './store-look.ts';

const GIB = 2 ** 30;
/** A day has some megabytes of orders. */
const LITTLE_BYTES = GIB;
const TOO_LITTLE_BYTES = GIB / 10;
/** PostgreSQL's own end of support: 14 in November 2026. */
const OLDEST_POSTGRES = 14;

const HOUR_MS = 3_600_000;
/** A day, and an hour for a job that starts late. */
const OLD_BACKUP_MS = 25 * HOUR_MS;

export const storeCheck: Check = {
  id: 'store',
  title: 'Store',
  why: 'An order must outlive a power cut: what SEQR has taken and we have forgotten is the customer’s loss.',
  needs: ['DATABASE_URL', 'SEQR_MODE'],
  isForSandbox: true,
  look: async (patient) => {
    const { config } = patient;
    const look = await lookAt(patient);
    if ('verdict' in look) return look;
    if (look.mode !== null && look.mode !== config.mode)
      return fault(
        `It was made in ${look.mode} mode, and the service does not open it in ${config.mode} mode.`,
        'Set DATABASE_URL to a store of its own for each mode; an empty one is made at the start.',
      );
    const { engine } = look;
    if (config.mode === 'sandbox')
      return ok(
        `${engine.kind === 'embedded' ? engine.file : 'PostgreSQL'} can be read, and is a sandbox’s.`,
      );
    return engine.kind === 'embedded' ? embedded(config, engine) : postgres(config, engine);
  },
};

/** What is in the store, or why nobody knows. */
export async function lookAt({ config, store }: Patient): Promise<StoreLook | Said> {
  try {
    return await store();
  } catch (error) {
    if (error instanceof NoStoreYet)
      return notTried(
        `There is no store yet: the first start makes it.`,
        'Start the service once: npm start',
      );
    if (config.databaseUrl.endsWith(':memory:'))
      return failing(config)(
        'It is in memory, and is gone with the process.',
        'Set DATABASE_URL to file:PATH.',
      );
    return fault(
      `It cannot be looked at: ${reasonOf(error)}.`,
      'Look at DATABASE_URL, at the rights on the file, or at the database’s server. One of an older version is brought up to date by the next start.',
    );
  }
}

/** Everything that is not as it should be, the worst verdict of them. */
function together(good: string, troubles: Said[]): Said {
  const [first] = troubles;
  if (!first) return ok(good);
  return {
    verdict: troubles.some(({ verdict }) => verdict === 'fault') ? 'fault' : 'warning',
    found: troubles.map(({ found }) => found).join(' '),
    mend: troubles.map(({ mend }) => mend ?? '').join(' '),
  };
}

function embedded(config: Patient['config'], { file, journal, ground }: SqliteFacts): Said {
  const troubles: Said[] = [];
  const elsewhere =
    'Move the file to a disk of its own (a volume, in a container), and set DATABASE_URL to it.';
  if (ground.unfit !== null) troubles.push(failing(config)(`${file} lies on ${ground.unfit}.`, elsewhere));
  else if (ground.isTemporary)
    troubles.push(
      failing(config)(`${file} lies in the system’s temporary folder, which is emptied.`, elsewhere),
    );
  if (journal !== 'wal')
    troubles.push(warning(`Its journal is ${journal} and not WAL.`, 'Start the service once: it sets it.'));
  const free = `${(ground.freeBytes / GIB).toFixed(1)} GiB are free`;
  if (ground.freeBytes < LITTLE_BYTES) {
    const say = ground.freeBytes < TOO_LITTLE_BYTES ? failing(config) : warning;
    troubles.push(say(`Only ${free} on its disk.`, 'Make room on the disk.'));
  }
  if (ground.isReadByOthers)
    troubles.push(
      warning(
        `Every user of this machine may read ${file}.`,
        'chmod 700 its folder, for the service’s own user.',
      ),
    );
  return together(
    `${file} is on a disk, ${free}, and every commit is synced to it (WAL, checked at each start).`,
    troubles,
  );
}

function postgres(config: Patient['config'], { host, version, durability }: PostgresFacts): Said {
  const off = DURABILITY.filter((name) => durability[name] === 'off');
  const troubles: Said[] = [];
  if (off.length > 0)
    troubles.push(
      failing(config)(
        `PostgreSQL at ${host} has ${off.join(', ')} off: what it says is written may be gone after a crash.`,
        `Set ${off.map((name) => `${name} = on`).join(', ')}.`,
      ),
    );
  if (Number.parseInt(version, 10) < OLDEST_POSTGRES)
    troubles.push(warning(`PostgreSQL ${version} is no longer maintained.`, 'Move to a newer one.'));
  return together(
    `PostgreSQL ${version} at ${host}, with ${DURABILITY.join(', ')} as they should be.`,
    troubles,
  );
}

export const backupCheck: Check = {
  id: 'backup',
  title: 'Backup',
  why: 'With the disk go the orders, who has paid, and what was given back.',
  needs: ['DATABASE_URL'],
  isForSandbox: false,
  look: async (patient) => {
    const { config, clock } = patient;
    const look = await lookAt(patient);
    if ('verdict' in look) return notTried('The store is not there to be looked at. See “Store”.');
    const mend =
      'Run npm run seqr -- backup FILE each day (cron), onto another machine’s disk, and try to restore one.';
    if (look.backedUpAt === null)
      return look.engine.kind === 'postgres'
        ? warning(
            'None was made by this command line. Whether the database has a backup of its own is not known here.',
            'See to it that the database is backed up (pg_basebackup, WAL archive, your provider), and try to restore it.',
          )
        : failing(config)('None was ever made.', mend);
    const hours = Math.floor((clock.now() - look.backedUpAt) / HOUR_MS);
    const found = `The last one was made ${hours < 1 ? 'less than an hour' : `${hours} hours`} ago.`;
    return clock.now() - look.backedUpAt > OLD_BACKUP_MS ? warning(found, mend) : ok(found);
  },
};
