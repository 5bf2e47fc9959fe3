// The embedded store's file: what is in it, and what it stands on.
import { stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, resolve, sep } from 'node:path';
import SQLite from 'better-sqlite3';
import type { Ask, StoreLook } from './store-look.ts';

export interface SqliteFacts {
  kind: 'embedded';
  file: string;
  journal: string;
  ground: Ground;
}

/** What a file stands on. */
export interface Ground {
  /** Of the statfs call's `type`; null: nothing that is known to be unfit. */
  unfit: string | null;
  isTemporary: boolean;
  freeBytes: number;
  /** Whether other users of this machine may read the file. */
  isReadByOthers: boolean;
}

/** There is no store yet. */
export class NoStoreYet extends Error {
  override readonly name = 'NoStoreYet';
}

/** From linux/magic.h. On these a file is lost with the power, with the container, or is not locked as SQLite needs it. */
const UNFIT: Record<number, string> = {
  0x01021994: 'memory (tmpfs), and is gone with the power',
  0x858458f6: 'memory (ramfs), and is gone with the power',
  0x794c7630: 'a container’s own layer (overlay), and is gone with the container',
  0x6969: 'a network file system (NFS), where SQLite’s locks do not hold',
  0xff534d42: 'a network file system (SMB), where SQLite’s locks do not hold',
  0xfe534d42: 'a network file system (SMB), where SQLite’s locks do not hold',
};

export async function lookAtSqlite(
  file: string,
  read: (ask: Ask) => Promise<Omit<StoreLook, 'engine'>>,
): Promise<StoreLook> {
  if (file === ':memory:') throw new Error('DATABASE_URL names no file (:memory:)');
  const ground = await groundOf(file);
  const database = new SQLite(file, { readonly: true, fileMustExist: true });
  try {
    database.pragma('busy_timeout = 1000');
    const content = await read((sql) =>
      Promise.resolve(database.prepare(sql).all() as Record<string, unknown>[]),
    );
    const journal = String(database.pragma('journal_mode', { simple: true }));
    return { ...content, engine: { kind: 'embedded', file, journal, ground } };
  } finally {
    database.close();
  }
}

async function groundOf(file: string): Promise<Ground> {
  const folder = dirname(resolve(file));
  const found = await stat(file, { throwIfNoEntry: false });
  if (!found) throw new NoStoreYet(`there is no ${file} yet`);
  const { mode: folderMode } = await stat(folder);
  const { type, bavail, bsize } = await statfs(folder);
  // The type is a number of 32 bits, and arrives with a sign on some systems.
  const unfit = UNFIT[type >>> 0] ?? null;
  return {
    unfit,
    isTemporary: `${folder}${sep}`.startsWith(`${resolve(tmpdir())}${sep}`),
    freeBytes: bavail * bsize,
    isReadByOthers: (found.mode & 0o004) !== 0 && (folderMode & 0o001) !== 0,
  };
}
