// Sheets of codes for the desk: of the service's own codes, and of a table that was uploaded. Made whole before anything is
// answered, and slowly: the same process has payments to settle. Knows no request.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { SheetForm } from '../../../shared/desk/codes.ts';
import { inLanguage } from '../../../shared/service.ts';
import { checkCodeList, readCodeList } from '../../codes/code-list.ts';
import { makeCode } from '../../codes/code.ts';
import type { NamedCode } from '../../codes/named-codes.ts';
import { SheetError, sheetCheck, sheetPdf } from '../../codes/sheet.ts';
import type { SheetOptions } from '../../codes/sheet.ts';
import type { Definition } from '../../service/definition.ts';

/** Some seconds of work at most; the command line has no limit, and a process of its own. */
const MOST_CODES = 500;
export const ELSEWHERE = 'on the service’s own machine there is no limit: npm run qr -- --help';

/** @throws {CodeError | SheetError} that says which code cannot be printed, and why */
export async function sheetOf(codes: NamedCode[], form: SheetForm, definition: Definition): Promise<Buffer> {
  const options = optionsOf(definition);
  const faultOf = sheetCheck(form, options);
  for (const { key, caption } of codes) {
    const fault = faultOf(caption);
    if (fault !== null) throw new SheetError(`${key}: the caption ${fault}`);
  }
  return sheetPdf(form, inTurn(codes), options);
}

/** @param table the file's bytes, as its CSV came
 *  @throws {CodeListError} that names what is wrong by its line
 *  @throws {SheetError} when there are more than the desk prints, or nothing can be printed at all */
export async function sheetOfTable(
  table: Uint8Array,
  form: SheetForm,
  { definition, serviceId }: { definition: Definition; serviceId: string },
): Promise<Buffer> {
  const options = optionsOf(definition);
  const captionFault = sheetCheck(form, options);
  const rules = { definition, serviceId, language: options.languages[0] ?? '', also: [], captionFault };
  // The list is read twice, and of any length: from a file, which nobody else may see.
  const folder = await mkdtemp(join(tmpdir(), 'codes-'));
  const file = join(folder, 'table.csv');
  try {
    await writeFile(file, table, { mode: 0o600 });
    const { count } = await checkCodeList(file, rules);
    if (count > MOST_CODES) {
      throw new SheetError(`it has ${count} codes, the desk prints up to ${MOST_CODES}; ${ELSEWHERE}`);
    }
    return await sheetPdf(form, inTurn(readCodeList(file, rules)), options);
  } catch (error) {
    if (error instanceof Error) error.message = byLine(error.message, file);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whatever else waits comes in between two codes. */
async function* inTurn(codes: Iterable<NamedCode> | AsyncIterable<NamedCode>) {
  for await (const { caption, url } of codes) {
    await setImmediate();
    yield { caption, code: makeCode(url) };
  }
}

/** The uploaded file has a name of ours here: `/tmp/…/table.csv:17 column 2` is "line 17 column 2" to whoever sent it. */
function byLine(message: string, file: string): string {
  return message.replaceAll(`${file}: `, 'the file ').replaceAll(`${file}:`, 'line ');
}

function optionsOf({ service, theme }: Definition): SheetOptions {
  const { languages } = service;
  return {
    serviceName: inLanguage(service.name, languages[0] ?? '', service),
    languages,
    accent: theme.accent,
  };
}
