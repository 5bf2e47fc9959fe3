// Reads the service definition from its YAML file. A fault is told with the line on which it stands.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { toDefinition } from './definition.ts';
import type { Definition, Report } from './definition.ts';
import { readImage } from './images.ts';
import type { ImageFile } from './images.ts';
import { DefinitionInput } from './schema.ts';

/** What is wrong with the file, a line each: `ferry.yaml:12 items.0.price: …`. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
}

/** Reads and checks the file, and the images in the folder `images` beside it.
 *  @throws {DefinitionError} that names every fault with its line */
export async function loadDefinition(file: string): Promise<Definition> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new DefinitionError(`${file}: cannot be read (${reasonOf(error)})`);
  });
  return parseDefinition(text, file, join(dirname(file), 'images'));
}

/** The same from the text.
 *  @param file its name, for errors */
export async function parseDefinition(text: string, file: string, imageFolder: string): Promise<Definition> {
  const lines = new LineCounter();
  // failsafe: every scalar stays text. Nobody's price becomes a float, nobody's Norway a `false`.
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe' });
  const faults: string[] = [];
  const reportAt = (offset: number, message: string) =>
    faults.push(`${file}:${lines.linePos(offset).line} ${message}`);

  // One slip of the pen makes the rest of the file look wrong as well: only the first is told.
  const [slip] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (slip) {
    reportAt(slip.pos[0], slip.message.replace(/ at line \d+.*/s, ''));
    throw new DefinitionError(faults.join('\n'));
  }

  const report: Report = (path, message) =>
    reportAt(offsetOf(document, path), `${path.join('.')}: ${message}`);
  const shape = v.safeParse(DefinitionInput, document.toJS());
  if (!shape.success) {
    for (const issue of shape.issues) reportIssue(issue, report);
    throw new DefinitionError(faults.join('\n'));
  }
  const images = await readImages(shape.output, imageFolder, report);
  const definition = toDefinition(shape.output, images, report);
  if (faults.length > 0) throw new DefinitionError(faults.join('\n'));
  return definition;
}

/** Reads every image that the definition names; one that cannot be read is reported wherever it is named. */
async function readImages(
  { theme, items }: v.InferOutput<typeof DefinitionInput>,
  folder: string,
  report: Report,
): Promise<Map<string, ImageFile>> {
  const images = new Map<string, ImageFile>();
  const read = async (name: string | undefined, ...path: (string | number)[]) => {
    if (name === undefined || images.has(name)) return;
    try {
      images.set(name, await readImage(join(folder, name)));
    } catch (error) {
      report(path, `images/${name} cannot be read (${reasonOf(error)})`);
    }
  };
  await read(theme.logo, 'theme', 'logo');
  for (const [i, { image }] of items.entries()) await read(image, 'items', i, 'image');
  return images;
}

/** The first line of it: image libraries tell long stories. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : '';
}

function reportIssue(issue: v.BaseIssue<unknown>, report: Report): void {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  const isUnknown = issue.type === 'strict_object' && issue.expected === 'never';
  const isMissing = issue.received === 'undefined';
  report(path, isUnknown ? 'is not known here' : isMissing ? 'is missing' : issue.message);
}

/** Where the value stands; for one that is missing, where the nearest thing around it does. */
function offsetOf(document: Document, path: (string | number)[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
