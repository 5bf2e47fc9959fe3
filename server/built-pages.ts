// The pages as `npm run build` left them.
import { readFile } from 'node:fs/promises';
import type { Pages } from './routes/pages.ts';

/** @param folder of the build
 *  @throws {Error} when the pages were not built */
export async function builtPages(folder: string): Promise<Pages> {
  const read = (path: string) =>
    readFile(`${folder}/${path}`, 'utf8').catch(() => {
      throw new Error(`${folder}/${path} is not built: npm run build`);
    });
  const documents = {
    page: await read('page/page.html'),
    sandbox: await read('sandbox/sandbox.html'),
    wall: await read('sandbox/wall.html'),
    frame: await read('sandbox/frame.html'),
  };
  return { folder, document: (entry) => Promise.resolve(documents[entry]) };
}
