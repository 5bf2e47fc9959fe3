// The pages as `npm run build` left them.
import { readFile } from 'node:fs/promises';
import type { PageSource } from './source.ts';

/** @param folder of the build
 *  @returns a source that throws for what was not built */
export function builtPages(folder: string): PageSource {
  const read = (path: string) =>
    readFile(`${folder}/${path}`, 'utf8').catch(() => {
      throw new Error(`${folder}/${path} is not built: npm run build`);
    });
  return {
    folder,
    template: (entry) => read(`${entry === 'page' || entry === 'desk' ? entry : 'sandbox'}/${entry}.html`),
    messages: (language) => read(`page/messages/${language}.json`),
    script: (name) => read(`page/${name}.js`),
  };
}
