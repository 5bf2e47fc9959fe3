// A single code: read back by others, in each file's form.
import { expect, test } from 'vitest';
import { codePng } from '../../server/codes/code-png.ts';
import { codeSvg } from '../../server/codes/code-svg.ts';
import { makeCode } from '../../server/codes/code.ts';
import { pixelsOf, readByJsqr, readByZxing } from './read-code.ts';

const URL_7 = 'HTTP://SEQR.SE/000/SANDBOX?jetty=7';

test('two other libraries read what was put in, of version 4 and level M', async () => {
  const code = makeCode(URL_7);
  expect(code).toMatchObject({ url: URL_7, characters: 34, warning: null });
  for (const pixels of [await pixelsOf(await codePng(code)), await pixelsOf(codeSvg(code), 300)]) {
    expect(readByJsqr(pixels)).toBe(URL_7);
    expect(await readByZxing(pixels)).toEqual([{ text: URL_7, version: '4', level: 'M' }]);
  }
});
