// qr list: what there is to print.
import { judgeCode } from '../codes/code.ts';
import { namedCodes } from '../codes/named-codes.ts';
import type { CommonOptions, Counter } from './command.ts';
import { EXIT } from './failure.ts';
import { list } from './output.ts';
import type { Outcome } from './output.ts';
import { openCodeOffice, requireSpoken } from './qr-batch.ts';

export interface ListOptions extends CommonOptions {
  language?: string;
}

/** Ends with 1 when there is a code that cannot be made. */
export async function listCodes(counter: Counter, { language }: ListOptions): Promise<Outcome> {
  const { definition, serviceId } = await openCodeOffice(counter);
  requireSpoken(definition, language);
  const codes = namedCodes(definition, serviceId, language).map((code) => ({
    ...code,
    characters: code.url.length,
    ...judgeCode(code.url),
  }));
  const rows = codes.map(({ key, caption, characters, url }) => [key, String(characters), url, caption]);
  const said = codes.flatMap(({ key, warning, fault }) => {
    if (fault !== null) return [`${key} CANNOT BE MADE: ${fault}`];
    return warning === null ? [] : [`${key}: ${warning}`];
  });
  return {
    document: { codes },
    lines: [
      ...list(['KEY', 'CHARS', 'URL', 'CAPTION'], rows, '', [1]),
      ...(said.length > 0 ? ['', ...said] : []),
    ],
    exitCode: codes.some(({ fault }) => fault !== null) ? EXIT.failed : EXIT.done,
  };
}
