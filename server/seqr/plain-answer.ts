// A short cut for answers that stand on the wire just as the contract writes them: every element in its order, no
// attributes, no line breaks. They are compared with their description, piece by piece, instead of being parsed: a
// twentieth of the time. No XML parser: whatever differs in anything is left to the library.
import { readText } from './envelope.ts';
import { NAMESPACE, operations } from './operations.ts';
import type { Answer, OperationName } from './operations.ts';
import type { Field, Fields, Leaf, Sequence } from './wire.ts';

/** A place in a text. At its end nothing compares equal any more: there it goes when something differs. */
interface Cursor {
  readonly text: string;
  at: number;
}

/** Reads what stands at the cursor and moves it on; undefined when something else stands there. */
type Read = (cursor: Cursor) => unknown;

interface Reader {
  readonly head: RegExp;
  readonly content: Read;
}

/** Reads an answer, of any result, that holds nothing unusual; null for every other text, well-formed or not.
 *  @throws {MalformedMessage} that names the element whose text is not of its type */
export function readPlainAnswer<O extends OperationName>(operation: O, text: string): Answer<O> | null {
  const { maxLength } = operations[operation].limits;
  if (text.length > maxLength || UNUSUAL.test(text)) return null;
  const { head, content } = readers[operation];
  const [opened, envelope = '', element = ''] = head.exec(text) ?? [];
  if (opened === undefined) return null;
  const cursor: Cursor = { text, at: opened.length };
  const answer = content(cursor) as Answer<O>;
  const tail = `</return></${element}:${operation}Response></${envelope}:Body></${envelope}:Envelope>`;
  return cursor.at + tail.length === text.length && text.endsWith(tail) ? answer : null;
}

function createReader(operation: OperationName): Reader {
  const prefix = '((?!xml)[A-Za-z]\\w*)';
  const quoted = (value: string) => `(?:"${value}"|'${value}')`;
  const head = new RegExp(
    `^(?:<\\?xml version=${quoted('1\\.0')} encoding=${quoted('(?:UTF|utf)-8')}\\?>)?` +
      `<${prefix}:Envelope xmlns:\\1="http://schemas\\.xmlsoap\\.org/soap/envelope/"><\\1:Body>` +
      `<${prefix}:${operation}Response xmlns:\\2="${NAMESPACE.replaceAll('.', '\\.')}"><return>`,
  );
  return { head, content: readerOfFields(operations[operation].answer.fields) };
}

function readerOfFields(fields: Fields): Read {
  const readers = Object.entries(fields).map(([name, field]) => ({ name, read: readerOf(name, field) }));
  return (cursor) => {
    const values: Record<string, unknown> = {};
    for (const { name, read } of readers) {
      const value = read(cursor);
      if (value !== undefined) values[name] = value;
    }
    return values;
  };
}

function readerOf(name: string, field: Field): Read {
  if (field.kind === 'optional') return readerOfElement(name, field.of);
  const read = readerOfElement(name, field.kind === 'list' ? field.of : field);
  if (field.kind !== 'list') return (cursor) => read(cursor) ?? lose(cursor);
  return (cursor) => {
    const elements = [];
    for (let next = read(cursor); next !== undefined; next = read(cursor)) elements.push(next);
    return elements;
  };
}

function readerOfElement(name: string, field: Leaf | Sequence): Read {
  const open = `<${name}>`;
  const close = `</${name}>`;
  const readContent =
    field.kind === 'sequence' ? readerOfFields(field.fields) : readerOfText(name, field.kind);
  return (cursor) => {
    if (!cursor.text.startsWith(open, cursor.at)) return undefined;
    cursor.at += open.length;
    const value = readContent(cursor);
    if (!cursor.text.startsWith(close, cursor.at)) return lose(cursor);
    cursor.at += close.length;
    return value;
  };
}

function readerOfText(name: string, kind: Leaf['kind']): Read {
  return (cursor) => {
    if (cursor.text.startsWith(CDATA_START, cursor.at)) return readText(name, kind, cdataAt(cursor));
    const end = cursor.text.indexOf('<', cursor.at);
    if (end === -1) return lose(cursor);
    const text = cursor.text.slice(cursor.at, end);
    cursor.at = end;
    if (text.includes(CDATA_END)) return lose(cursor);
    if (!text.includes('&')) return readText(name, kind, text);
    return OTHER_ENTITY.test(text) ? lose(cursor) : readText(name, kind, withoutEntities(text));
  };
}

const CDATA_START = '<![CDATA[';
const CDATA_END = ']]>';

/** A report's text, which is as long as a hundred thousand rows. Of one that is not ended, or is not alone, the closing
 *  tag will not be found. */
function cdataAt(cursor: Cursor): string {
  const start = cursor.at + CDATA_START.length;
  const end = cursor.text.indexOf(CDATA_END, start);
  cursor.at = end === -1 ? cursor.text.length : end + CDATA_END.length;
  return end === -1 ? '' : cursor.text.slice(start, end);
}

function lose(cursor: Cursor): undefined {
  cursor.at = cursor.text.length;
}

/** Carriage returns, and characters that are none or lie outside the Basic Multilingual Plane. */
const UNUSUAL = /[^\t\n -\uD7FF\uE000-\uFFFD]/;

const OTHER_ENTITY = /&(?!(?:amp|lt|gt|quot|apos);)/;
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function withoutEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: keyof typeof ENTITIES) => ENTITIES[name]);
}

const readers = Object.fromEntries(
  (Object.keys(operations) as OperationName[]).map((operation) => [operation, createReader(operation)]),
) as Record<OperationName, Reader>;
