// The pages as `npm run build` left them.
import { readFile } from 'node:fs/promises';
import type { Pages } from './routes/pages.ts';

/** @param folder of the build
 *  @throws {Error} when the pages were not built */
export async function builtPages(folder: string): Promise<Pages> {
  const read = (entry: string) =>
    readFile(`${folder}/${entry}/index.html`, 'utf8').catch(() => {
      throw new Error(`${folder}/${entry} is not built: npm run build`);
    });
  const documents = { page: await read('page'), sandbox: await read('sandbox') };
  return { folder, document: (entry) => Promise.resolve(documents[entry]) };
}
