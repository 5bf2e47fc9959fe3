// Compares a sheet with the accepted one, picture by picture, and draws where they differ.
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import sharp from 'sharp';

export interface Difference {
  name: string;
  /** What differs, in words. */
  what: string;
}

/** @param folders of the taken and of the accepted sheet, and where to draw the differences */
export async function compareSheets(folders: {
  taken: string;
  accepted: string;
  drawn: string;
}): Promise<Difference[]> {
  const [taken, accepted] = [await picturesIn(folders.taken), await picturesIn(folders.accepted)];
  await mkdir(folders.drawn, { recursive: true });
  const differences: Difference[] = [];
  for (const name of new Set([...taken, ...accepted])) {
    if (!accepted.includes(name)) differences.push({ name, what: 'is new' });
    else if (!taken.includes(name)) differences.push({ name, what: 'is gone' });
    else {
      const what = await compare(name, folders);
      if (what !== null) differences.push({ name, what });
    }
  }
  return differences;
}

async function compare(
  name: string,
  folders: { taken: string; accepted: string; drawn: string },
): Promise<string | null> {
  const before = await readFile(join(folders.accepted, name));
  const now = await readFile(join(folders.taken, name));
  // The same browser writes the same bytes for the same picture: most need no closer look.
  if (before.equals(now)) return null;
  const [one, other] = [await decode(before), await decode(now)];
  const { width, height } = one.info;
  if (width !== other.info.width || height !== other.info.height) return 'has another size';
  const drawing = new Uint8Array(one.data.length);
  const pixels = pixelmatch(one.data, other.data, drawing, width, height);
  if (pixels === 0) return null;
  await sharp(drawing, { raw: { width, height, channels: 4 } })
    .png()
    .toFile(join(folders.drawn, name));
  return `differs in ${pixels} pixels`;
}

const decode = (png: Buffer) => sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });

async function picturesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.png')).sort();
}
