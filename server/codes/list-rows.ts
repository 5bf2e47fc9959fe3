// The rows of a list of codes as spreadsheet programs write it: commas, semicolons or tabs, with a BOM or without.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';

export interface ListRow {
  /** Where it ends in the file. */
  line: number;
  cells: string[];
  /** How much of the file is read by now. */
  bytes: number;
}

/** What is wrong with a list of codes, a line each: `codes.csv:17 column 2 (jetty): …`. */
export class CodeListError extends Error {
  override readonly name = 'CodeListError';
}

/** A row has a caption and a few values; a quote that is not closed would swallow the rest of the file. */
const MOST_ROW_BYTES = 10_000;
const DELIMITERS = [',', ';', '\t'] as const;
/** Enough for every head. */
const HEAD_BYTES = 16_384;

/** Reads row by row, the head among them; rows without any content are left out.
 *  @throws {CodeListError} for a file that cannot be read, or is no CSV */
export async function* readRows(file: string): AsyncGenerator<ListRow> {
  const head = await readHead(file);
  let last = 0;
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(head),
    info: true,
    max_record_size: MOST_ROW_BYTES,
    // Known here before the reader has it: a row that is no row cuts it short.
    on_record: (row, { lines }) => {
      last = lines;
      return row;
    },
    relax_column_count: true,
    skip_records_with_empty_values: true,
    trim: true,
  });
  // What spreadsheets call Unicode text begins with this mark, and is UTF-16.
  const encoding = head.startsWith('\ufffd\ufffd') ? 'utf16le' : undefined;
  const flowing = pipeline(createReadStream(file, { encoding }), parser);
  flowing.catch(() => undefined);
  try {
    for await (const row of parser) {
      const { record, info } = row as { record: string[]; info: { lines: number; bytes: number } };
      yield { line: info.lines, cells: record, bytes: info.bytes };
    }
  } catch (error) {
    throw error instanceof CsvError
      ? new CodeListError(describe(error, file, last + 1))
      : unreadable(file, error);
  }
}

async function readHead(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The one that the first line has most of, outside of quotes; a comma where it has none. */
function delimiterOf(head: string): string {
  const line = (head.split(/[\r\n]/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

function unreadable(file: string, error: unknown): CodeListError {
  return new CodeListError(
    `${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`,
  );
}

const FAULTS: Partial<Record<CsvError['code'], string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quotation mark stands in the middle of a field: write two of them for one',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE:
    'a quotation mark stands in the middle of a field: write two of them for one',
  INVALID_OPENING_QUOTE:
    'a quotation mark stands in the middle of a field: put the field in quotation marks, and write two for one',
  CSV_MAX_RECORD_SIZE: `it goes on for more than ${MOST_ROW_BYTES} bytes: is a quotation mark not closed?`,
};

/** @param begin the line with which the row began that could not be read to its end */
function describe(error: CsvError, file: string, begin: number): string {
  const { lines, column } = error;
  const isUnclosed = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
  const line = isUnclosed || typeof lines !== 'number' ? begin : lines;
  const at = typeof column === 'number' ? ` column ${column + 1}` : '';
  return `${file}:${line}${at}: ${FAULTS[error.code] ?? error.message}`;
}
