// A list of codes in a file: looked at as a whole first, then read code by code. Its length has no limit.
import type { Definition } from '../service/definition.ts';
import { judgeCode } from './code.ts';
import { readHead } from './list-head.ts';
import type { Column } from './list-head.ts';
import { readLine } from './list-line.ts';
import { CodeListError, readRows } from './list-rows.ts';
import { createNames } from './named-codes.ts';
import type { NamedCode } from './named-codes.ts';

export { CodeListError } from './list-rows.ts';

export interface ListRules {
  definition: Definition;
  serviceId: string;
  /** Of the captions that the file does not give. */
  language: string;
  /** Parameters that the service does not know, and that are printed nevertheless. */
  also: string[];
  /** Why a caption cannot be printed; null: it can, or is not. */
  captionFault?: (caption: string) => string | null;
}

/** What is worth knowing of a list that can be printed. */
export interface ListSummary {
  count: number;
  /** Codes with more characters than the vendor allows, and what is said of the first. */
  long: { count: number; first: string | null };
  /** Lines whose code stands further up already, and where the first of them does. */
  double: { count: number; first: string | null };
}

/** More faults than these are counted, not told: nobody reads a thousand. */
const MOST_TOLD = 20;

interface Line {
  line: number;
  code: NamedCode;
}

/** Looks at every line.
 *  @param onProgress hears how many bytes are read
 *  @throws {CodeListError} that names the faults with line and column, and says how many there are */
export async function checkCodeList(
  file: string,
  rules: ListRules,
  onProgress: (bytes: number) => void = () => undefined,
): Promise<ListSummary> {
  const faults: string[] = [];
  let untold = 0;
  const report = (fault: string) => {
    if (faults.length < MOST_TOLD) faults.push(fault);
    else untold += 1;
  };
  const summary: ListSummary = {
    count: 0,
    long: { count: 0, first: null },
    double: { count: 0, first: null },
  };
  const lineOfUrl = new Map<string, number>();
  try {
    for await (const { line, code } of readLines(file, rules, report, onProgress)) {
      summary.count += 1;
      const captionFault = rules.captionFault?.(code.caption) ?? null;
      if (captionFault !== null) report(`${file}:${line}: caption ${captionFault}`);
      const { warning, fault } = judgeCode(code.url);
      if (fault !== null) report(`${file}:${line}: ${fault}`);
      if (warning !== null) note(summary.long, `line ${line}: ${warning}`);
      const before = lineOfUrl.get(code.url);
      if (before === undefined) lineOfUrl.set(code.url, line);
      else note(summary.double, `line ${line} is the same as line ${before}`);
    }
  } catch (error) {
    if (!(error instanceof CodeListError)) throw error;
    // What was found until then stands before it.
    report(error.message);
  }
  if (faults.length === 0 && summary.count === 0) report(`${file}: has no line below its head`);
  if (untold > 0) faults.push(`and ${untold} more`);
  if (faults.length > 0) throw new CodeListError(faults.join('\n'));
  return summary;
}

/** The codes of a list that was found good.
 *  @throws {CodeListError} when the file is another one by now */
export async function* readCodeList(file: string, rules: ListRules): AsyncGenerator<NamedCode> {
  const lines = readLines(file, rules, (fault) => {
    throw new CodeListError(`${file} was changed while it was read: ${fault}`);
  });
  for await (const { code } of lines) yield code;
}

async function* readLines(
  file: string,
  rules: ListRules,
  report: (fault: string) => void,
  onProgress: (bytes: number) => void = () => undefined,
): AsyncGenerator<Line> {
  let columns: Column[] | null = null;
  const nameCode = createNames();
  for await (const { line, cells, bytes } of readRows(file)) {
    const reportCell = (column: number | null, message: string) =>
      report(`${file}:${line}${column === null ? '' : ` column ${column}`}: ${message}`);
    if (columns === null) {
      columns = readHead(cells, rules.definition, rules.also, reportCell);
      // Without its columns no line can be understood.
      if (!columns.some(({ kind }) => kind === 'parameter')) return;
      continue;
    }
    const { isKeyGiven, ...code } = readLine(cells, columns, rules.definition, rules, reportCell);
    const key = nameCode(code.key);
    if (isKeyGiven && key !== code.key) {
      reportCell(columns.findIndex(({ kind }) => kind === 'key') + 1, `key: "${code.key}" stands twice`);
    }
    yield { line, code: { ...code, key } };
    onProgress(bytes);
  }
}

function note(notes: { count: number; first: string | null }, what: string): void {
  notes.count += 1;
  notes.first ??= what;
}
