// Files that appear whole or not at all: written under a passing name, and given their own when all is done.
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { EXIT, Failure } from './failure.ts';
import { SIGNALS } from './signals.ts';

/** So many names are told; the rest is counted. */
const MOST_TOLD = 5;

/** Writes one file.
 *  @param write fills the path that it is given
 *  @throws {Failure} when the file is there and may not be replaced, or cannot be written */
export async function writeNewFile(
  file: string,
  mayReplace: boolean,
  write: (path: string) => Promise<void>,
): Promise<void> {
  refuseExisting([file], mayReplace);
  const path = `${file}.${randomUUID().slice(0, 8)}.part`;
  await withPassing(path, async () => {
    await toldIfUnwritable(file, async () => {
      await mkdir(dirname(file), { recursive: true });
      await write(path);
      await rename(path, file);
    });
  });
}

/** Writes files into a folder, which is made if need be.
 *  @param names in the folder, all of them known before
 *  @param write fills the folder that it is given with files of these names
 *  @throws {Failure} as above */
export async function writeNewFiles(
  folder: string,
  names: Iterable<string>,
  mayReplace: boolean,
  write: (folder: string) => Promise<void>,
): Promise<void> {
  const all = [...names];
  refuseExisting(
    all.map((name) => join(folder, name)),
    mayReplace,
  );
  const isNew = !existsSync(folder);
  const path = join(folder, `.${randomUUID().slice(0, 8)}.part`);
  await withPassing(
    path,
    async () => {
      await toldIfUnwritable(folder, async () => {
        await mkdir(path, { recursive: true });
        await write(path);
        for (const name of all) await rename(join(path, name), join(folder, name));
      });
    },
    isNew ? folder : null,
  );
}

function refuseExisting(files: string[], mayReplace: boolean): void {
  const existing = files.filter((file) => existsSync(file));
  const folder = existing.find((file) => statSync(file).isDirectory());
  if (folder !== undefined)
    throw new Failure(EXIT.failed, 'file-exists', `${folder} is a folder; nothing was written`);
  if (mayReplace) return;
  if (existing.length === 0) return;
  const more = existing.length > MOST_TOLD ? ` and ${existing.length - MOST_TOLD} more` : '';
  throw new Failure(
    EXIT.failed,
    'file-exists',
    `${existing.slice(0, MOST_TOLD).join(', ')}${more} ${existing.length > 1 ? 'exist' : 'exists'}; nothing was written: name another place, or give --replace`,
  );
}

/** Whatever happens on the way, Ctrl-C included, the passing name is gone afterwards.
 *  @param newFolder made for it: it goes as well, if it has stayed empty */
async function withPassing(
  path: string,
  work: () => Promise<void>,
  newFolder: string | null = null,
): Promise<void> {
  const clear = () => {
    rmSync(path, { recursive: true, force: true });
    if (newFolder !== null && existsSync(newFolder) && readdirSync(newFolder).length === 0)
      rmdirSync(newFolder);
  };
  const stop = (signal: NodeJS.Signals) => process.exit(128 + constants.signals[signal]);
  process.once('exit', clear);
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    await work();
  } finally {
    process.off('exit', clear);
    for (const signal of SIGNALS) process.off(signal, stop);
    clear();
  }
}

/** In the system's words, but with the place that was named: the passing name tells nobody anything. */
async function toldIfUnwritable(place: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) throw error;
    throw new Failure(EXIT.failed, 'not-written', `nothing was written: ${place}: ${reasonOf(error)}`);
  }
}

/** "not a directory" of "ENOTDIR: not a directory, mkdir '/…'". */
function reasonOf({ message }: Error): string {
  return /^[A-Z]+: ([^,]+),/.exec(message)?.[1] ?? message;
}
