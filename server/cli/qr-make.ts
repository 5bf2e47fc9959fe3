// qr make: a file for each code, all of them or none.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CodeFileKind } from '../../shared/desk/codes.ts';
import { DRAW } from '../codes/code-file.ts';
import { makeCode } from '../codes/code.ts';
import type { CommonOptions, Counter } from './command.ts';
import { writeNewFiles } from './new-files.ts';
import type { Outcome } from './output.ts';
import { showProgress } from './progress.ts';
import { openBatch, openCodeOffice } from './qr-batch.ts';
import type { BatchOptions } from './qr-batch.ts';

export interface MakeOptions extends CommonOptions, BatchOptions {
  output: string;
  format?: CodeFileKind[];
  quietZone: number;
  replace?: true;
}

export async function makeFiles(counter: Counter, options: MakeOptions): Promise<Outcome> {
  const { output, format = ['svg', 'png', 'pdf'], quietZone: quietModules, replace = false } = options;
  const batch = await openBatch(await openCodeOffice(counter), options);
  const files: { file: string; key: string; url: string; warning: string | null }[] = [];
  const names: string[] = [];
  for await (const { key } of batch.codes()) names.push(...format.map((kind) => `${key}.${kind}`));
  const progress = showProgress(counter, `Making ${batch.count} codes`, batch.count);
  await writeNewFiles(output, names, replace, async (folder) => {
    let done = 0;
    for await (const { key, url } of batch.codes()) {
      const code = makeCode(url);
      for (const kind of format) {
        const name = `${key}.${kind}`;
        await writeFile(join(folder, name), await DRAW[kind](code, { quietModules }));
        files.push({ file: join(output, name), key, url, warning: code.warning });
      }
      done += 1;
      progress.to(done);
    }
  }).finally(progress.stop);
  const first = files[0]?.file ?? '';
  return {
    document: { files },
    lines: [
      `${files.length} files for ${batch.count} codes are in ${output}, ${first}${files.length > 1 ? ' the first' : ''}.`,
    ],
  };
}
